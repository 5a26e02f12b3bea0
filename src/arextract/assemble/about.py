"""What an event is about: its topics and its aims."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from arextract import lexicon
from arextract.assemble.reading import BODIES, COMPLEMENTS, cue, phrases, verbs
from arextract.fold import fold, fold_name
from arextract.numerals import alternation
from arextract.tokenise import where

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading, Spans
    from arextract.layout import Block


_LONGEST = 22  # words of a topic
_DEEDS = frozenset(("كشف", "رصد"))  # «كشف التلاعب» is a topic, «كشف المدير عن …» is none
_ASIDE = frozenset(("مع", "خلال", "من", "بعد", "قبل", "بحضور"))  # what may stand between a verb and its object
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ASIDES = r"(?: علي مد(?:ي|ار) (?:[^\W\d_]+|\d+)(?: (?:ايام|اسابيع|ساعات|جلسات|متتاليه))*)?"  # «على مدى ثلاثة أيام»
# What may stand between those who speak and of what: «للدورة» in «البرنامج العلمي للدورة», «في الورشة» in «ناقش المشاركون في الورشة …».
_THERE = r"(?: \L<of>| (?:خلال|في|ضمن) (?:(?:ايام|جلسات|فعاليات|اعمال|محاضرات) )?\L<named>)?+"
_KIND = r"\L<kinds>(?: [^\W\d_]+){0,1}?(?: و[^\W\d_]+(?: [^\W\d_]+)?){0,2}? (?:حول |عن |في |تناولت |تتناول )"
_KINDS = rf"(?:(?:\L<many> |[^\W\d_]+ )?(?:من )?(?:{_KIND}))?"  # «عدة محاضرات في», «أوراقاً علمية حول»
_NUMBERED = regex.compile(r"(?<!\w)(?:\d{1,2} ?[-–)/]|(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن)ا ?[:،,-]) ?")  # «1- …», «أولاً: …»
_ORDINAL = regex.compile(  # «أولها …», «الثانية عن …», «والمحور الثالث: …»
    r"(?:(?:ال)?(?:محور|جلسه|وحده|ورقه|قسم) )?(?:ال)?(?:اول|اولي|ثاني|ثالث|رابع|خامس|سادس|سابع)(?:ه|ها|هما|هم)?"
    r"(?: (?:عن|حول|بعنوان|تناولت?|تتناول|يتناول|هو|هي|في)|:)? (?=\w{3})"
)
_COUNT = 20  # characters of how many axes there are, between the verb and the list: «على ثلاث نقط: »
_TITLES = 16  # characters of titles before the name of a person: «معالي الدكتور »


def topics(reading: Reading, events: list[Happening]) -> dict[int, list[tuple[int, int]]]:
    """Bulleted or numbered axes by event (its index): each list goes to the event spoken of before it."""
    found: dict[int, list[tuple[int, int]]] = {}
    # Where the talk is of which event, list items aside.
    spoken = sorted((reading.sentences[s][0], n) for n, event in enumerate(events) for s in set(event.sentences) if not _item(reading, s))
    if any(event.lead.again for event in events):  # «…، على أن تقام نسختها الثانية في سبها»: told in passing, and the list is not its own
        passing = {n for n, event in enumerate(events) if event.lead.again and event.lead.stretch}
        spoken = [(at, n) for at, n in spoken if n not in passing] + [(reading.sentences[events[n].lead.sentence][0], 0) for n in passing]
        spoken.sort()
    other = False
    above: Block | None = None  # what leads in to the items that follow
    blocks = reading.layout.blocks
    for n, block in enumerate(blocks):
        if block.kind != "item":
            above = block
            continue
        if not n or blocks[n - 1].kind != "item":
            other = above is not None and _lists_other(reading, above)
            run = list(takewhile(lambda b: b.kind == "item", blocks[n:]))
            names = {b.start for b in run if _names(reading, b.start, b.end)}
            # «إدارة المخزون» among topics is one of them, whatever was taken for a body.
            names = names if 2 * len(names) > len(run) else set()
        if other or not events or block.start in names or _no_words(reading, block.start, block.end):
            continue
        before = bisect_left(spoken, (block.start, -1))
        owner = spoken[before - 1][1] if before else 0
        end = block.end
        while end > block.start and reading.text[end - 1] in ".؛;،, ":
            end -= 1
        found.setdefault(owner, []).append((block.start, end))
    for n, event in enumerate(events):
        if _figures_listed(reading, found.get(n, [])):
            del found[n]
        elif n not in found and (told := _in_prose(reading, event)):
            found[n] = told
    return found


def _lists_other(reading: Reading, above: Block) -> bool:
    """Whether the end of a paragraph says that no topics are listed below it."""
    return cue("no_topics").search(fold(reading.text[max(above.start, above.end - 120) : above.end]).text) is not None


def _figures_listed(reading: Reading, items: Spans) -> bool:
    """Whether a list is one of figures, and so no list of topics: «- القروض المتعثرة 9,7 بالمئة»."""
    return bool(items) and 2 * sum(bool(reading.statistics.between(a, b)) for a, b in items) > len(items)


@cache
def _axes() -> re.Pattern[str]:
    """«ثلاثة محاور هي: …», «تمحورت الدورة حول …» on folded text."""
    axes, are, turns = (f"(?:{alternation(phrases(kind))})" for kind in ("axes", "are", "turns"))
    led = rf"(?:(?:ال)?{axes}(?: [^\W\d_]+){{0,3}}?|{axes}ها?(?: ال[^\W\d_]+){{0,2}}) ?(?:[،,] ?)?و?(?:{are}(?!\w)|:) ?:?"  # «محاورها الثلاثة: …»
    spoken = alternation(phrases("event_word") | phrases("those_there"))
    of = rf"(?:ال)?{axes}(?: [^\W\d_]+)? التي [^\W\d_]+ها (?:{spoken}) ?:?"  # «ومن المحاور التي ناقشتها الورشة …»
    of += rf"|(?:{alternation(phrases('amounts'))}) (?:ال)?{axes}(?: [^\W\d_]+){{1,2}} في"  # «تتمثل محاور الورشة في …»
    return re.compile(rf"(?<!\w)[وفبل]?(?:{led}|{of}|{turns}(?: [^\W\d_]+){{0,3}}? (?:حول|علي)) ?")


@cache
def _verbs_of_it() -> frozenset[str]:
    """Verbs of treating, those of the future too: «تناولت», «ستتناول»."""
    told = phrases("treats") | phrases("touches")
    return told | {"س" + v for v in told if v[0] in "تي"}


@cache
def _treated() -> regex.Pattern[str]:
    """«تناولت الورشة …», «سلطت الندوة الضوء على …», «بحث المجتمعون …» on folded text: the event itself, or those at it, speak of what follows.

    A meeting is also those who meet by office: «ناقش المجلس …», «استعرضت اللجنة …» (`_treats`). The verb may come later in the sentence of the event's noun
    («أن الدورة استمرت أربعة أيام، وتضمنت …»), and the parts of the event speak for it («شملت محاور الدورة …»).
    """
    whose = r"(?:خلال |في )?(?:(?:\L<parts>|\L<axes>) )?(?:هذه |هذا )?(?P<whose>\L<whose>)(?: \L<kind>){0,2}+" + _THERE + r"(?: [^\W\d_]+){0,2}?"
    told = rf"(?:\L<treats> {whose}|\L<named>(?: ال[^\W\d_]+)?(?: [^.\n:؛]{{0,80}}[،,] ?و?| (?:التي|الذي))? ?\L<treats>)"
    return regex.compile(
        rf"(?<!\w)[وف]?{told}{_ASIDES} ?(?P<listed>:)? ?(?:الضوء )?(?:الي |علي |في |ل(?=[^\W\d_]{{4}}))?{_KINDS}",
        treats=_verbs_of_it(),
        whose=_those() | phrases("those_meeting"),
        named=phrases("event_word"),  # «إن الدورة تناولت …»
        of=frozenset("لل" + w[2:] for w in phrases("event_word") if w.startswith("ال")),
        kind=_adjectives(),
        parts=phrases("programme"),
        axes=phrases("axes"),
        many=phrases("several"),
        kinds=phrases("sessions"),
    )


@cache
def _those() -> frozenset[str]:
    """Who or what treats of something at any event."""
    return phrases("event_word") | phrases("phase") | phrases("those_there")


def _treats(text: str, meeting: bool) -> regex.Match[str] | None:
    """Where the event itself, or those at it, speak of what follows; those who meet by office («المجلس») only at a meeting."""
    hit = _treated().search(text)
    while hit is not None and not meeting and hit["whose"] is not None and hit["whose"] not in _those():
        hit = _treated().search(text, hit.start() + 1)
    return hit


@cache
def _adjectives() -> frozenset[str]:
    """What may stand behind an event's noun and is no topic: «الدورة التدريبية», «الندوة العلمية», «الجلسة الأولى»."""
    needs = {fold_name(n) for row in lexicon.rows("event_nouns") for n in row["needs"].split() if n.startswith(("ت", "ع", "د"))}
    ordinals = ("اول", "اولي", "ثاني", "ثانيه", "ثالث", "ثالثه", "رابع", "رابعه", "خامس", "خامسه", "سادس", "سادسه")
    return frozenset("ال" + n for n in (*needs, *ordinals) if len(n) > 3)


@cache
def _received() -> regex.Pattern[str]:
    """«وسيتلقى المشاركون، القادمون من …، عروضاً حول …», «وتدرب المشاركون على …» on folded text: what those at it are given speaks of what follows."""
    return regex.compile(
        rf"(?<!\w)[وف]?س?(?:\L<trains>(?P<who> \L<those>(?: \L<kind>)?{_THERE})(?: ?[،,] [^،,.\n]{{3,60}}[،,])?{_ASIDES} (?:الي|علي) (?:كيفيه )?"
        rf"|\L<learns>(?: \L<learners>{_THERE}) (?:[وف]?كيفيه )?"
        rf"|\L<gives>(?: \L<named>|(?&who))(?: ?[،,] [^،,.\n]{{3,60}}[،,])?{_ASIDES} (?:الي |علي |ب)?{_KINDS}(?<=حول |عن |في |تناولت |تتناول ))",
        trains=phrases("trains"),
        gives=phrases("gives"),
        learns=phrases("learns"),
        learners=frozenset(p for p in phrases("those_there") if p.startswith(("المشارك", "المتدرب", "المتكون"))),
        named=phrases("event_word"),
        of=frozenset("لل" + w[2:] for w in phrases("event_word") if w.startswith("ال")),
        kind=_adjectives(),
        those=phrases("those_there"),
        many=phrases("several"),
        kinds=phrases("sessions"),
    )


@cache
def _openings() -> frozenset[str]:
    """The words that one of the patterns of `_in_prose` needs, with what may be glued to them: sentences without any, which is most, are not read."""
    kinds = ("treats", "touches", "turns", "amounts", "trains", "learns", "gives")
    told = {phrase.split()[0] for kind in kinds for phrase in phrases(kind)}
    axes = {the + phrase.split()[0] + its for phrase in phrases("axes") for the in ("", "ال") for its in ("", "ه", "ها")}
    told |= {"س" + verb for verb in told}
    return frozenset(glued + word for word in told | axes for glued in ("", *"وفبل"))


@cache
def _joints() -> regex.Pattern[str]:
    """What parts one topic from the next: a comma or a semicolon with its «و», «إضافة إلى», «فضلا عن», or the verb again («، كما بحثت …»)."""
    again = r"[،,؛;]? ?(?:كما |(?<=[،,؛;] ?)و)\L<treats>(?: \L<whose>)?(?: الضوء)?(?: الي| علي)? "
    return regex.compile(
        rf" ?(?:{again}|[،,؛;] ?(?:و(?=\w))?(?:\L<further> )?|(?<!\w)و?\L<further> )",
        further=phrases("further"),
        treats=phrases("treats") | phrases("touches"),
        whose=phrases("event_word") | phrases("those_there"),
    )


def _in_prose(reading: Reading, event: Happening) -> Spans:
    """Axes that are told in a sentence: «تمحورت الدورة حول الفوترة الإلكترونية والتوقيع الرقمي وحماية المعطيات» gives three; a single one is no list."""
    places = where(reading.text, _openings())
    for a, b in event.zone(reading):
        first = bisect_left(places, reading.token(a))
        if first == len(places) or reading.words.starts[places[first]] >= b:
            continue
        view = reading.flat(a, b)
        told = _axes().search(view.text)
        if told is not None and (nearer := _axes().search(view.text, told.end())) is not None and nearer.start() - told.end() < _COUNT:
            told = nearer  # «انصبت المداخلات على ثلاث نقط: …»
        hit = told or _treats(view.text, event.type == "meeting")
        if hit is None and any(map(view.text.__contains__, phrases("those_there"))):
            hit = _received().search(view.text)
        if hit is None:
            continue
        rest = regex.split(r"[.\n]", view.text[hit.end() :])[0]
        listed = told is not None or bool(hit.groupdict().get("listed"))
        # The number of axes, where it is said, ends the list: «ثلاثة محاور هي: …، …، و…، وحاضر فيها …».
        start = a + view.source(hit.start(), hit.end())[1]
        counts = (n["value"] for n in reversed(reading.numbers.between(a, start)) if n["kind"] not in ("duration", "ordinal"))
        number = next((n for n in counts if isinstance(n, int) and 1 < n < 13), None)
        parts = [_bare(rest, *part) for part in _parts(reading, rest, number, listed)]
        if parts and (listed or not reading.entities.between(start, start + 4)):
            spans = [view.source(hit.end() + s, hit.end() + e) for s, e in parts]
            return [(a + s, a + e) for s, e in spans]
    return []


def _parts(reading: Reading, rest: str, number: int | None, listed: bool) -> Spans:
    """The topics of a list in folded text, as offsets; without a word for axes («تناولت الندوة …») only three or more that commas part are topics."""
    numbers = [m.span() for m in _NUMBERED.finditer(rest)]
    if len(numbers) > 1 and numbers[0][0] < 3:
        bounds = [*(x for cut in numbers for x in cut), len(rest)][1:]
        return [(s, s + len(rest[s:e].rstrip(" ،,؛;و"))) for s, e in zip(bounds[::2], bounds[1::2], strict=True)]
    semicolons = regex.split(r"[؛;]", rest)
    if len(semicolons) < 3 and number != len(semicolons):
        rest = semicolons[0]
    cuts = [m.span() for m in _joints().finditer(rest)]
    if len(semicolons) >= 3 and number in (None, len(semicolons)):
        cuts = [m.span() for m in regex.finditer(r" ?[؛;] ?و?(?=\w)", rest)]
    if not cuts and listed:
        cuts = [m.span() for m in regex.finditer(r" [-–/|] ", rest)]
    joined = not cuts
    if joined:
        cuts = [m.span() for m in regex.finditer(r" و(?=\w{3})", rest)]
    bounds = [0, *(x for cut in cuts for x in cut), len(rest)]
    parts = [(s, s + len(rest[s:e].rstrip())) for s, e in zip(bounds[::2], bounds[1::2], strict=True) if rest[s:e].strip()]
    stop = next((n for n, (s, e) in enumerate(parts) if n and _no_topic(rest[s:e])), len(parts))
    if number is not None and number <= stop:
        stop = number
    parts = parts[:stop]
    if parts and (end := cue("apart").search(rest, parts[-1][0] + 8)) and end.end() - 1 < parts[-1][1] and end[1] in phrases("closes"):
        parts[-1] = (parts[-1][0], len(rest[: end.start()].rstrip()))
    if joined and not listed and not all(len(rest[s:e].split()) > 1 for s, e in parts):
        return []  # «واقع وآفاق التعليم»
    least = 2 if listed else 3
    if len(parts) == 1 + (number or 99):
        return []
    # The last two may be joined by «و» alone: «أ، وب وج».
    if number is not None and len(parts) == number - 1 and (last := regex.search(r" و(?=\w{3})", rest[parts[-1][0] : parts[-1][1]])):
        s, e = parts[-1]
        parts[-1:] = [(s, s + last.start()), (s + last.end(), e)]
    if parts and rest[parts[0][0] :].split()[0] in _ASIDE:
        return []  # «ناقش الحضور مع المحاضر …»
    if len(parts) < least or not all(0 < len(rest[s:e].split()) <= 9 for s, e in parts):
        return []
    if any(rest[s:e].split()[0] in phrases("no_topic") for s, e in parts):
        return []  # «تضمن الحفل كلمة المدير، وكلمة الوزير، وتوزيع الشهادات»
    return parts if listed or not any(_clause(rest[s:e]) for s, e in parts) else []


def _bare(rest: str, start: int, end: int) -> tuple[int, int]:
    """A topic without the number that it is told with («أولها …», «والثانية عن …») and without a quotation mark that opens before it."""
    if (told := _ORDINAL.match(rest, start, end)) is not None:
        start = told.end()
    while end > start and rest[end - 1] in ' "»”' and rest.count(rest[end - 1], start, end) == 1:
        end -= 1
    return start, end


def _no_topic(part: str) -> bool:
    """Whether a part of a sentence goes on to something else: a verb, or who came."""
    first = part.split()[0]
    said = first in phrases("tells") or first in verbs()
    said = said and (first not in _DEEDS or regex.search(r" (?:عن|ان|انه|انها) ", part) is not None)
    told = first in COMPLEMENTS or said or first in phrases("closes") or first in _deeds()
    told = told or (first in phrases("joined") and first not in phrases("gathers"))  # «جمع البيانات» is one
    return told or (len(first) > 4 and first.endswith("وا")) or cue("partner").match(part) is not None  # «وتبادلوا الآراء»


@cache
def _deeds() -> frozenset[str]:
    """Verbs of speech and act in the past, those aside that are nouns too («عرض», «شرح»): «ووافق المجلس على …» goes on to something else."""
    past = {fold_name(row["past"]) for row in lexicon.rows("speech_verbs")}
    return frozenset(form for verb in past if len(verb) > 3 for form in (verb, verb.removesuffix("ي") + "ت", verb + "وا", verb + "ا"))


def _clause(part: str) -> bool:
    """Whether a part says something («أن …», a verb) and names no topic."""
    tokens = part.split()
    said = any(t in ("ان", "انه", "انها", "التي", "الذي") or _finite(t, first=not n) for n, t in enumerate(tokens))
    return said or any(c.isdigit() for c in _YEAR.sub("", part))  # «موازنة العام 2025» is a topic


def _finite(norm: str, first: bool) -> bool:
    """Whether a word of a topic is a verb; what could be one in the past is a noun inside it («طرق كشف التجاوزات», «حساب كلفة الطن»)."""
    verb = verbs().get(norm)
    return verb is not None and verb.tense != "masdar" and (first and norm not in _DEEDS or verb.tense != "past")


def _no_words(reading: Reading, start: int, end: int) -> bool:
    """Whether a list item is a whole statement («تؤكد الجمعية أن …») or an agency's sign, and no topic of a few words."""
    return len(reading.text[start:end].split()) > _LONGEST or any(e["rule"] == "bodies:wire" for e in reading.entities.between(start, end))


def _names(reading: Reading, start: int, end: int) -> bool:
    """Whether a list item names who or where and not what: bodies («من تونس: وزارة المالية»), a person, a place in a ranking."""
    named = reading.entities.between(start, end)
    told = fold(reading.text[start:end]).text
    if cue("prize").match(told):
        return True
    if any(e["label"] == "PERSON" and len(reading.gap(start, e["start"])) <= _TITLES for e in named[:1]):
        return True
    letters = sum(c.isalpha() for c in reading.text[start:end])
    covered = sum(c.isalpha() for e in named for c in reading.text[e["start"] : min(e["end"], end)])
    return any(e["label"] in BODIES for e in named) and covered >= 0.7 * letters


def _item(reading: Reading, sentence: int) -> bool:
    block = reading.layout.block_at(reading.sentences[sentence][1] - 1)
    return block is not None and block.kind == "item"


def figures(reading: Reading, event: Happening, counts: list[Mention]) -> list[Mention]:
    """The figures that describe an event, in order of text: its counts, and what its own sentences measure of it («بلغت كلفة المعرض 650 مليون ليرة»).

    A figure that quotes a report, or that is of another year than the event's, is told beside it.
    """
    found = {s["id"]: s for s in counts}
    for s in reading.statistics.within(event.zone(reading)):
        if s["id"] in found or s.get("source"):
            continue
        start = reading.sentences[reading.sentence(s["start"])][0]
        before = fold(reading.text[max(start, s["start"] - 50) : s["start"]]).text
        if cue("event_word").search(fold(s.get("metric") or "").text) or (cue("event_word").search(before) and reading.sentence(s["start"]) in event.named_in):
            found[s["id"]] = s
    return sorted(found.values(), key=lambda s: int(s["start"]))


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:{alternation(phrases('aim'))}) ?(?:[^\W\d_]+ ){{0,3}}?(?:الي |ل(?=[^\W\d_]{{3}}))|(?<!\w)بهدف ")


def objectives(reading: Reading, event: Happening) -> Spans:
    """What an event aims at: the clause behind «تهدف إلى», «بهدف»."""
    aim = _aim()
    found: Spans = []
    for a, b in event.zone(reading):
        view = reading.flat(a, b)
        hit = aim.search(view.text)
        if hit is None:
            continue
        stop = re.search(r"[.,،؛;\n]", view.text[hit.end() :])
        end = hit.end() + stop.start() if stop else len(view.text)
        if end - hit.end() > 8:
            s, e = view.source(hit.end(), end)
            found.append((a + s, a + e))
    return found
