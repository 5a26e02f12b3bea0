"""A text cut where its marked spans begin and end, for whoever colours it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from arextract.records import Release


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span with the label that colours it and what to tell about it."""

    start: int
    end: int
    label: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is wholly inside the same marks: `marks` from the widest to the narrowest; `closes` the marks that end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()


def marks_of(release: Release) -> list[Mark]:
    """Entities, dates and statistics of a release as marks, each told by its record's value."""
    found = [Mark(e.start, e.end, e.label, " · ".join(filter(None, [e.canonical or e.name, e.kb_id, e.refers_to]))) for e in release.entities]
    for d in release.dates:
        found.append(Mark(d.start, d.end, "DATE", (d.first or "?") if d.first == d.last else f"{d.first} – {d.last}"))
    for s in release.statistics:
        value = f"{s.low} – {s.high}" if s.value is None else f"{s.value}"
        found.append(Mark(s.start, s.end, "STAT", " · ".join(filter(None, [value, s.unit, s.metric, s.place, s.year]))))
    return sorted(found)


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The whole text in pieces, however the marks nest or cross; their texts joined are the text."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.start < mark.end:
            opening[mark.start].append(mark)
            closing[mark.end].append(mark)
    inside: list[Mark] = []
    at = 0
    for edge in sorted({*opening, *closing, len(text)} - {0}):
        inside = sorted([m for m in inside if m.end > at] + opening.pop(at, []), key=lambda m: (m.start - m.end, m.label))
        yield Piece(text[at:edge], tuple(inside), tuple(m for m in inside if m.end == edge))
        at = edge
