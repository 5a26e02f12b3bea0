"""Events that are told without their noun, in the headline and the lead: meetings, visits, appointments, reports, grants."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from arextract.assemble.nouns import EventMention, nouns
from arextract.assemble.reading import Verb, cue, phrases, saying, verbs
from arextract.tokenise import where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arextract.assemble.reading import Reading

_VISITS = frozenset(("زار", "زارت", "يزور", "تزور", "سيزور", "ستزور"))
_INSPECTS = frozenset(("تفقد", "تفقدت", "يتفقد", "تتفقد"))  # whatever is inspected, somebody goes there
_REPORTS = frozenset(("تقرير", "دراسه", "مسح", "استطلاع"))
_MAKERS = 5  # sentences of the body within which the makers of a report are told
_ISSUER = 80  # characters within which a report says whose it is
_GUEST = 24  # tokens behind «استقبل» within which the guest is named
_LEAD = 3  # sentences, headline and dateline included, in which a release tells its news
_WITH = 14  # tokens between a verb of meeting and «مع»
_OPENING = 9  # words within which the verb of a sentence stands


def told(reading: Reading, k: int, sentence: int, headline: bool, kind: str, verb: Verb) -> EventMention:
    """A mention at token k of what is told there by a verb alone."""
    word = reading.words[k]
    return EventMention(
        token=k, start=word.start, end=word.end, type=kind, strength="w", definite=False, sentence=sentence, headline=headline,
        verb=verb, verb_token=k, tense=verb.tense,
    )  # fmt: skip


def meetings(reading: Reading) -> list[EventMention]:
    """A meeting or visit told by its verb alone, in the headline or the lead: «بحث رئيس الغرفة مع السفير …», «زار الوزير ولاية …»."""
    found = []
    for block in [b for b in reading.layout.blocks if b.kind in ("headline", "body")][:2]:
        n = reading.sentence(block.start)
        start, end = max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)
        first = reading.token(start)
        for k in range(first, min(first + 9, len(reading.words))):
            verb = verbs().get(reading.norm(k))
            if reading.words.starts[k] >= end or verb is None or verb.tense == "masdar":
                continue
            if reading.norm(k) in _VISITS and any(e["label"] != "PERSON" for e in reading.entities.between(reading.words.ends[k], end)):
                found.append(told(reading, k, n, block.kind == "headline", "visit", verb))
                break
            if reading.norm(k) in _INSPECTS and reading.entities.between(start, end):
                found.append(told(reading, k, n, block.kind == "headline", "visit", verb))
                break
            if verb.role != "meet":
                continue
            if "ستقبل" in reading.norm(k) and not _hosted(reading, k, end):
                break
            parties = [e for e in reading.entities.between(reading.words.ends[k], end) if e["label"] in ("PERSON", "MINISTRY", "ORGANIZATION")]
            before = [e for e in reading.entities.between(start, reading.words.starts[k]) if e["label"] != "CITY"]
            office = any(reading.norm(x) in phrases("officer") for x in range(k + 1, k + 3))  # «بحث وزير المالية … مع نظيره المصري»
            with_whom = any(reading.norm(x) == "مع" for x in range(k + 1, min(k + _WITH, reading.token(end))))
            if len(parties) + len(before) >= 2 or (office and with_whom):
                found.append(told(reading, k, n, block.kind == "headline", "meeting", verb))
            break
    return [*found, *_gathering(reading), *_received(reading)]


def _gathering(reading: Reading) -> Iterator[EventMention]:
    """A meeting told by whom it brings together: «محور اللقاء الذي جمع رئيس الحكومة بالأمين العام …»."""
    for k in where(reading.text, phrases("gathers")):
        norm = reading.norm(k)
        n = reading.sentence(reading.words.starts[k])
        if n > _LEAD or reading.norm(k - 1) not in ("الذي", "التي"):
            continue
        x = next((x for x in range(k - 2, max(-1, k - 5), -1) if reading.norm(x).removeprefix("ال") in nouns()), None)
        if x is None or nouns()[reading.norm(x).removeprefix("ال")][0] != "meeting":
            continue
        end = reading.sentences[n][1]
        people = any(e["label"] != "CITY" for e in reading.entities.between(reading.words.ends[k], end))
        people = people or any(reading.norm(x) in phrases("officer") for x in range(k + 1, k + 6))
        if people:
            yield told(reading, k, n, False, "meeting", Verb("meet", "future" if norm.startswith("س") else "past"))
            return


def _hosted(reading: Reading, k: int, end: int) -> bool:
    """Whether somebody is received at token k, and no thing: «استقبل السفير», «استقبل وفداً»; «استقبل النادي النسخ الأولى» is none."""
    first, last = k + 1, min(reading.token(end), k + _GUEST)
    if any(e["label"] == "PERSON" for e in reading.entities.between(reading.words.ends[k], end)):
        return True
    people = phrases("officer", "official", "delegation")
    return any(reading.norm(x) in people or reading.norm(x).removeprefix("ال") in people for x in range(first, last))


def _received(reading: Reading) -> Iterator[EventMention]:
    """A meeting or visit at which something was said, told by its verbal noun: «جاء ذلك خلال استقباله السفير …», «خلال تفقد المدير اليوم مقر …»."""
    for k in where(reading.text, phrases("occasion_visit") | phrases("occasion_meeting")):
        word = reading.words[k]
        n = reading.sentence(word.start)
        if n > _LEAD or reading.norm(k - 1) not in phrases("aside") or reading.entities.at(word.start) is not None:
            continue
        kind = "visit" if word.norm in phrases("occasion_visit") else "meeting"
        yield told(reading, k, n, False, kind, Verb("meet" if kind == "meeting" else "visit", "past"))
        return


def appointments(reading: Reading) -> list[EventMention]:
    """Who is appointed, told in the headline and the lead: «مريم الدوسري مديراً عاماً لمعهد …», «تعيين المهندس … رئيساً لـ …»."""
    found: list[EventMention] = []
    if not reading.may("office"):
        return found
    for block in [b for b in reading.layout.blocks if b.kind in ("headline", "body")][:3]:
        for n in range(reading.sentence(block.start), min(reading.sentence(block.start) + 3, reading.sentence(max(block.start, block.end - 1)) + 1)):
            start, end = max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)
            view = reading.flat(start, end)
            office = cue("office").search(view.text)
            act = cue("appoint").search(view.text) if office is not None else None
            if office is None or (act is None and block.kind != "headline"):
                continue
            at = start + view.source(office.start(), office.end())[0]
            person = next((e for e in reading.entities.between(max(start, at - 90), min(end, at + 90)) if e["label"] == "PERSON"), None)
            if person is None:
                continue
            first = start + view.source(act.start(), act.end())[0] if act is not None else person["start"]
            token = reading.token(first)
            found.append(EventMention(
                token=token, start=first, end=max(person["end"], at), type="appointment", strength="s", definite=False, sentence=n,
                headline=block.kind == "headline", verb=Verb("appoint", "past"), verb_token=token, tense="past",
            ))  # fmt: skip
    return found


def first_sentences(reading: Reading, count: int) -> Iterator[tuple[int, int, int]]:
    """The first sentences of the body, each with its number and ends."""
    for block in [b for b in reading.layout.blocks if b.kind == "body"][:count]:
        first, last = reading.sentence(block.start), reading.sentence(max(block.start, block.end - 1))
        for n in range(first, last + 1):
            if count <= 0:
                return
            count -= 1
            yield n, max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)


class Lead(NamedTuple):
    """The first sentence of the body: its number, its tokens and the character where it ends."""

    sentence: int
    first: int
    last: int
    end: int

    def within(self, count: int) -> range:
        """Its first tokens, at most so many."""
        return range(self.first, min(self.last, self.first + count))


def first_lead(reading: Reading) -> Lead | None:
    """The lead, where there is a body."""
    n, start, end = next(first_sentences(reading, 1), (-1, 0, 0))
    return Lead(n, reading.token(start), reading.token(end), end) if n >= 0 else None


def reports(reading: Reading) -> list[EventMention]:
    """A report that the lead tells by what it says: «أعلنت المنظمة ارتفاع الوفيات … وذكرت في تقرير أن …», «أظهرت دراسة أعدها المركز أن …».

    «وفق تقرير», «بحسب دراسة» quote a source and tell of no event, and a report that nobody is said to have made is none.
    """
    lead: tuple[int, int] | None = None
    for n, start, end in first_sentences(reading, 3):
        first = reading.token(start)
        last = min(reading.token(end), first + 40)
        said = next((k for k in range(first, min(last, first + _OPENING)) if reading.norm(k) in _speaking()), None)
        study = said is not None and reading.norm(said + 1) in _REPORTS
        if lead is None and said is not None and (study or (_headed(reading) and any(_study(reading, k) for k in range(said, last)))):
            # The study itself speaks; or the headline says that the news is one, and the lead speaks of it.
            if not _made(reading, said, end):
                return []  # «ذكر تقرير أن …»: nobody's
            return [told(reading, said, n, False, "report", Verb("issue", "past"))]
        if lead is None:
            near = reading.bodies.between(reading.words.ends[said], reading.words.ends[said] + 6) if said is not None else []
            if said is None or not near:
                return []
            lead = said, n
        for k in range(first, last):
            following = reading.norm(k + 1)
            if reading.norm(k) in _REPORTS and reading.norm(k - 1) == "في" and said is not None and k > said and following not in phrases("previous"):
                return [told(reading, lead[0], lead[1], False, "report", Verb("issue", "past"))]
    return []


@cache
def _speaking() -> frozenset[str]:
    return saying() | phrases("tells") | phrases("event_tells")


def _study(reading: Reading, k: int) -> bool:
    """Whether a report stands at token k, or what comes of one: «دراسة», «نتائج الدراسة», «أحدث تقرير»."""
    near = [reading.norm(x) for x in (k, k + 1)]
    return near[0].removeprefix("ال") in _REPORTS or (near[0] in phrases("findings") and near[1].removeprefix("ال") in _REPORTS)


def _headed(reading: Reading) -> bool:
    """Whether the headline says that its news is a report: «دراسة: …», «تقرير أممي يحذر من …», «نتائج دراسة حول …»."""
    headline = reading.layout.headline
    return headline is not None and _study(reading, reading.token(headline[0]))


def _made(reading: Reading, said: int, end: int) -> bool:
    """Whether somebody is said to have made the report that speaks at token `said`: in its sentence, or behind in «الدراسة التي أجرتها جامعة …»."""
    at = reading.words.ends[said]
    if reading.bodies.between(at, min(end, at + _ISSUER)):
        return True
    for _, start, stop in first_sentences(reading, _MAKERS):
        for k in range(reading.token(start), reading.token(stop)):
            if reading.norm(k).removeprefix("ال") in _REPORTS and any(reading.norm(x) in phrases("makes_report") for x in range(k + 1, k + 4)):
                made = reading.words.ends[k]
                if reading.bodies.between(made, min(stop, made + _ISSUER)):
                    return True
    return False


def grants(reading: Reading) -> list[EventMention]:
    """Money that a body grants, told by the lead: «وافق مجلس إدارة البنك على تمويل إضافي بقيمة …»; «أقر المجلس خطته» is none."""
    lead = first_lead(reading)
    if lead is None:
        return []
    for k in lead.within(3):
        if reading.norm(k) in phrases("approves") and any(reading.norm(x) in phrases("funds") for x in range(k + 1, min(lead.last, k + 22))):
            return [told(reading, k, lead.sentence, False, "other", Verb("hold", "past"))]
    return []
