"""Every record that arextract emits, as RECORDS.md fixes them.

Offsets are indices into the document text as it was read, end excluded: ``text[start:end]`` is the quote. Dates are ISO strings, as precise
as stated. Numbers are plain: int where whole, else float.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

Label = Literal["INSTITUTE", "MINISTRY", "ORGANIZATION", "PERSON", "COUNTRY", "CITY"]
Precision = Literal["day", "week", "month", "quarter", "half", "year", "decade"]
EventType = Literal[
    "workshop", "training_course", "conference", "seminar", "forum", "exhibition", "meeting", "visit", "agreement", "launch",
    "ceremony", "competition", "report", "appointment", "other",
]  # fmt: skip
Status = Literal["past", "ongoing", "upcoming"]
NumberKind = Literal["number", "ordinal", "percent", "money", "unit", "duration"]
Number = int | float


@dataclass(frozen=True, slots=True)
class Document:
    """What `ingest` read: the text of one file, or of one row of a table.

    `text` is decoded, without BOM, its line ends "\\n", lone surrogates U+FFFD. `title` and `published` (an ISO day) are what the format itself says, or,
    where `published_from` is "file_name", the file's name: «2024-05-12_بيان.txt». `meta` is what a table says beside it, and what the reader remarked.
    """

    doc_id: str
    text: str
    sha256: str = ""
    title: str | None = None
    published: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    published_from: Literal["metadata", "file_name"] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read or processed; `message` says what was wrong and what to do."""

    path: str
    stage: Literal["ingest", "extract", "assemble", "emit"]
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of a body, person, country or city: «معهد الحكومات الاجتماعية»."""

    id: str
    label: Label
    start: int
    end: int
    text: str
    name: str
    canonical: str | None = None
    kb_id: str | None = None
    anaphor: bool = False
    refers_to: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a range: «28 إبريل وحتى 2 مايو 2024» is first 2024-04-28, last 2024-05-02, both included."""

    start: int
    end: int
    text: str
    first: str | None
    last: str | None
    precision: Precision
    part: Literal["early", "mid", "late"] | None = None
    bound: Literal["from", "until"] | None = None
    days: tuple[str, ...] | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    same_as: str | None = None
    relative: bool = False
    inferred: tuple[str, ...] = ()
    rule: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number with its meaning: «خمسة أيام» is kind duration, iso P5D; «25%» is kind percent, value 25."""

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    counted: str | None = None
    iso: str | None = None
    alternatives: tuple[Number | str, ...] = ()
    approximate: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure that the release states, with what it measures: «59,19 مليون مواطن» is value 59190000, counted مواطن."""

    id: str
    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    counted: str | None = None
    metric: str | None = None
    place: str | None = None
    year: str | None = None
    source: str | None = None
    approximate: bool = False
    change: str | None = None
    alternatives: tuple[Number | str, ...] = ()
    also: tuple[tuple[int, int], ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Director:
    """Who heads, opens, sponsors, signs or speaks for: one record per person, at the fullest mention."""

    name: str
    honorific: str | None
    role: str | None
    organization: str | None
    person_id: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Organizer:
    """A body that holds, signs or issues."""

    name: str
    label: Label
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class EventDirector:
    """A director as an event names them."""

    name: str
    role: str | None
    organization: str | None


@dataclass(frozen=True, slots=True)
class EventCity:
    """A city of an event; `kb_id` is «geonames:360630» or None."""

    name: str
    kb_id: str | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A host, sponsor, co-operating or counter-signing body, its role as written («بالتعاون مع»)."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Declared:
    """Counts that the text declares: «خمسة جهات حكومية من ثلاث دول»."""

    organizations: int | None = None
    countries: int | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Participants:
    """Who took part: names, ISO 3166-1 alpha-2 codes, and the counts declared."""

    ministries: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True)
class Check:
    """Something the record can be held against: what the text stated, what was found."""

    name: str
    ok: bool
    stated: str | Number | None
    found: str | Number | None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening: who held what, when, where, with whom, under whose direction."""

    event_id: str
    doc_id: str
    type: EventType
    status: Status
    title: str | None = None
    organizers: tuple[Organizer, ...] = ()
    directors: tuple[EventDirector, ...] = ()
    first: str | None = None
    last: str | None = None
    precision: Precision | None = None
    inferred: tuple[str, ...] = ()
    calendar: Literal["gregorian", "hijri"] | None = None
    duration_days: int | None = None
    cities: tuple[EventCity, ...] = ()
    countries: tuple[str, ...] = ()
    venue: str | None = None
    partners: tuple[Partner, ...] = ()
    participants: Participants = Participants()
    topics: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    statistics: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    confidence: float = 0.0
    evidence: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """A document with everything found in it; `to_dict` gives a line of documents.jsonl with its events in full under `events`."""

    doc_id: str
    text: str
    sha256: str = ""
    language: str | None = None
    released: str | None = None
    released_from: Literal["dateline", "metadata", "option", "file_name"] | None = None
    title: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    directors: tuple[Director, ...] = ()
    events: tuple[Event, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The release as plain JSON values, ready for `json.dumps`; `Release.from_dict` reads it back."""
        return _codec(Release).dump_python(self, mode="json")  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        from arextract.emit.page import fragment

        return fragment(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Release:
        """Read back what `to_dict` wrote. Raises ValueError that names the field when the data is not a release."""
        return _codec(cls).validate_python(data)  # type: ignore[no-any-return]


_codecs: dict[type, Any] = {}


def _codec(record: type) -> Any:
    if record not in _codecs:
        from pydantic import TypeAdapter

        _codecs[record] = TypeAdapter(record)
    return _codecs[record]


def plain(record: Any) -> dict[str, Any]:
    """Any record of this module as plain JSON values."""
    return _codec(type(record)).dump_python(record, mode="json")  # type: ignore[no-any-return]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a release with its events, for those who validate or generate code."""
    return _codec(Release).json_schema()  # type: ignore[no-any-return]


@cache
def column_names(record: type) -> tuple[str, ...]:
    """The field names of a record, in order: the columns of its table."""
    return tuple(f.name for f in fields(record))


def neat(value: float) -> Number:
    """A number as JSON should show it: 59190000 and not 59190000.0."""
    return int(value) if float(value).is_integer() else value
