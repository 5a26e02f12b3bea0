"""From a Doc to a Release with its events: the one door from spaCy to records."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from arextract import checks
from arextract.assemble import about, attendance, when, where, who
from arextract.assemble.confidence import confidence
from arextract.assemble.declared import declared, list_after
from arextract.assemble.happenings import happenings
from arextract.assemble.nouns import Happening, one_shot
from arextract.assemble.proofs import proofs
from arextract.assemble.reading import BODIES, Mention, Reading
from arextract.by_text import step_by_step
from arextract.extract.dates import release_date
from arextract.extract.people import describe_people, find_directors
from arextract.extract.places import home_country
from arextract.fold import fold_name
from arextract.layout import layout
from arextract.mentions import get, text_of
from arextract.records import (
    DateMention,
    Declared,
    Director,
    Document,
    Entity,
    Event,
    EventCity,
    EventDirector,
    Organizer,
    Participants,
    Partner,
    Release,
    Statistic,
    column_names,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc

    from arextract.mentions import Sheet

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


def assemble(doc: Doc | Sheet, document: Document) -> Release:
    """The release of a Doc on which a pipeline has run, with its events: «انتهى المعهد من عقد ورشة …» gives a past workshop."""
    made: Any = _Draft(doc, document)
    for step in _STEPS:
        made = step(made)
    return made  # type: ignore[no-any-return]


def assemble_all(read: Iterable[tuple[Doc | Sheet, Document]]) -> list[Release | Exception]:
    """The releases of several Docs, in order; what was raised over one of them stands in its place."""
    return step_by_step((_Draft(doc, document) for doc, document in read), _STEPS)


class _Draft:
    """A release in the making; each step adds what the next ones ask for."""

    def __init__(self, doc: Doc | Sheet, document: Document) -> None:
        self.doc, self.document, self.text = doc, document, text_of(doc)
        self.arabic = _ARABIC.search(self.text) is not None

    def read(self) -> _Draft:
        """What the pipeline found, and the day of the release."""
        doc, dates = self.doc, get(self.doc, "dates")
        released, self.origin = _released(self.text, dates, self.document)
        self.reading = Reading(
            text=self.text,
            entities=get(doc, "entities"),
            dates=dates,
            numbers=get(doc, "numbers"),
            statistics=get(doc, "statistics"),
            released=released,
            home=home_country(self.text) or _told_country(self.document),
        )
        return self

    def direct(self) -> _Draft:
        """Who leads."""
        self.people = _directors(self.reading)
        return self

    def tell(self) -> _Draft:
        """What happens, or will, or did."""
        self.happenings = happenings(self.reading) if self.arabic else []
        return self

    def treat(self) -> _Draft:
        """What each of it treats of."""
        self.topics = about.topics(self.reading, self.happenings)
        return self

    def describe(self) -> _Draft:
        """The records of the events."""
        self.events = _events(self.reading, self.document.doc_id, self.happenings, self.topics, self.people)
        return self

    def release(self) -> Release:
        """The record of it all."""
        document, reading = self.document, self.reading
        headline = reading.layout.headline
        return Release(
            doc_id=document.doc_id,
            text=self.text,
            sha256=document.sha256,
            language="ar" if self.arabic else None,
            released=reading.released,
            released_from=self.origin,
            title=document.title or (self.text[slice(*headline)] if headline else None),
            meta={k: v for k, v in document.meta.items() if k not in ("released", "released_from")},
            entities=tuple(_made(Entity, e, confidence=round(e["confidence"], 2)) for e in reading.entities),
            dates=tuple(_made(DateMention, d) for d in reading.dates),
            statistics=tuple(_made(Statistic, s) for s in reading.statistics),
            directors=tuple(self.people),
            events=tuple(self.events),
        )


_STEPS: tuple[Callable[[Any], Any], ...] = (_Draft.read, _Draft.direct, _Draft.tell, _Draft.treat, _Draft.describe, _Draft.release)


def _told_country(document: Document) -> str | None:
    """The issuer's country, where the metadata tells it and the text does not."""
    code = str(document.meta.get("country") or "").strip().upper()
    return code if re.fullmatch("[A-Z]{2}", code) else None


def _made(record: type, mention: Mention, **changed: Any) -> Any:
    columns, lists = _columns(record)
    values = {k: v for k, v in mention.items() if k in columns}
    for k in lists:
        if k in values:
            values[k] = _frozen(values[k])
    return record(**values | changed)


@cache
def _columns(record: type) -> tuple[frozenset[str], tuple[str, ...]]:
    """The fields of a record, and those of them that hold several values."""
    return frozenset(column_names(record)), tuple(f.name for f in fields(record) if "tuple[" in str(f.type))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


def _released(text: str, dates: list[Mention], document: Document) -> tuple[str | None, Any]:
    """The day of the release: the dateline's, else what the metadata or an option says, else what the format or the file name carries."""
    found = release_date(text)
    if found is not None:
        return found[2], "dateline"
    wire = layout(text).dateline or (0, 0)
    for d in dates:
        # «المنامة في 9 فبراير / بنا /»: its year is that of the dates around it
        if wire[0] <= d["start"] < wire[1] and d["first"] and d["first"] == d["last"] and len(d["first"]) == 10 and not document.meta.get("released"):
            return d["first"], "dateline"
    if document.meta.get("released"):
        return str(document.meta["released"]), document.meta.get("released_from", "metadata")
    if document.published:
        return document.published, document.published_from or "metadata"
    return None, None


def _directors(reading: Reading) -> list[Director]:
    named = [(e["start"], e["end"]) for e in reading.entities if e["label"] == "PERSON"]
    places = [e for e in reading.entities if e["label"] in ("COUNTRY", "CITY")]
    people = describe_people(reading.text, named, list(reading.bodies), places) if named else []
    ids = {e["start"]: e for e in reading.entities if e["label"] == "PERSON"}
    names: dict[str, str] = {}  # a body as written or in full -> its full name, the first that says so
    for e in reading.bodies:
        names.setdefault(e["text"], e["name"])
        names.setdefault(e["name"], e["name"])
    found = []
    for d in find_directors(people, reading.text):
        entity = ids.get(d["start"])
        body = d.get("organization")
        found.append(
            Director(
                name=d["name"],
                honorific=d.get("honorific"),
                role=d.get("role"),
                organization=names.get(body, body) if body else body,
                person_id=entity["id"] if entity is not None else None,
                start=d["start"],
                end=d["end"],
                text=reading.text[d["start"] : d["end"]],
            )
        )
    return found


def _events(reading: Reading, doc_id: str, found: list[Happening], lists: dict[int, list[tuple[int, int]]], people: list[Director]) -> list[Event]:
    made: list[Event] = []
    taken: set[str] = set()
    known = reading.released
    for n, event in enumerate(found):
        made.append(_event(reading, event, f"{doc_id}#{n + 1}", doc_id, people if event.main else [], lists.get(n, []), made, taken))
        if n == 0 and known is None and made[0].status == "past" and made[0].last and len(made[0].last) == 10:
            reading.released, reading.derived = made[0].last, True  # no release speaks before what it reports: «ويستعد المعهد لعقد …» comes after
    reading.released, reading.derived = known, False
    return made


def _unique(entities: Iterable[Mention]) -> list[Mention]:
    """Bodies by their full names, each once, in order."""
    seen: dict[str, Mention] = {}
    for e in entities:
        if e["anaphor"] and e["refers_to"] is None:
            continue
        seen.setdefault(fold_name(e["name"]), e)
    return list(seen.values())


def _event(
    reading: Reading, event: Happening, event_id: str, doc_id: str, people: list[Director], items: list[tuple[int, int]], earlier: list[Event], taken: set[str]
) -> Event:
    evidence: dict[str, tuple[tuple[int, int], ...]] = {"type": tuple((m.start, m.end) for m in event.mentions[:3])}
    if event.title_span:
        evidence["title"] = (event.title_span,)
    holders = who.housed(reading, _unique(who.resolved(reading, body) for body in who.organizers(reading, event)))
    organizers = tuple(Organizer(e["name"], e["label"], e["refers_to"] or e["id"]) for e in holders)
    if holders:
        evidence["organizers"] = tuple((e["start"], e["end"]) for e in holders)
    if earlier and not who.unnamed(reading, event.lead) and _same_holder(reading, event, organizers, earlier[0]):
        organizers = earlier[0].organizers
    holding = {o.name for o in organizers} | {e["canonical"] for e in holders if e["canonical"]}
    helpers = attendance.partners(reading, event, holding)
    attending, guests = attendance.participants(reading, event, holding | {b["name"] for b, _ in helpers})
    counts = declared(reading, event)
    listed_bodies, partial_bodies = list_after(reading, counts["organizations"], BODIES) if "organizations" in counts else ([], False)
    listed_countries, partial_countries = list_after(reading, counts["countries"], frozenset(("COUNTRY",))) if "countries" in counts else ([], False)
    attending = _unique([*attending, *[b for b in listed_bodies if b["name"] not in holding]])
    helping = _unique([b for b, _ in helpers])
    roles = {fold_name(b["name"]): role for b, role in reversed(helpers)}
    attending = [b for b in attending if fold_name(b["name"]) not in {fold_name(h["name"]) for h in helping}]

    shot = one_shot(event.type)
    d = when.when(reading, event)
    if d is None and not event.main and reading.main_day is not None and where.on_margin(reading, event):
        d = reading.main_day
    length = None if shot else when.duration(reading, event)
    days = length[0] if length else None
    told = when.dated(reading, event, d, days)
    first, last = told.first, told.last
    if d is not None:
        evidence["first"] = evidence["last"] = ((d["start"], d["end"]),)
    if length:
        evidence["duration_days"] = ((length[1]["start"], length[1]["end"]),)
    if shot and first and last is None and len(first) == 10:
        last = first
    counted = first and last and not (d is not None and d["precision"] in ("month", "quarter", "year"))  # «خلال شوال» says no length
    spanned = days if days is not None else checks.counted_days(first, last) if counted and first and last else None
    cities, codes, quotes = place = where.where(reading, event, tuple(o.name for o in organizers), reading.main_place)
    if event.main:
        reading.main_place = place
        reading.main_day = d if d is not None and d["first"] == d["last"] and d["precision"] == "day" else None
    if quotes:
        evidence["cities"] = tuple(quotes)
    hall = where.venue(reading, event)
    if hall:
        evidence["venue"] = (hall[1],)
    if items:
        evidence["topics"] = tuple(items)
    aims = about.objectives(reading, event)
    if aims:
        evidence["objectives"] = tuple(aims)
    # The figures that describe the event: its counts (a dual, «دولتين», is a count without a figure) and what is measured of it.
    figures = about.figures(reading, event, [s for s in counts.values() if s.get("id")])
    figures = [s for s in figures if s["id"] not in taken]
    taken.update(s["id"] for s in figures)
    if attending or helping:
        evidence["participants"] = tuple((b["start"], b["end"]) for b in (*attending, *helping))
    if people:
        evidence["directors"] = tuple((p.start, p.end) for p in people)
    verb = event.lead.verb
    if verb is not None:
        word = reading.words[event.lead.verb_token]
        evidence["status"] = ((word.start, word.end),)
    if codes and quotes:
        evidence["countries"] = tuple(quotes)
    if helping:
        evidence["partners"] = tuple((b["start"], b["end"]) for b in helping)
    if figures:
        evidence["statistics"] = tuple((s["start"], s["end"]) for s in figures)
    nations = list(dict.fromkeys(e["kb_id"][4:] for e in (*listed_countries, *guests) if e["kb_id"]))
    record = Event(
        event_id=event_id,
        doc_id=doc_id,
        type=event.type,  # type: ignore[arg-type]
        status=when.status(reading, event, first, last, spanned, d is not None and bool(d["inferred"])),  # type: ignore[arg-type]
        title=event.title,
        organizers=organizers,
        directors=tuple(EventDirector(p.name, p.role, p.organization) for p in people),
        first=first,
        last=last,
        precision=d["precision"] if d is not None else "day" if first else None,
        inferred=tuple(d["inferred"]) if d is not None else ("released",) if first else (),
        calendar=d["calendar"] if d is not None else "gregorian" if first else None,
        duration_days=None if shot else spanned,
        cities=tuple(EventCity(c["name"], c["kb_id"]) for c in cities),
        countries=tuple(codes),
        venue=hall[0] if hall else None,
        partners=tuple(Partner(b["name"], roles[fold_name(b["name"])]) for b in helping),
        participants=Participants(
            ministries=tuple(b["name"] for b in attending if b["label"] == "MINISTRY"),
            organizations=tuple(b["name"] for b in attending if b["label"] != "MINISTRY"),
            countries=tuple(nations),
            declared=Declared(**{kind: count["value"] for kind, count in counts.items()}),
        ),
        topics=tuple(reading.text[a:b] for a, b in items),
        objectives=tuple(reading.text[a:b] for a, b in aims),
        statistics=tuple(s["id"] for s in figures),
        checks=proofs(reading, event, d, told, length, counts, (listed_bodies, partial_bodies), (listed_countries, partial_countries), cities),
        evidence=evidence,
    )
    return replace(record, confidence=confidence(record))


def _same_holder(reading: Reading, event: Happening, here: tuple[Organizer, ...], main: Event) -> bool:
    """Whether the next event is the main one's holders': nobody is named for it, or the unit whose house holds with it («كلية الزراعة في جامعة …»)."""
    if not here:
        edition = event.lead.strength == "e" or (event.title is not None and event.lead.ordinal is not None)
        attended = event.lead.verb is not None and event.lead.verb.role == "attend"
        return (event.lead.tense == "future" and event.lead.strength != "d" and not attended) or (edition and event.lead.stretch is None)
    held = main.evidence.get("organizers", ())
    housed = len(held) > 1 and reading.gap(held[0][1], held[1][0]) in ("في", "ب")
    return len(here) == 1 and housed and here[0].name == main.organizers[0].name
