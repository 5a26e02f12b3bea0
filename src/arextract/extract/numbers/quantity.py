"""One quantity under construction, on folded offsets, and the arithmetic it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from arextract.extract.numbers.units import Unit
from arextract.records import Number, NumberKind


def times(value: Number, factor: Number) -> Number:
    """A product without binary dust: 59.19 x 10^6 is 59190000."""
    if isinstance(value, int) and isinstance(factor, int):
        return value * factor
    return _plain(Decimal(repr(value)) * Decimal(repr(factor)))


def plus(a: Number, b: Number) -> Number:
    """A sum without binary dust."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    return _plain(Decimal(repr(a)) + Decimal(repr(b)))


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(slots=True)
class Quantity:
    """A number found and what is known of it so far; `start` and `end` are folded offsets."""

    start: int
    end: int
    value: Number
    rule: str
    others: list[Number] = field(default_factory=list)
    kind: NumberKind = "number"
    unit: Unit | None = None
    unit_id: str | None = None
    scale: int = 1
    digits: bool = False
    mark: str = ""  # the separator that may be read two ways
    trailing_zero: bool = False
    open_bracket: bool = False
    definite: bool = False  # ال stands before the digits
    implied: bool = False  # the one of a bare unit («لتر وربع»)
    counted: tuple[int, int] | None = None
    lent: tuple[int, int] | None = None  # the counted noun of a neighbour
    low: Number | None = None
    high: Number | None = None
    ranged: bool = False
    approximate: bool = False
    codes: list[str] = field(default_factory=list)
    pieces: list[tuple[Number, str]] = field(default_factory=list)  # of a duration: (3, "PT1H")
    bound: str | None = None
