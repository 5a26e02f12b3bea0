"""Who, when and where: the fields of an event, each read from the sentences that speak of it, each with the quotes it rests on."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.happenings import EventMention, Happening, one_shot
from arextract.assemble.reading import BODIES, Index, cue, phrases, verbs
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from arextract.assemble.reading import Mention, Reading

Spans = list[tuple[int, int]]

_OPENED = frozenset(("open", "begin"))
_WORDS_BETWEEN = 60  # characters between two names of one list


@cache
def _counted() -> dict[str, str]:
    return {fold_name(row["noun"]): row["class"] for row in lexicon.rows("counted_nouns")}


@cache
def _duals() -> dict[str, str]:
    """«دولتين», «مؤسستان»: the dual of a counted noun is a count of two, though no figure is written."""
    found: dict[str, str] = {}
    for noun, what in _counted().items():
        stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
        found |= {stem + ending: what for ending in ("ين", "ان")}
    return {dual: what for dual, what in found.items() if dual not in _counted()}


def zone(reading: Reading, event: Happening) -> Spans:
    """The sentences that speak of an event, in order of text."""
    return [reading.sentences[n] for n in sorted(set(event.sentences) | {m.sentence for m in event.mentions})]


def _in_zone(mentions: Iterable[Mention], spans: Spans) -> list[Mention]:
    starts = [a for a, _ in spans]
    found = []
    for m in mentions:
        i = bisect_right(starts, m["start"]) - 1
        if i >= 0 and m["start"] < spans[i][1]:
            found.append(m)
    return found


# -- who ------------------------------------------------------------------------------------------------------------------------------------


def _chain(reading: Reading, body: Mention) -> list[Mention]:
    """A body and those joined to it: «كلية الإعلام في جامعة اليرموك», «وزارة المياه وجامعة …»."""
    found = [body]
    for following in reading.bodies.between(body["end"], body["end"] + 200)[:3]:
        if reading.gap(found[-1]["end"], following["start"]) in ("و", "في", "ب", "التابع ل", "التابعه ل", "التابع لل", "التابعه لل", ",و", "وكل من", ", و"):
            found.append(following)
        else:
            break
    return found


def _relative_subject(reading: Reading, m: EventMention) -> Mention | None:
    """Who holds, by a relative clause behind the event noun: «الورشة التي نظمتها كلية الإعلام»."""
    last = reading.sentences[m.sentence][1]
    for k in range(m.token + 1, min(m.token + 40, len(reading.words))):
        word = reading.words[k]
        if word.start >= last:
            return None
        verb = verbs().get(word.norm)
        if verb is not None and verb.object and verb.role in ("hold", "launch", "close", "open"):
            near = reading.bodies.between(word.end, word.end + 6)
            return near[0] if near else None
    return None


def _under_cue(reading: Reading, body: Mention, start: int) -> bool:
    """Whether a body stands behind a partner's or a participant's cue in text[start:…], and so holds nothing itself."""
    before = fold(reading.text[start : body["start"]]).text
    last = max((m.end() for p in (cue("partner"), cue("joined")) for m in p.finditer(before)), default=-1)
    return last >= 0 and not re.search(r"[.:]", before[last:]) and not any(w in verbs() and verbs()[w].tense != "masdar" for w in before[last:].split())


def organizers(reading: Reading, event: Happening) -> list[Mention]:
    """Who holds, signs or issues: the subject of the event's verb, or who stands in its relative clause, else whom the lead names first."""
    for m in [event.lead, *[x for x in event.mentions if x is not event.lead]]:
        if holder := _relative_subject(reading, m):
            return _chain(reading, holder)
        if m.verb is None:
            continue
        start, end = reading.sentences[m.sentence]
        bodies = reading.bodies.between(start, end)
        verb = reading.words[m.verb_token]
        if m.verb.role in ("attend", "lead", "meet", "appoint", "held", "begin") and not m.verb.object:
            continue
        # «نظمتها جمعية …» names its subject at once; «نظم معهد … ورشة» before the event noun.
        reach, until = (3, end) if m.verb.object else (30, m.start)
        behind = [b for b in bodies if verb.end <= b["start"] < until and len(reading.gap(verb.end, b["start"])) <= reach]
        behind = [b for b in behind if not cue("officer").search(reading.gap(verb.end, b["start"]))]
        if behind and not _under_cue(reading, behind[0], verb.end):
            return _chain(reading, behind[0])
        ahead = [b for b in bodies if b["end"] <= verb.start and len(reading.gap(b["end"], verb.start)) <= 12]
        if ahead and not _under_cue(reading, ahead[-1], start):
            chain = _chain(reading, ahead[-1])
            while (earlier := reading.bodies.before(chain[0]["start"])) is not None and reading.gap(earlier["end"], chain[0]["start"]) in ("و", "في", "ب"):
                chain.insert(0, earlier)
            return chain
    for a, b in zone(reading, event):
        text = fold(reading.text[a:b])
        for hit in cue("by").finditer(text.text):
            at = a + text.source(hit.start(), hit.end())[1]
            if near := reading.bodies.between(at, at + 9):
                return _chain(reading, near[0])
    lead = event.lead
    start, end = reading.sentences[lead.sentence]
    wire = reading.layout.dateline or (0, 0)
    for body in reading.bodies.between(start, end):
        if not wire[0] <= body["start"] < wire[1] and not _under_cue(reading, body, start):
            if body["start"] > lead.start and event.type in ("agreement",) and cue("with").search(fold(reading.text[lead.end : body["start"]]).text):
                continue
            if body["start"] < lead.start or event.lead.verb is None or event.lead.verb.role not in ("attend", "lead"):
                return _chain(reading, body)
    return []


def partners(reading: Reading, event: Happening, holding: set[str]) -> list[tuple[Mention, str]]:
    """Bodies behind a partner's cue, with the cue as written: («جامعة اليرموك», «بالتعاون مع»)."""
    found: list[tuple[Mention, str]] = []
    for a, b in zone(reading, event):
        view = fold(reading.text[a:b])
        if not _speaks_of(reading, event, a, view.text):
            continue
        for hit in cue("partner").finditer(view.text):
            cue_start, cue_end = view.source(hit.start(1), hit.end(1))
            found += [(body, reading.text[a + cue_start : a + cue_end]) for body in _listed(reading, a + cue_end, b)]
        if event.type == "agreement":
            for m in event.mentions:
                if a <= m.start < b:
                    behind = fold(reading.text[m.end : b])
                    for hit in cue("with").finditer(behind.text):
                        s, e = behind.source(hit.start(1), hit.end(1))
                        found += [(body, reading.text[m.end + s : m.end + e]) for body in _listed(reading, m.end + e, b)]
                        break
    return [(body, role) for body, role in found if body["name"] not in holding]


def _speaks_of(reading: Reading, event: Happening, start: int, folded: str) -> bool:
    """Whether the sentence that begins at `start` names the event, by any of its nouns, or follows at once a sentence that introduces it."""
    n = reading.sentence(start)
    return any(m.sentence in (n, n - 1) and m is event.lead or m.sentence == n for m in event.mentions) or cue("event_word").search(folded) is not None


def _listed(reading: Reading, start: int, end: int) -> list[Mention]:
    """The bodies of a list that begins at `start`: each not far behind the one before it, with no verb between."""
    found: list[Mention] = []
    at = start
    for body in reading.bodies.between(start, end):
        gap = reading.gap(at, body["start"])
        if len(gap) > (_WORDS_BETWEEN if found else 45) or any(w in verbs() and verbs()[w].tense != "masdar" for w in gap.split()) or re.search(r"[.:؛;]", gap):
            break
        found.append(body)
        at = body["end"]
    return found


def participants(reading: Reading, event: Happening, holding: set[str]) -> tuple[list[Mention], list[Mention]]:
    """Bodies and countries that took part: behind «بمشاركة», «شارك», «ممثلو», in the lists that counts announce."""
    bodies: list[Mention] = []
    countries: list[Mention] = []
    for a, b in zone(reading, event):
        view = fold(reading.text[a:b])
        hit = cue("joined").search(view.text)
        if hit is None:
            continue
        at = a + view.source(hit.start(), hit.end())[1]
        if not _speaks_of(reading, event, a, view.text) and not _counts(reading, a, b):
            continue
        for e in reading.entities.between(at, b):
            if e["anaphor"]:
                continue
            if e["label"] in BODIES and e["name"] not in holding and not _spoken(reading, e, at):
                bodies.append(e)
            elif e["label"] == "COUNTRY" and _counts(reading, a, e["start"], "countries"):
                countries.append(e)
    return bodies, countries


def _spoken(reading: Reading, body: Mention, start: int) -> bool:
    """Whether a body stands in somebody's role («مدير بنك …») or behind a verb of its own, beyond the list that `start` opens."""
    gap = reading.gap(start, body["start"])
    return any(w in verbs() and verbs()[w].tense in ("past", "future") and verbs()[w].role in ("hold", "sign", "launch", "announce") for w in gap.split())


def _counts(reading: Reading, a: int, b: int, kind: str | None = None) -> list[tuple[str, Mention]]:
    """Counts of countries, bodies and people in text[a:b], from the statistics: («countries», 3)."""
    found = []
    for s in reading.statistics.between(a, b):
        if s["unit"] not in (None, "count") or not s.get("counted"):
            continue
        noun = fold_name(s["counted"]).split()[0]
        what = _counted().get(noun) or _counted().get(noun.removeprefix("ال"))
        if what and (kind is None or what == kind):
            found.append((what, s))
    return found


def declared(reading: Reading, event: Happening) -> dict[str, Mention]:
    """The counts that the text declares of an event: organizations, countries, people; the first of each stands."""
    found: dict[str, Mention] = {}
    for a, b in zone(reading, event):
        view = fold(reading.text[a:b]).text
        mentioned = any(a <= m.start < b for m in event.mentions)
        if not (mentioned or cue("joined").search(view)):
            continue
        for what, s in _counts(reading, a, b):
            if isinstance(s["value"], int) and what not in found:
                found[what] = s
        for k in range(reading.token(a), reading.token(b)):
            what = _duals().get(reading.norm(k), "")
            if what and what not in found:
                found[what] = {"start": reading.words[k].start, "end": reading.words[k].end, "value": 2}
    return found


def _end_of_items(reading: Reading, start: int) -> int:
    """Where the list items that begin at `start` end; `start` where none do."""
    end = start
    for block in reading.layout.blocks:
        if block.start < start:
            continue
        if block.kind != "item":
            break
        end = block.end
    return end


def list_after(reading: Reading, count: Mention, label: frozenset[str]) -> tuple[list[Mention], bool]:
    """The names that follow a declared count in its sentence, and whether the text says that the list is partial («منهم»)."""
    _, end = reading.sentences[reading.sentence(count["start"])]
    if reading.text[:end].rstrip().endswith((":", ":-", "؛")):
        end = _end_of_items(reading, end)
    named = [e for e in reading.entities.between(count["end"], end) if e["label"] in label and not e["anaphor"]]
    if not named:
        return [], False
    between = fold(reading.text[count["end"] : named[0]["start"]]).text
    partial = cue("partial").search(between) is not None
    if not partial and not re.search(r"(?<!\w)[وف]?(?:هي|هم|وهي|وهم|:)(?!\w)|:|\(", between) and len(between.strip()) > 25:
        return [], False
    found: list[Mention] = []
    at = count["end"]
    for e in named:
        if len(reading.gap(at, e["start"])) > _WORDS_BETWEEN:
            break
        # A list of bodies ends where the list of countries is announced: «… والبنك المركزي من ثلاث دول».
        if any(count["end"] < s["start"] < e["start"] and at <= s["start"] for _, s in _counts(reading, at, e["start"])):
            break
        if e["name"] not in [f["name"] for f in found]:
            found.append(e)
        at = e["end"]
    return found, partial


# -- when -----------------------------------------------------------------------------------------------------------------------------------


def when(reading: Reading, event: Happening) -> Mention | None:
    """The date that belongs to an event among those in the text: in the sentence that tells it, then in those that speak of it."""
    wire = reading.layout.dateline or (0, 0)
    usable = Index([
        d for d in reading.dates
        if d["first"] and not wire[0] <= d["start"] < wire[1] and d.get("bound") != "until"
        and not (d["calendar"] == "hijri" and d["same_as"]) and d["precision"] != "decade"
    ])  # fmt: skip
    order = sorted(event.mentions, key=lambda m: (m is not event.lead, m.headline, m.start))
    for m in order:
        a, b = reading.sentences[m.sentence]
        here = [d for d in usable.between(a, b) if _belongs(reading, d, event)]
        here = [d for d in here if not _others(reading, event, d)]
        if one_shot(event.type):
            here = [d for d in here if d["first"] == d["last"] and (d["precision"] == "day" or m is event.lead)]
        if here:
            return _best(here, m.start)
    if one_shot(event.type):
        return None
    here = [d for d in _in_zone(usable, zone(reading, event)) if _belongs(reading, d, event) and (d["precision"] == "day" or d["first"] != d["last"])]
    ranges = [d for d in here if d["first"] != d["last"] and d["precision"] == "day"]
    near = [d for d in here if _told_of(reading.gap(reading.sentences[reading.sentence(d["start"])][0], d["start"]))]
    return next(iter(ranges or near), None)


def _told_of(before: str) -> bool:
    return cue("event_word").search(before) is not None or cue("takes_place").search(before) is not None


def _belongs(reading: Reading, d: Mention, event: Happening) -> bool:
    """No birth, foundation, budget or deadline: «تأسست عام 1980», «باب التسجيل مفتوح حتى»."""
    before = fold(reading.text[max(0, d["start"] - 45) : d["start"]]).text
    if cue("background", 30).search(before):
        return cue("takes_place", 25).search(before) is not None
    return d["precision"] in ("day", "month", "week", "year", "quarter", "half")


def _others(reading: Reading, event: Happening, d: Mention) -> bool:
    """Whether another event's noun stands nearer to the date than this event's, in the same sentence."""
    mine = [m for m in event.mentions if m.sentence == reading.sentence(d["start"])]
    rivals = event.rivals
    closest = min((abs(d["start"] - m.start) for m in mine), default=1 << 30)
    return any(m.sentence == reading.sentence(d["start"]) and abs(d["start"] - m.start) < closest and m.start < d["start"] for m in rivals)


def _best(dates: list[Mention], at: int) -> Mention:
    def rank(d: Mention) -> tuple[int, int]:
        is_range = d["first"] != d["last"]
        grain = {"day": 0 if is_range else 1, "week": 2, "month": 2}.get(d["precision"], 3)
        return grain, abs(d["start"] - at)

    return min(dates, key=rank)


def duration(reading: Reading, event: Happening) -> tuple[int, Mention] | None:
    """The days that an event is said to last: «لمدة خمسة أيام», «على مدى ثلاثة أسابيع»."""
    for a, b in zone(reading, event):
        for n in reading.numbers.between(a, b):
            if n["kind"] != "duration" or not n.get("iso"):
                continue
            m = re.fullmatch(r"P(?:(\d+)W)?(?:(\d+)D)?", n["iso"])
            before = fold(reading.text[max(0, n["start"] - 40) : n["start"]]).text
            if m is None or cue("not_lasting", 1).search(before):
                continue
            if not cue("lasting", 25).search(before) and a != reading.sentences[event.lead.sentence][0]:
                continue
            days = 7 * int(m[1] or 0) + int(m[2] or 0)
            if 0 < days < 400:
                return days, n
    return None


def dated(reading: Reading, event: Happening, d: Mention | None, days: int | None) -> tuple[str | None, str | None, bool]:
    """First and last day, and whether the text itself states both: as one range, or as two dates of one sentence.

    A declared length stretches a date that names one end only: «أنهى … أمس دورة استمرت خمسة أيام».
    """
    if d is None:
        if one_shot(event.type) and reading.released and event.lead.tense != "future":
            return reading.released, reading.released, False
        return None, None, False
    first, last = d["first"], d["last"]
    if first != last or d["precision"] != "day":
        return first, last, True
    if (pair := _two_ends(reading, d)) is not None:
        return *pair, True
    verb = event.lead.verb
    begins = d.get("bound") == "from" or (verb is not None and verb.role == "begin" and event.lead.tense != "past")
    if begins and not days:
        return first, None, False  # «ينطلق في 3 مارس»: when it ends is not said
    if days and days > 1:
        day, rest = date.fromisoformat(first), timedelta(days=days - 1)
        if verb is not None and verb.role == "close" and d.get("bound") != "from":
            return (day - rest).isoformat(), last, False
        return first, (day + rest).isoformat(), False
    return first, last, False


def _two_ends(reading: Reading, d: Mention) -> tuple[str, str] | None:
    """Both ends of an event told apart: «انطلقت يوم 3 ماي وتتواصل إلى 6 منه», «أنهى يوم 14 أيار … بدءاً من 12 أيار»."""
    a, b = reading.sentences[reading.sentence(d["start"])]
    days = [o for o in reading.dates.between(a, b) if o["first"] and len(o["first"]) == 10 and o["first"] == o["last"] and o["first"] != d["first"]]
    for other in days:
        before = reading.gap(max(a, other["start"] - 40), other["start"])
        if other["first"] > d["first"] and (other.get("bound") == "until" or cue("goes_on", 25).search(before)):
            return d["first"], other["first"]
        if other["first"] < d["first"] and other.get("bound") == "from":
            return other["first"], d["first"]
        if d.get("bound") == "from" and other["first"] > d["first"] and cue("ended", 60).search(reading.gap(a, other["start"])):
            return d["first"], other["first"]
    return None


def status(reading: Reading, event: Happening, first: str | None, last: str | None, days: int | None, inferred: bool = False) -> str:
    """Past, ongoing or upcoming at the time of the release, by date where both are known, else by tense."""
    tense = event.lead.tense
    now = reading.released
    role = event.lead.verb.role if event.lead.verb is not None else ""
    if first and last and now and not (tense == "future" and inferred):
        width = min(len(now), len(first))
        if first[:width] > now[:width]:
            return "upcoming"
        if last[: len(now)] < now[: len(last)]:
            return "past"
        if tense == "future":
            return "upcoming"
        if first == last:
            return "past" if tense == "past" or one_shot(event.type) else "ongoing"
        ended = last[: len(now)] == now[: len(last)] and tense == "past" and role not in _OPENED
        return "past" if role == "close" or ended else "ongoing"
    if tense == "future":
        return "upcoming"
    if role == "close":
        return "past"
    if tense == "present":
        return "ongoing" if not one_shot(event.type) else "past"
    if role in _OPENED and (days or 0) > 1:
        return "ongoing"
    return "past"


# -- where ----------------------------------------------------------------------------------------------------------------------------------


def where(reading: Reading, event: Happening, main: tuple[list[Mention], list[str], Spans] | None = None) -> tuple[list[Mention], list[str], Spans]:
    """Cities, countries and what they rest on: places behind a preposition in the event's own sentences, the dateline where nothing contradicts it."""
    cities: list[Mention] = []
    countries: list[tuple[str, Mention]] = []
    wire = reading.layout.dateline
    near = [m for m in event.mentions if m is event.lead or m.headline]
    _take_places(reading, event, sorted(near, key=lambda m: m is not event.lead), cities, countries)
    if not cities and not countries and wire and event.main:
        cities += [e for e in reading.entities.between(*wire) if e["label"] == "CITY"][:1]
    if not cities and not countries:
        _take_places(reading, event, [m for m in event.mentions if m not in near], cities, countries)
    if not cities and event.main:
        for e in _in_zone(reading.entities, zone(reading, event)):
            told = _told_of(reading.gap(max(0, e["start"] - 60), e["start"]))
            if e["label"] == "CITY" and _located(reading, e) and told and not _elsewhere(reading, event, e):
                cities.append(e)
                break
    if not cities and not countries and not event.main and event.lead.tense != "future" and main is not None:
        start, end = reading.sentences[event.lead.sentence]
        if cue("margin").search(fold(reading.text[start:end]).text):
            cities += main[0]
    codes = [c["country"] for c in cities if c.get("country")]
    if not codes:
        codes = [code for code, _ in countries]
    if not codes and reading.home:
        codes = [reading.home]
    quotes = [(e["start"], e["end"]) for e in cities] + [(e["start"], e["end"]) for _, e in countries]
    return cities, list(dict.fromkeys(codes)), quotes


def _take_places(reading: Reading, event: Happening, order: list[EventMention], cities: list[Mention], countries: list[tuple[str, Mention]]) -> None:
    """The first city and the first country in the sentences of these mentions, into the two lists."""
    wire = reading.layout.dateline or (0, 0)
    for m in order:
        for e in reading.entities.between(*reading.sentences[m.sentence]):
            if e["label"] not in ("CITY", "COUNTRY") or wire[0] <= e["start"] < wire[1] or not _located(reading, e) or _elsewhere(reading, event, e):
                continue
            if e["label"] == "CITY" and not cities:
                cities.append(e)
            elif e["label"] == "COUNTRY" and not countries and e["kb_id"]:
                countries.append((e["kb_id"][4:], e))
        if cities or countries:
            return


def _elsewhere(reading: Reading, event: Happening, e: Mention) -> bool:
    """Whether another event's noun stands between this one and the place."""
    rivals = event.rivals
    mine = [m.start for m in event.mentions if m.sentence == reading.sentence(e["start"]) and m.start < e["start"]]
    return any(m.sentence == reading.sentence(e["start"]) and max(mine, default=-1) < m.start < e["start"] for m in rivals)


@cache
def _settlement() -> re.Pattern[str]:
    """«مدينة», «بالعاصمة», «بمحافظة» before a name; an adjective of nationality may follow: «بالعاصمة القطرية»."""
    return re.compile(rf"(?<!\w)[وف]?ب?(?:ال)?(?:{'|'.join(sorted(p.removeprefix('ال') for p in phrases('settlement')))})(?: \w+يه)?\s$")


def _located(reading: Reading, e: Mention) -> bool:
    """Whether something takes place at e: «بمدينة القاهرة», «في تركيا», or in apposition to such a place."""
    if reading.roles.at(e["start"]) is not None:
        return False  # «مدير مكتب الوزارة في لحج»
    before = fold(reading.text[max(0, e["start"] - 28) : e["start"]]).text
    if re.search(r"(?:^|\W)[وف]?(?:في|داخل|ب)\s?$|\Wب(?:ال)?$", before) or _settlement().search(before):
        return True
    if any(w in verbs() and verbs()[w].role == "host" and verbs()[w].tense != "masdar" for w in before.split()[-1:]):
        return True  # «المؤتمر الذي تحتضنه تونس»
    entity = reading.entities.at(max(0, e["start"] - 4))
    if entity is not None and entity["label"] == "CITY" and re.fullmatch(r"[\s,،–—-]+", reading.text[entity["end"] : e["start"]]):
        return _located(reading, entity)
    return False


@cache
def _venue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:ب|في )((?:{'|'.join(sorted(phrases('venue')))})(?!\w)(?: [^\n.,:;()\"-]{{2,60}})?)")


def venue(reading: Reading, event: Happening) -> tuple[str, tuple[int, int]] | None:
    """The hall, hotel or seat: «قاعة المحاضرات», «فندق الخليج»."""
    for m in sorted(event.mentions, key=lambda m: (m is not event.lead, m.headline, m.start)):
        a, b = reading.sentences[m.sentence]
        view = fold(reading.text[a:b])
        hit = _venue().search(view.text)
        if hit is None:
            continue
        stop = cue("venue_end").search(hit[1], 5)
        end = hit.start(1) + (stop.start() if stop else len(hit[1].rstrip()))
        s, e = view.source(hit.start(1), end)
        name = reading.text[a + s : a + e].strip()
        if len(name) > 3:
            return name, (a + s, a + s + len(name))
    return None


# -- what about -----------------------------------------------------------------------------------------------------------------------------


def topics(reading: Reading, events: list[Happening]) -> dict[int, list[tuple[int, int]]]:
    """Bulleted or numbered axes by event (its index): each list goes to the event spoken of before it."""
    found: dict[int, list[tuple[int, int]]] = {}
    if not events:
        return found
    for block in reading.layout.blocks:
        if block.kind != "item" or _names_a_body(reading, block.start, block.end):
            continue
        owner = 0
        best = -1
        for n, event in enumerate(events):
            at = max((reading.sentences[s][0] for s in event.sentences if reading.sentences[s][0] < block.start and not _item(reading, s)), default=-1)
            if at > best and (n == 0 or event.lead.start < block.start):
                owner, best = n, at
        end = block.end
        while end > block.start and reading.text[end - 1] in ".؛;،, ":
            end -= 1
        found.setdefault(owner, []).append((block.start, end))
    return found


def _names_a_body(reading: Reading, start: int, end: int) -> bool:
    body = reading.bodies.at(start)
    return body is not None and body["end"] >= end - 3


def _item(reading: Reading, sentence: int) -> bool:
    block = reading.layout.block_at(reading.sentences[sentence][1] - 1)
    return block is not None and block.kind == "item"


def objectives(reading: Reading, event: Happening) -> Spans:
    """What an event aims at: the clause behind «تهدف إلى», «بهدف»."""
    aim = re.compile(rf"{cue('aim').pattern} ?(?:[^\W\d_]+ ){{0,3}}?(?:الي |ل(?=[^\W\d_]{{3}}))|(?<!\w)بهدف ")
    found: Spans = []
    for a, b in zone(reading, event):
        view = fold(reading.text[a:b])
        hit = aim.search(view.text)
        if hit is None:
            continue
        stop = re.search(r"[.,،؛;\n]", view.text[hit.end() :])
        end = hit.end() + stop.start() if stop else len(view.text)
        if end - hit.end() > 8:
            s, e = view.source(hit.end(), end)
            found.append((a + s, a + e))
    return found
