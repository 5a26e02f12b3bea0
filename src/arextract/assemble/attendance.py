"""Who was there beside those who hold an event: partners, sponsors and hosts, and the bodies and countries that took part."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arextract.assemble.declared import counts, end_of_items
from arextract.assemble.lists import before, finite, listed, of_somebody, official, speaker
from arextract.assemble.reading import BODIES, cue, phrases, verbs
from arextract.assemble.where import venue
from arextract.assemble.who import joins
from arextract.fold import fold
from arextract.numerals import alternation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading

_REACH = 90  # characters between a cue and the first body that took part
_OPENED = 140  # characters between «افتتح» and the office of who opened
_GATHERINGS = frozenset(("training_course", "workshop", "forum", "seminar", "conference", "competition", "ceremony"))
_STAFF = 40  # characters between a count of people and the body that they are from


def partners(reading: Reading, event: Happening, holding: set[str]) -> list[tuple[Mention, str]]:
    """Bodies behind a partner's cue, with the cue as written: («جامعة اليرموك», «بالتعاون مع»); and whose house it is held in."""
    found: list[tuple[Mention, str]] = []
    told = reading.may("partner")
    for a, b in event.zone(reading):
        if not _speaks_of(reading, event, a, b):
            continue
        view = reading.flat(a, b)
        for hit in cue("partner").finditer(view.text) if told else ():
            s, e = view.source(hit.start(1), hit.end(1))
            if event.told_at(reading, a + s) and not cue("builds", 60).search(view.text[: hit.start()]):
                found += [(body, reading.text[a + s : a + e]) for body in listed(reading, a + e, b)]
        if event.type == "agreement":
            found += _signed_with(reading, event, a, b)
        found += _hosts(reading, event, a, b)
        found += _houses(reading, event, a, b)
    hall = venue(reading, event)
    if hall is not None:
        a, b = hall[1]
        for body in reading.bodies.between(a + 1, b)[:1]:
            housed = [reading.norm(k) for k in range(reading.token(a), reading.token(body["start"]))]
            if not body["anaphor"] and (len(housed) == 1 or housed[-1] in ("ب", "في") or housed[-1] == "مقر"):
                found.append((body, reading.text[a : body["start"]].rstrip(" بـ")))
    headline = reading.layout.headline or (0, 0)
    if any(body["start"] >= headline[1] for body, _ in found):
        found = [(body, role) for body, role in found if body["start"] >= headline[1]]  # a headline shortens the names
    return [(body, role) for body, role in found if body["name"] not in holding]


def _hosts(reading: Reading, event: Happening, a: int, b: int) -> Iterator[tuple[Mention, str]]:
    """In whose house it is, by a clause: «وتستضيفه جامعة عجمان», «التي احتضنها المعهد العالي للنقل»."""
    for k in range(reading.token(a), reading.token(b)):
        verb = verbs().get(reading.norm(k))
        if verb is not None and verb.role == "host" and verb.object and event.told_at(reading, reading.words.starts[k]):
            word = reading.words[k]
            yield from ((body, reading.text[word.start : word.end]) for body in reading.bodies.between(word.end, word.end + 6)[:1])
    for m in event.mentions:
        if a <= m.start < b and m.verb is not None and "شهد" in reading.norm(m.verb_token) and m.verb_token < m.token:
            word = reading.words[m.verb_token]  # «شهدت جامعة البحر الأحمر افتتاح معرض …»
            yield from ((body, reading.text[word.start : word.end]) for body in reading.bodies.between(word.end, word.end + 3)[:1])


def _houses(reading: Reading, event: Happening, a: int, b: int) -> Iterator[tuple[Mention, str]]:
    """In whose house it is, by a place that is said of the event itself: «تنظم الجمعية دورة غداً في مكتبة الملك فهد», «ورشة بالمعهد العالي …»."""
    if event.type not in _GATHERINGS or not _speaks_of(reading, event, a, b):
        return
    mentioned = {m.token for m in event.mentions}
    for body in reading.bodies.between(a, b):
        k = reading.token(body["start"]) - 1
        if body["anaphor"] or reading.norm(k) not in ("في", "ب") or reading.norm(k + 1) not in phrases("houses") or not event.told_at(reading, body["start"]):
            continue
        before = k - 1
        if before - 1 in mentioned and reading.norm(before).endswith(("ي", "ه")):
            before -= 1  # «دورة تدريبية في …»
        at = reading.words.starts[before] if before >= 0 else 0
        verb = verbs().get(reading.norm(before))
        timed = reading.dates.at(at) is not None or reading.norm(before) in phrases("apart_place")
        told = verb is not None and verb.role in ("held", "hold", "begin", "close", "open") and verb.tense != "masdar"
        if timed or told or before in mentioned:
            yield body, reading.text[reading.words.starts[k] : body["start"]].strip()


def _signed_with(reading: Reading, event: Happening, a: int, b: int) -> Iterator[tuple[Mention, str]]:
    """The other side of an agreement: «اتفاقية مع البنك …», «وقعت الشركة مع الجامعة … مذكرة»."""
    for m in event.told_in():
        if not a <= m.start < b or not (m is event.lead or m.headline or (m.verb is not None and m.verb.role == "sign")):
            continue
        verb = reading.words[m.verb_token] if m.verb is not None and m.verb.role == "sign" and m.verb_token < m.token else None
        for start, end in ((m.end, b), *(((verb.end, m.start),) if verb is not None and verb.start >= a else ())):
            view = fold(reading.text[start:end])
            hit = cue("with").search(view.text)
            if hit is None or any(finite(w) for w in view.text[: hit.start()].split()):
                continue
            s, e = view.source(hit.start(1), hit.end(1))
            if bodies := listed(reading, start + e, end):
                yield from ((body, reading.text[start + s : start + e]) for body in bodies)
                break


def _speaks_of(reading: Reading, event: Happening, start: int, end: int) -> bool:
    """Whether the sentence text[start:end] names the event, by any of its nouns, or follows at once a sentence that introduces it."""
    n = reading.sentence(start)
    if n - 1 == event.lead.sentence or n in event.named_in:
        return True
    return reading.may("event_word") and cue("event_word").search(reading.flat(start, end).text) is not None


def participants(reading: Reading, event: Happening, holding: set[str]) -> tuple[list[Mention], list[Mention]]:
    """Bodies and countries that took part: told by a cue («بمشاركة»), by who came for them, by whose people came, or by a prize that they won."""
    bodies: list[Mention] = _visited(reading, event, holding) if event.type == "visit" else _headed(reading, event) if event.type == "appointment" else []
    countries: list[Mention] = []
    joined = reading.may("joined")
    for a, b in event.zone(reading):
        view = reading.flat(a, b)
        for hit in cue("joined").finditer(view.text) if joined else ():
            at = a + view.source(hit.start(), hit.end())[1]
            if not event.told_at(reading, at) or _elsewhere(event, hit[1], view.text[: hit.start()], view.text[hit.end() :]):
                continue
            end = end_of_items(reading, b) if reading.text[:b].rstrip().endswith(":") else b
            present = hit[1] in phrases("present")
            for body in listed(reading, at, end, _REACH, persons=True):
                told = official(reading, body) or of_somebody(reading, body)
                if hit[1] in phrases("sends") or (told and present) or not (told or speaker(reading, body) or reading.roles.at(body["start"])):
                    bodies.append(body)
            for e in reading.entities.between(at, b):
                if e["label"] == "COUNTRY" and counts(reading, a, e["start"], "countries"):
                    countries.append(e)
        bodies += _opened_by(reading, event, a, b)
        bodies += _delegations(reading, event, a, b)
        bodies += _sent(reading, event, a, b)
        bodies += _took_part(reading, event, a, b)
        if event.type == "competition":
            bodies += [e for e in reading.bodies.between(a, b) if cue("prize", 40).search(before(reading, e, 50))]
    return [e for e in bodies if e["label"] in BODIES and e["name"] not in holding], countries


def _elsewhere(event: Happening, told: str, ahead: str, behind: str) -> bool:
    """Whether a cue speaks of taking part in something else: «تشارك في تمويله الوزارة», «تناول اللقاء … ومشاركة الشركة في مصفاة»."""
    if told.startswith("تعهد"):
        return event.type != "conference"  # who pledges at a donors' conference is there
    if told in phrases("gathers"):
        return event.type != "meeting"  # «لقاء ضم …», but «ضم المعرض …»
    if told == "مشاركه" and cue("treats").search(ahead):
        return True
    if cue("absent", 12).search(ahead):
        return True  # «غاب عنها ممثلو الشركة»
    work = behind.split()[:2]
    return len(work) == 2 and work[0] == "في" and work[1] in phrases("works")


def _opened_by(reading: Reading, event: Happening, a: int, b: int) -> Iterator[Mention]:
    """For whom those came who opened, sponsored or attended, and whom a meeting was with: «وافتتح المؤتمر وكيل وزارة الصحة»."""
    view = reading.flat(a, b)
    hits = [m for m in cue("opens").finditer(view.text) if _speaks_of(reading, event, a, b)] if reading.may("opens") else []
    if event.type == "meeting" and reading.may("met"):
        hits += [m for m in cue("met").finditer(view.text) if reading.sentence(a) <= event.lead.sentence + 1]
    for hit in hits:
        at = a + view.source(hit.start(), hit.end())[1]
        if not event.told_at(reading, at):
            continue
        for body in reading.bodies.between(at, min(b, at + _OPENED)):
            gap = fold(reading.text[at : body["start"]]).text
            if any(w in phrases("tells") for w in gap.split()) or cue("partner").search(gap):
                break
            if (official(reading, body) and not speaker(reading, body)) or (hit[1] in phrases("met") and cue("delegation", 12).search(gap)):
                yield body


def _delegations(reading: Reading, event: Happening, a: int, b: int) -> Iterator[Mention]:
    """Whose delegations meet: «اجتماع وفد من الاتحاد العام ووفد عن الغرفة ووزارة العمل», «لقاء تشاوري بين النقابة والوزارة»."""
    for m in event.mentions:
        if a <= m.start < b and event.type == "meeting":
            k = m.token + 1
            while k < m.token + 3 and reading.norm(k).endswith(("ي", "يا", "يه", "مشترك", "مشتركا")) and reading.norm(k) not in phrases("governing"):
                k += 1
            if reading.norm(k) == "بين":
                yield from listed(reading, reading.words.ends[k], b)
        if a <= m.start < b and event.type == "meeting" and any(reading.norm(k) in phrases("delegation") for k in (m.token + 1, m.token + 2)):
            yield from listed(reading, m.end, b)


@cache
def _staff() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[ولب]?(?:{alternation(phrases('staff'))})(?: [^\W\d_]+)? $")


def _sent(reading: Reading, event: Happening, a: int, b: int) -> Iterator[Mention]:
    """Whose people an event is for: «41 موظفة من دائرة الموارد البشرية», «لموظفي وزارة العدل ومجلس القضاء», not who teaches («يقدمها منسوبو الوكالة»)."""
    if event.type not in _GATHERINGS or not _speaks_of(reading, event, a, b):
        return
    others = {s["id"] for kind in ("organizations", "countries") for _, s in counts(reading, a, b, kind)}
    people = [s for s in reading.statistics.between(a, b) if s["unit"] in (None, "count") and s["id"] not in others]
    for body in reading.bodies.between(a, b):
        if not event.told_at(reading, body["start"]) or cue("teaches", 60).search(before(reading, body, 70)):
            continue
        told = before(reading, body)
        near = next((s for s in people if 0 < body["start"] - s["end"] <= _STAFF), None)
        gap = reading.gap(near["end"], body["start"]) if near is not None else ""
        counted = near is not None and (gap in ("في", "ب") or (gap.split()[-1:] == ["من"] and len(gap.split()) <= 4)) and not _yearly(reading, near)
        if _staff().search(told) or counted:
            yield from listed(reading, body["start"], b)


def _yearly(reading: Reading, figure: Mention) -> bool:
    """Whether a count is a total that is told beside the event: «درّب 900 موظف منذ تأسيسه»."""
    start, end = reading.sentences[reading.sentence(figure["start"])]
    return cue("background").search(fold(reading.text[max(start, figure["start"] - 60) : min(end, figure["end"] + 60)]).text) is not None


def _took_part(reading: Reading, event: Happening, a: int, b: int) -> Iterator[Mention]:
    """Who is said to take part beside the event's noun: «لمشاركة الجمعية في ملتقى …», «تشارك «راكز» في معرض …», «غرفة دبي تشارك في معرض …»."""
    for m in event.mentions:
        if not a <= m.start < b:
            continue
        for body in reading.bodies.between(max(a, m.start - _REACH), m.start):
            k, after = reading.token(body["start"]) - 1, reading.token(body["end"])
            while reading.norm(k) in ("«", '"', "“", "("):
                k -= 1
            while reading.norm(after) in ("»", '"', "”", ")"):
                after += 1
            if joins(reading, k) or joins(reading, after) or (reading.norm(after) in phrases("partakes") and reading.norm(after + 1) in ("في", "ب")):
                yield body


def _visited(reading: Reading, event: Happening, holding: set[str]) -> list[Mention]:
    """Who is visited, and who invites: «زار الوفد معهد …», «بزيارة إلى مقر المركز …», «حلّ ضيفاً على الغرفة», «بدعوة من الغرفة …»."""
    lead = event.lead
    start, end = reading.sentences[lead.sentence]
    found = []
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        for hit in [*cue("invites").finditer(view.text), *cue("visits").finditer(view.text)]:
            at = a + view.source(hit.start(), hit.end())[1]
            found += listed(reading, at, b, 70) if event.told_at(reading, at) else []
    near = [b for b in reading.bodies.between(lead.end, min(end, lead.end + 45)) if reading.roles.at(b["start"]) is None][:1]
    if lead.verb is not None and lead.token == lead.verb_token:  # «زار وفد من الجامعة … معهد الإدارة»: the second one
        named = [b for b in reading.bodies.between(lead.end, end) if not b["anaphor"] and reading.roles.at(b["start"]) is None]
        first = next((b for b in named if b["name"] not in holding and not _beside(reading, b)), None)
        near = listed(reading, first["start"], end) if first is not None else []
    return [*[b for b in near if not b["anaphor"]], *[b for b in found if b not in near]]


def _beside(reading: Reading, body: Mention) -> bool:
    """Whether a preposition makes a body a place or a source in the clause of a visit: «طلاب البرنامج المنعقد بجامعة …», and not «كل من المؤسسة …»."""
    k = reading.token(body["start"]) - 1
    return reading.norm(k) in ("ب", "في", "ل", "لل") or (reading.norm(k) == "من" and reading.norm(k - 1) != "كل")


def _headed(reading: Reading, event: Happening) -> list[Mention]:
    """The body that gets its head: «مديراً عاماً لمعهد الإدارة العامة»."""
    for m in event.told_in():
        start, end = reading.sentences[m.sentence]
        view = fold(reading.text[start:end])
        hit = cue("office").search(view.text)
        if hit is None:
            continue
        at = start + view.source(hit.start(), hit.end())[1]
        near = [b for b in reading.bodies.between(at, min(end, at + 40)) if not b["anaphor"]]
        if near:
            return near[:1]
    return []
