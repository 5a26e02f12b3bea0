"""Whose figures they are: the reports and bodies that a sentence quotes, by «وفقاً لـ …» or as the subject of what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, count

from arextract.by_word import by_word
from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, cues, is_role, is_speech, stem
from arextract.extract.statistics.source_names import LONGEST, is_name, names_none, source_name
from arextract.extract.statistics.surveys import Survey
from arextract.fold import fold_name
from arextract.numerals import alternation
from arextract.tokenise import proclitics

_REPORT_NEAR = 6  # words from a body that announces to the report in which it does
_SUFFIXES = ("ا", "ها", "ه", "هم", "ته")  # behind the noun of a report
PUBLISHED = "!"  # the key of what the release itself is there to publish


@dataclass(frozen=True, slots=True)
class Source:
    """A report or body that is quoted: `start` and `end` cover its phrase on folded offsets, `reach` the stretch it speaks for."""

    start: int
    end: int
    name: str
    year: str | None
    reach: Span
    closing: bool = False  # its phrase closes the sentence, behind a comma: «…، وفق وزارة الصحة.»
    behind: bool = False  # its phrase stands behind a figure: «90% بحسب البرنامج»
    attributed: bool = False  # it is quoted («بحسب البرنامج»), and is no subject


@cache
def _attribution() -> re.Pattern[str]:
    words = sorted(cues()["attribution"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وف]?(?:{alternation(words)})")


@cache
def _attributing() -> frozenset[str]:
    """Of every attribution the longest word, which a sentence must hold: «تقرير» of «في تقرير»."""
    longest = {max(phrase.split(), key=len) for phrase in cues()["attribution"]}
    return frozenset(p + word for p in ("", "و", "ف") for word in longest)


def sources(
    view: View, line: Line, names: Sequence[Span], known: dict[str, Source], bodies: Sequence[Span] = (), asked: Sequence[Survey] = ()
) -> tuple[list[Source], list[Span]]:
    """The sources quoted in a sentence, in order, and the stretches that speak of sources («وفق المتحدث» names none).

    `names` are the names in it, `bodies` those of bodies, `asked` the surveys that tell whom they asked; `known` remembers reports by their noun, for
    «وأظهرت الدراسة».
    """
    found: list[Source] = []
    spans: list[Span] = []
    stop = line.end
    quoting = () if _attributing().isdisjoint(line.texts) else _attribution().finditer(view.flat, line.start, line.end)
    for m in quoting:
        first = line.at(m.end())
        glued = m.end() < len(view.flat) and view.flat[m.end()].isalnum()
        if glued and not m[0].endswith("ل"):
            continue
        if glued:  # «لتقرير», «للمركز»: the name begins inside the word
            inner = line.at(m.start())
            while inner < len(line.words) and line.words[inner].end <= m.end():
                inner += 1
            if inner >= len(line.words):
                continue
            if line.words[inner].text in ("لما", "ما"):
                inner = _reported(line, inner)
                last, name, year = source_name(view, line, inner, names, stop)
                found += _quoted(view, line, m.start(), last, name, year, names_none(name, line.words, inner), known)
                spans.append((m.start(), max(last, m.end())))
                continue
            whole = line.words[inner]
            begin = m.end() + ("لل" in proclitics(whole.text)[:-1])
            text = view.flat[begin : whole.end]
            line.words[inner] = Word(begin, whole.end, text)
            last, name, year = source_name(view, line, inner, names, stop)
            line.words[inner] = whole
            restored = begin > m.end() and name
            name = "ال" + name if restored else name
            heads: list[Word] = [Word(begin, whole.end, text)]
            refused = names_none(name, heads, 0)
        else:
            if m[0].split()[-1] in ("تقرير", "دراسه"):
                first -= 1
            if first >= len(line.words):
                continue
            first = _reported(line, first)
            last, name, year = source_name(view, line, first, names, stop)
            refused = names_none(name, line.words, first)
        survey = next((s for s in asked if m.end() <= s.start < max(last, m.end() + 2)), None)
        if survey is not None and not any(a < last and survey.start < b for a, b in bodies):
            last, name, year = survey.until, survey.maker or survey.name or name, survey.year
        spans.append((m.start(), max(last, m.end())))
        found += _quoted(view, line, m.start(), max(last, m.end()), name, year, refused, known)
    reports = list(compress(count(), map(_reports().__contains__, line.texts)))
    issued = _issued(view, line, reports, bodies, known) if reports else []
    found += _speaking(view, line, reports, names, found, known, asked) if reports else []
    found = _announcing(view, line, bodies, found, known)
    found += [s for s in issued if not any(o.start < s.end and s.start < o.end for o in found)]
    found.sort(key=lambda s: s.start)
    if found:
        known["*"] = found[-1]
    elif "*" in known and _continues(line):
        past = known["*"]
        found.append(Source(line.start, line.start, past.name, past.year, (line.start, line.end)))
    return found, [*spans, *((s.start, s.end) for s in found)]


def _quoted(view: View, line: Line, start: int, end: int, name: str, year: str | None, refused: bool, known: dict[str, Source]) -> list[Source]:
    """The source that an attribution names, with its reach; nothing where it names none."""
    if refused or not is_name(name) or fold_name(name).startswith("المصدر") and "*" not in known:
        return []
    reach = line.segment(start)
    if line.at(start) < 3:  # «وبحسب الدراسة …» speaks for its whole sentence
        reach = (line.start, next((w.start for w in line.words[line.at(end) :] if w.text[0] == "و" and is_speech(w.text)), line.end))
    n = line.at(start)
    closing = n > 0 and line.words[n - 1].text == "," and not any(w.text[0].isalnum() for w in line.words[line.at(end) :])
    behind = any(reach[0] <= f.start < start for f in line.figures)
    return [_resolved(Source(start, end, name, year, reach, closing, behind, attributed=True), known)]


def _reported(line: Line, n: int) -> int:
    """Past «ما أعلنه», «ما أفادت به»: the word where the name of who reported begins; `n` itself where no such clause stands there."""
    words = [w.text for w in line.words[n : n + 4]]
    if len(words) < 3 or words[0] not in ("ما", "لما"):
        return n
    if not _announces(words[1]):
        return n
    return n + 2 + (words[2] in ("به", "عنه", "عنها", "بها"))


def _announces(verb: str) -> bool:
    """Whether a folded word is a verb of announcing, a pronoun behind it allowed: «أعلن», «أعلنته»."""
    return any(stem(v, "announces") for v in (verb, verb.removesuffix("ه"), verb.removesuffix("ها"), verb.removesuffix("ته") + "ت"))


def _announcing(view: View, line: Line, bodies: Sequence[Span], others: list[Source], known: dict[str, Source]) -> list[Source]:
    """The sources, with the bodies that announce: «أعلنت منظمة الصحة العالمية ارتفاع …», «توقع البنك الدولي أن …», «البنك المركزي: …» in a headline.

    A report that goes without a name («ذكرت المنظمة في تقرير حديث أن …») is the body's.
    """
    words = line.words
    found = list(others)
    for start, end in bodies:
        n, after = line.at(start), line.at(end)
        if n >= len(words) or any(s.start <= start < s.end for s in others):
            continue
        before = words[n - 1].text if n and words[n - 1].end <= start else ""
        behind = words[after].text if after < len(words) else ""
        opens = n == 0 or words[n].start in line.cuts
        told = stem(behind, "announces") is not None
        headed = opens and (told or behind == ":") and line.figures and line.figures[0].headline
        says_so = told and before in cues()["complement"]  # «لفت إلى أن المنظمة تتوقع نقصا قدره …»
        advised = before in ("به", "بها") and n > 1 and stem(words[n - 2].text, "recommends") is not None  # «الحد الذي توصي به المنظمة»
        reckoned = n > 1 and words[n - 2].text == "ما" and _announces(before)  # «في ضوء ما قدره المعهد»
        if not (stem(before, "announces") or headed or says_so or advised or reckoned):
            continue
        reach_end = next((words[k].start for k in range(after + 1, len(words)) if is_speech(words[k].text) and words[k].text[0] == "و"), line.end)
        if behind not in cues()["complement"] and after < len(words):  # «أعلنت المؤسسة نتائج المسابقة، وتنافس فيها …»
            reach_end = min(reach_end, line.segment(words[after].start)[1])
        found = [s for s in found if not (start < s.start < reach_end and _nameless(s, bodies))]
        begin = start if not n or says_so else words[n - 2 if advised else n - 1].start
        found.append(Source(begin, end, view.quote(start, end), None, (start, reach_end)))
        for k in range(after, min(after + _REPORT_NEAR, len(words) - 1)):  # «توقعت المصلحة في نشرتها أن …»: «وأوردت النشرة» will mean the body
            if words[k].text in ("في", "ضمن", "عبر") and (head := _report_of(words[k + 1].text)):
                known[head] = found[-1]
    return found


def _nameless(source: Source, bodies: Sequence[Span]) -> bool:
    """Whether a source is a report of which nothing is said but what kind it is: «تقرير حديث», «تقريرها السنوي»."""
    name = fold_name(source.name).split()
    if len(name) > 2 or not name or any(a < source.end and source.start < b for a, b in bodies):
        return False
    head = name[0].removesuffix("ها").removesuffix("ه")
    return name[0] in cues()["report"] or head in cues()["report"] or head + "ه" in cues()["report"]


@by_word
def _may_tell(word: str) -> bool:
    """Whether a folded word may say that a report tells something: «أظهر», «سجلت»."""
    return stem(word, "reports") is not None or word in cues()["records"]


@cache
def _reports() -> frozenset[str]:
    """Every form of a word that may name a report: «تقريرها», «التقرير», «وتقرير»."""
    nouns = cues()["report"]
    bare = {form for noun in nouns for form in (noun, noun.removesuffix("ه"))}
    return frozenset({form + s for form in bare for s in ("", *_SUFFIXES)} | {p + noun for noun in nouns for p in ("ال", "و", "ب", "ف")})


@by_word
def _report_of(word: str) -> str:
    """The noun of a report as the list has it, where a folded word is one without article, perhaps with a suffix («تقريرها»); else "" ."""
    reports = cues()["report"]
    head = next((w for w in (word.removesuffix(s) for s in _SUFFIXES) if w in reports or w + "ه" in reports), word)
    head = head if head in reports else head + "ه"
    return head if head in reports and not head.startswith("ال") else ""


def _issued(view: View, line: Line, reports: Sequence[int], bodies: Sequence[Span], known: dict[str, Source]) -> list[Source]:
    """The reports of a sentence that have a title («نشر المعهد دراسة بعنوان «…»»).

    They are remembered by their noun, those that have none by who issued them («أصدر الجهاز بيانا …»). `reports` are the words that may name one.
    """
    found: list[Source] = []
    words = line.words
    for n in reports:
        word = words[n]
        head = _report_of(word.text)
        if not head:
            head = word.text.removeprefix("ال")
            if head != word.text and head in cues()["report"] and any(stem(w.text, "issues") for w in words[max(0, n - LONGEST) : n]):
                last, name, year = source_name(view, line, n, bodies, line.end)
                if " " in name and head not in known:  # «أصدر الجهاز النشرة السنوية لإحصاءات …»: «أظهرت النشرة …» will mean it
                    known[head] = known[PUBLISHED] = Source(word.start, last, name, year, (line.end, line.end))
            continue
        title = next((k for k in range(n + 1, min(n + 5, len(words) - 2)) if words[k].text in cues()["titled"]), None)
        opening = next((k for k in range(title + 1, title + 3) if words[k].text == '"'), None) if title is not None else None
        if opening is not None:
            closing = next((k for k in range(opening + 1, min(opening + LONGEST, len(words))) if words[k].text == '"'), None)
            if closing is not None and closing > opening + 1:
                name = view.quote(words[opening + 1].start, words[closing - 1].end)
                known[head] = Source(word.start, words[closing].end, name, None, (word.start, line.end))
                found.append(known[head])
                continue
        for start, end in bodies:
            first = line.at(start)
            if end <= word.start and first and n - first < 12 and stem(words[first - 1].text, "issues") and head not in known:
                known[head] = Source(start, end, view.quote(start, end), None, (start, line.end))
                therein = any(b.text in ("فيه", "فيها") and stem(a.text, "reports") for a, b in zip(words[n + 1 : n + LONGEST], words[n + 2 :], strict=False))
                if therein or any(stem(w.text, "reports") for w in words[n + 1 : n + 5]):
                    found.append(known[head])  # «نشرت الهيئة تقريرها الشهري الذي أظهر أن …»
    return found


def _continues(line: Line) -> bool:
    """«كما أظهرت أن …»: what was quoted before goes on speaking."""
    texts = [w.text for w in line.words[:4]]
    if texts and texts[0] == "كما":
        texts = texts[1:]
        if len(texts) > 1 and not is_speech(texts[0]) and (stem(texts[0], "measure") or stem(texts[0], "up") or stem(texts[0], "down")):
            return True
    if len(texts) > 1 and texts[1] == "المصدر" and stem(texts[0], "reports"):
        return True  # «وأضاف المصدر ذاته أن …»
    return len(texts) > 1 and stem(texts[0], "reports") in cues()["goes_on"] and texts[1] in ("ان", "كذلك", "ايضا")


def _speaking(
    view: View, line: Line, may: Sequence[int], names: Sequence[Span], others: Sequence[Source], known: dict[str, Source], asked: Sequence[Survey]
) -> list[Source]:
    """Reports that are the subject of what is said: «أوضح تقرير … أن», «وأظهرت الدراسة أن», «الدراسة تظهر أن», «ذكرت المنظمة في تقرير أن»."""
    found: list[Source] = []
    words = line.words
    reports, verbs = cues()["report"], cues()["reports"]
    speaks: bool | None = None  # whether any word of the sentence lets a report speak
    for n in may:
        word = words[n]
        text = word.text
        bare = text if text in reports else text[1:] if text[0] in "وبف" and text[1:] in reports else None
        if bare is not None and bare.removeprefix("ال") == "مؤشر" and not _tells(line, n):
            bare = None  # «سجل مؤشر الأسعار ارتفاعا»: it is what is measured
        if bare is None or n and is_role(words[n - 1].text) or any(s.start <= word.start < s.end for s in (*others, *found[-1:])):
            continue
        if any(f.start <= word.start < f.end for f in line.figures) or _is_act(words, n):
            continue  # «28 ورقة علمية»
        before = [w.text for w in words[max(0, n - 5) : n] if w.text[0].isalnum()][-4:]
        told_of = n > 0 and words[n - 1].text == "عن" and any(stem(w.text, "tells_of") for w in words[max(0, n - 10) : n])
        spoken = told_of or any(stem(w, "reports") for w in before) or (before[-1:] in (["في"], ["ضمن"]) and bare.removeprefix("ال") != "مؤشر")
        if not (spoken or (speaks := any(map(_may_tell, line.texts)) if speaks is None else speaks)):
            continue
        last, name, year = source_name(view, line, n, names, line.end, any(stem(w, "tells_of") for w in before))
        survey = next((s for s in asked if word.start <= s.start < word.end), None)
        if survey is not None and any(s.reach[0] <= word.start < s.reach[1] for s in (*others, *found)):
            continue  # «وأظهر التقرير، المستند إلى مسح شمل 300 أسرة، أن …»: the report speaks
        if survey is not None and not any(a < last and word.start < b for a, b in names):
            last, name, year = max(last, survey.until), survey.maker or survey.name or name, survey.year
            told = [w.text for w in words[line.at(survey.end) : line.at(survey.end) + LONGEST]]
            comma = told.index(",") if "," in told and survey.maker is None else len(told)
            told = told[:comma] if not any(stem(w, "reports") for w in told[comma + 1 : comma + 2]) else told
            spoken = spoken or any(stem(w, "reports") for w in told)
        after = line.at(last)
        follows = [w.text for w in words[after : after + 5] if w.text[0].isalnum() and w.text not in ("الذي", "التي", "قد")]
        follows = follows[:1] if follows[:2] == ["من", "بين"] else follows
        records = after < len(words) and words[after].text in cues()["records"]
        last = words[after].end if records else last
        if not (spoken or records or any(stem(w, "reports") in verbs for w in follows[:2] if stem(w, "reports"))):
            continue
        day = words[n + 1].text if n + 1 < len(words) else ""
        if name == view.quote(word.end - len(bare), word.end) and day in ("اليوم", "امس") and bare in known:
            name = known[bare].name  # «ويظهر تقرير اليوم»
        unnamed = bare in cues()["no_report_name"] and not any(word.start < a < last for a, _ in names)
        if not name or not is_name(name) or unnamed:
            continue
        offset = len(text) - len(bare)
        if offset and name.startswith(view.quote(word.start, word.start + 1)):
            name = name[1:]
        reach_end = next((words[k].start for k in range(after + 1, len(words)) if is_speech(words[k].text) and words[k].text[0] == "و"), line.end)
        of = _body_of(view, line, n, names) if bare in cues()["data_of"] else None  # «إحصائية لوزارة الداخلية»
        found.append(_resolved(Source(word.start, last, of or name, year, (word.start, reach_end)), known))
        if survey is not None:
            known[bare.removeprefix("ال")] = found[-1]  # «وبين المسح أن …»
    return found


def _is_act(words: Sequence[Word], n: int) -> bool:
    """Whether the noun at n is what somebody does: «بعد دراسة الطلبات», «خلال تحليل العينات»."""
    before, behind = words[n - 1].text if n else "", words[n + 1].text if n + 1 < len(words) else ""
    return before.lstrip("وف") in cues()["while_doing"] and words[n].text in cues()["act"] and behind.startswith("ال")


def _tells(line: Line, n: int) -> bool:
    """Whether an index says something («مؤشر … أظهر أن»): a clause with «أن» follows a verb of reporting."""
    before, behind = line.words[max(0, n - 3) : n], line.words[n + 1 : n + LONGEST]
    clause = any(w.text in cues()["complement"] for w in behind)
    return clause and any(stem(w.text, "reports") for w in (*before, *behind))


def _body_of(view: View, line: Line, n: int, names: Sequence[Span]) -> str | None:
    """The body behind «ل» after word n: «وزارة الداخلية» of «إحصائية لوزارة الداخلية»."""
    word = line.words[n + 1] if n + 1 < len(line.words) else None
    if word is None or word.text[0] != "ل":
        return None
    body = next(((a, b) for a, b in names if word.start < a <= word.start + 2), None)
    return body and ("ال" if body[0] == word.start + 2 else "") + view.quote(*body)


def _resolved(source: Source, known: dict[str, Source]) -> Source:
    """«الدراسة» is the study named before; a report newly named is remembered by its noun."""
    words = source.name.split()
    if not words:
        return source
    head = fold_name(words[0]).removeprefix("ال")
    if fold_name(words[0]) in cues()["data_of"] and len(words) == 2 and words[1].startswith("ال") and fold_name(words[1])[2:] in known:
        of = known[fold_name(words[1])[2:]]  # «معطيات التقرير»
        return replace(source, name=of.name, year=source.year or of.year)
    if fold_name(words[0]) == "المصدر" and "*" in known:
        return Source(source.start, source.end, known["*"].name, known["*"].year, source.reach, source.closing, source.behind)
    if words[0].startswith("ال") and (len(words) == 1 or fold_name(words[1]) in cues()["same"]):
        past = known.get(head)
        if past is not None:
            return replace(source, name=past.name, year=source.year or past.year)
        return replace(source, name=words[0])
    known[head] = source
    return source


def source_of(figure: Figure, line: Line, found: Sequence[Source]) -> Source | None:
    """The source that speaks for a figure: the last one before it whose reach it stands in, the first behind it in its segment, or one that closes it."""
    before = [s for s in found if s.start < figure.start and s.reach[0] <= figure.start < s.reach[1]]
    first, last = line.segment(figure.start)
    behind = next((s for s in found if figure.start < s.start < last), None)
    after = line.figures[figure.index + 1].start if figure.index + 1 < len(line.figures) else line.end
    if before and behind is not None and behind.start < after and before[-1].behind:
        return behind  # «90% بحسب البرنامج، ولا تتعدى المساحة ألف هكتار وفق المسح»: each figure has its own behind it
    if before:
        return before[-1]
    return behind or _carried(figure, line, found) or next((s for s in found[-1:] if s.closing), None)


def _carried(figure: Figure, line: Line, found: Sequence[Source]) -> Source | None:
    """The source that goes on speaking in the next statement of a sentence: «بلغت المساحة وفق التقرير 58 ألف هكتار، وإن الإنتاج بلغ …».

    One that stands behind its figure speaks for that only, and nobody who speaks on his own account is quoted.
    """
    last = next((s for s in reversed(found) if s.end <= figure.start), None)
    if last is None or last.behind or not last.attributed:
        return None
    between = line.words[line.at(last.end) : line.at(figure.start)]
    return None if any(is_speech(w.text) or w.text.removeprefix("و") in cues()["participle"] for w in between) else last
