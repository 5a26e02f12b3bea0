"""What a record can be held against: pure functions from what was stated and what was found to a check."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.fold import fold_name
from arextract.records import Check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from arextract.records import Number


@cache
def _weekdays() -> dict[str, int]:
    """Folded weekday names without ال, in every spelling of resources/weekdays.tsv -> Monday 0 … Sunday 6."""
    return {fold_name(row["name"]).removeprefix("ال"): int(row["weekday"]) for row in lexicon.rows("weekdays")}


@cache
def _usual() -> dict[int, str]:
    """The name that CLDR gives a weekday, for what a check says."""
    return {int(row["weekday"]): row["name"] for row in lexicon.rows("weekdays") if "CLDR" in row["source"]}


def counted_days(first: str, last: str) -> int | None:
    """Days from first to last, both included; None where either is less precise than a day: 2024-04-28, 2024-05-02 -> 5."""
    if len(first) != 10 or len(last) != 10:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def duration_matches_dates(declared: int | None, first: str | None, last: str | None) -> Check | None:
    """Five days said, five days counted."""
    counted = counted_days(first, last) if first and last else None
    if declared is None or counted is None:
        return None
    return Check("duration_matches_dates", declared == counted, declared, counted)


def weekday_matches_date(text: str, first: str | None, last: str | None) -> Check | None:
    """The weekdays that a date is written with against the calendar: «الأربعاء 29 نوفمبر» of 2023. None where no weekday is written."""
    if not first or not last or len(first) != 10 or len(last) != 10:
        return None
    stated = [(m[1], _weekdays()[m[1]]) for m in re.finditer(r"(?<!\w)(?:ال)?([^\W\d_]+)(?!\w)", fold_name(text)) if m[1] in _weekdays()]
    if not stated:
        return None
    ends = [date.fromisoformat(first), date.fromisoformat(last)]
    days = ends if len(stated) > 1 else ends[:1]
    found = [d.weekday() for d in days]
    ok = all(number == found[min(n, len(found) - 1)] for n, (_, number) in enumerate(stated[:2]))
    return Check("weekday_matches_date", ok, " ".join(_usual()[n] for _, n in stated[:2]), " ".join(_usual()[n] for n in found))


def hijri_matches_gregorian(hijri: Mapping[str, str | None], gregorian: Mapping[str, str | None]) -> Check | None:
    """A Hijri date against the Gregorian one beside it, by Umm al-Qura: «20 رجب 1445هـ الموافق 3 فبراير 2024م» is two days off."""
    if not hijri.get("first") or not gregorian.get("first") or len(hijri["first"] or "") != len(gregorian["first"] or ""):
        return None
    ok = (hijri["first"], hijri["last"]) == (gregorian["first"], gregorian["last"])
    return Check("hijri_matches_gregorian", ok, gregorian["first"], hijri["first"])


def declared_listed(kind: str, declared: int | None, listed: Sequence[str], partial: bool) -> Check | None:
    """«ثلاث دول هي …» against the list that follows. A partial list («منهم») contradicts only when it is longer than what was declared."""
    if declared is None or not listed:
        return None
    ok = len(listed) <= declared if partial else len(listed) == declared
    return Check(f"declared_{kind}_listed", ok, declared, len(listed))


def end_after_start(first: str | None, last: str | None, mended: bool = False) -> Check | None:
    """An end before its start, where a release has one («من 20 إلى 16 مايو», which the reader has `mended`); a range in order gives no check."""
    if first and last and mended:
        return Check("end_after_start", False, last, first)
    if not first or not last or last[: len(first)] >= first[: len(last)]:
        return None
    return Check("end_after_start", False, first, last)


def city_in_country(stated: str | None, found: str | None) -> Check | None:
    """The country written beside a city against the country the city lies in: «مدينة إسطنبول الأردنية» states JO and lies in TR; agreement gives no check."""
    if not stated or not found or stated == found:
        return None
    return Check("city_in_country", False, stated, found)


def figures_add_up(total: Number | None, parts: Sequence[Number], complete: bool, tolerance: float = 0) -> Check | None:
    """«42 متدربا، منهم 20 رجلا و25 امرأة» against its total, as near as `tolerance`. Parts that need not be all («منهم 11 سيدة») contradict only above it."""
    if total is None or not parts:
        return None
    if complete:
        found = round(sum(parts), 6)
        return Check("figures_add_up", abs(found - total) <= tolerance, total, int(found) if found == int(found) else found)
    if max(parts) > total + tolerance:
        return Check("figures_add_up", False, total, max(parts))
    return None
