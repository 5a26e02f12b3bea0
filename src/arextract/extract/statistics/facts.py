"""One record per fact: which figures tell the same, and what is emitted of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from arextract.extract.statistics.scan import Figure, Mention, View, cues
from arextract.fold import fold_name


def _same(a: Figure, b: Figure) -> bool:
    """Whether two figures tell one fact: one value and unit, and a headline, one counted noun, or one metric."""
    x, y = a.number, b.number
    if (x["value"], x["value"] is None and (x["low"], x["high"])) != (y["value"], y["value"] is None and (y["low"], y["high"])):
        return False
    if _unit(x) != _unit(y):
        return False
    if a.headline != b.headline and not (x["counted"] and y["counted"] and not _kin(x["counted"], y["counted"])):
        return True
    if x["counted"] and y["counted"]:
        return _kin(x["counted"], y["counted"]) and (not a.year or not b.year or a.year == b.year)
    mine, other = _content(a.metric), _content(b.metric)
    return bool(mine and other) and len(mine & other) * 2 >= max(len(mine), len(other)) and a.year == b.year


_BRACKET = re.compile(r"[ )]*\( ?(?:(?:فقط|اي|وقدره|وقدرها) )?")


def _again(view: View, a: Figure, b: Figure) -> bool:
    """Whether a figure says in brackets behind another what that one says: «4520 ريالا (أربعة آلاف وخمسمائة وعشرون ريالا)»."""
    return a.end <= b.start and _BRACKET.fullmatch(view.flat, a.end, b.start) is not None


def _side_by_side(view: View, a: Figure, b: Figure) -> bool:
    """Whether two figures without a noun stand in one sentence: equal they are, but of two things («بسرعة 15 كم على الساحل و… بسرعة 15 كم»)."""
    return not a.number["counted"] and not b.number["counted"] and view.line(a.number["start"]) is view.line(b.number["start"])


def _content(metric: str | None) -> set[str]:
    return {w.removeprefix("ال") for w in fold_name(metric or "").split() if len(w) > 2} - cues()["filler"]


def _kin(a: str, b: str) -> bool:
    """Two counted nouns of one stem, roughly: «دولة», «دول», «دولا»."""
    x, y = fold_name(a).split()[0], fold_name(b).split()[0]
    return x[:3] == y[:3] or x in y or y in x


def _unit(number: Mention) -> str:
    return str(number["unit"] or "count")


def records_of(view: View, figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The figures of a text as records, one per fact."""
    groups: list[list[Figure]] = []
    by_value: dict[tuple[Any, ...], list[list[Figure]]] = {}
    for figure in figures:
        number = figure.number
        key = (number["value"], number["low"] if number["value"] is None else None, number["high"] if number["value"] is None else None, _unit(number))
        rivals = by_value.get(key, [])[-8:]
        group = next((g for g in rivals if _again(view, g[-1], figure) or _same(g[0], figure) and not _side_by_side(view, g[-1], figure)), None)
        if group is None:
            group = []
            groups.append(group)
            by_value.setdefault(key, []).append(group)
        group.append(figure)
    return [_record(n, group) for n, group in enumerate(groups, 1)]


_KILOGRAM = re.compile("كيلو|كلغ|كغ|كجم|كج|kg", re.I)


def _mass(number: Mention) -> Mention:
    """A mass said in kilograms in kilograms, as RECORDS.md has it: «118 كيلوغراماً» is 118 kg.

    The numbers room counts every mass below a ton in grams, as its suites do.
    """
    if number["unit"] != "g" or not _KILOGRAM.search(fold_name(number["text"])):
        return number

    def thousandth(value: float | None) -> float | None:
        if value is None:
            return None
        exact = Fraction(str(value)) / 1000
        return int(exact) if exact.denominator == 1 else float(exact)

    return number | {"unit": "kg", **{k: thousandth(number[k]) for k in ("value", "low", "high")}}


def _record(n: int, group: Sequence[Figure]) -> dict[str, Any]:
    first = group[0]
    # A headline is terse: what the body says about the same figure is fuller.
    best = next((f for f in group if not f.headline), first)
    number = _mass(first.number)
    value = number["value"]
    low, high = number["low"], number["high"]
    if value is not None and low is None and high is None:
        low = value if any(f.low for f in group) else None
        high = value if any(f.high for f in group) and low is None else None
    return {
        "id": f"s{n}",
        "start": number["start"],
        "end": number["end"],
        "text": number["text"],
        "value": value,
        "low": low,
        "high": high,
        "unit": number["unit"] or "count",
        "counted": best.number["counted"] or number["counted"],
        "metric": best.metric or first.metric,
        "place": best.place or first.place,
        "year": best.year or first.year,
        "source": best.source or first.source,
        "approximate": any(f.approximate for f in group),
        "change": best.change or first.change,
        "alternatives": number["alternatives"],
        "also": [[f.number["start"], f.number["end"]] for f in group[1:]],
        "rule": f"statistics:{number['rule']}",
    }
