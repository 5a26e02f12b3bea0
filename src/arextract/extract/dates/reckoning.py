"""Reckoning with days: what a stated point, a count of units or a word like «المقبل» comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from arextract.extract.dates.calendars import add_months, gregorian_day, hijri_day, hijri_month, hijri_year_of, iso_month, last_day, monday
from arextract.extract.dates.points import LAST, Found, Point
from arextract.records import Precision

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """When a mention is: ISO forms as precise as stated, and the first day as a day."""

    first: str
    last: str
    precision: Precision
    day: date
    inferred: tuple[str, ...] = ()
    relative: bool = False
    hijri: bool = False
    days: tuple[str, ...] | None = None
    part: str | None = None


def copied(p: Point) -> Point:
    """A point to change."""
    made = Point()
    for name in Point.__slots__:
        setattr(made, name, getattr(p, name))
    return made


def placed(p: Point, year: int, month: int, hijri: bool = False) -> Point:
    """The point in that year and month."""
    made = copied(p)
    made.year, made.month, made.hijri = year, month, hijri
    return made


def shift(word: str, steps: int) -> int:
    """How many units «المقبل» (1), «الماضي» (-1), «قبل الماضي» (-2) move."""
    if word == "n":
        return 2 if steps == 2 else 1
    if word == "p":
        return -2 if steps == 2 else -1
    return 0


def exact_day(p: Point) -> date | None:
    """The day of a point that says everything, or None where there is no such day."""
    if p.year is None or p.month is None or p.day is None:
        return None
    if p.day == LAST:
        span = hijri_month(p.year, p.month) if p.hijri else None
        return span[1] if span else None if p.hijri else date(p.year, p.month, last_day(p.year, p.month))
    return hijri_day(p.year, p.month, p.day) if p.hijri else gregorian_day(p.year, p.month, p.day)


def day_in(p: Point, year: int) -> date | None:
    """The day a point would be in that year; of a month its middle."""
    if p.month is None:
        return None
    day = 28 if p.day == LAST else p.day or 15
    return hijri_day(year, p.month, day) if p.hijri else gregorian_day(year, p.month, min(day, last_day(year, p.month)) if p.day is None else day)


def years_about(anchor: date, hijri: bool) -> Iterable[int]:
    """The year before, of and after a day, in either calendar."""
    year = hijri_year_of(anchor) if hijri else anchor.year
    return (year - 1, year, year + 1)


def year_by_word(p: Point, word: str, base: date) -> int | None:
    """The year that «المقبل», «الماضي» or «الجاري» after a month gives."""
    years = list(years_about(base, p.hijri))
    if p.hijri or p.day is not None:
        options = [(y, d) for y in (years[0] - 1, *years, years[-1] + 1) if (d := day_in(p, y))]
        skip = p.steps == 2
        if word == "n":
            return next((y + skip for y, d in options if d > base), None)
        if word == "p":
            return next((y - skip for y, d in reversed(options) if d < base), None)
        return min(options, key=lambda o: abs((o[1] - base).days))[0] if options else None
    month = p.month or 1
    if word == "n":
        return base.year + (month <= base.month) + (p.steps == 2)
    if word == "p":
        return base.year - (month >= base.month) - (p.steps == 2)
    return base.year


def day_value(
    first: date, last: date | None = None, *, inferred: tuple[str, ...] = (), relative: bool = False, hijri: bool = False, listed: tuple[str, ...] | None = None
) -> Value:
    """A value of day precision, or of the days from `first` to `last`."""
    return Value(first.isoformat(), (last or first).isoformat(), "day", first, inferred, relative, hijri, listed)


def month_value(year: int, month: int, hijri: bool, inferred: tuple[str, ...], relative: bool) -> Value | None:
    """A month: its ISO form, or the days of a Hijri one."""
    if hijri:
        span = hijri_month(year, month)
        return Value(span[0].isoformat(), span[1].isoformat(), "month", span[0], inferred, relative, True) if span else None
    return Value(iso_month(year, month), iso_month(year, month), "month", date(year, month, 1), inferred, relative)


def hijri_year_value(first: int, last: int | None = None) -> Value | None:
    """The days of a Hijri year, or of several."""
    begin, end = hijri_day(first, 1, 1), hijri_day((last or first) + 1, 1, 1)
    return Value(begin.isoformat(), (end - DAY).isoformat(), "year", begin, (), False, True) if begin and end else None


def ago(base: date, f: Found, n: int) -> Value | None:
    """«قبل شهرين» is a month, «بعد ثلاثة أيام» a day: as precise as its unit."""
    sign = 1 if f.word == "f" else -1
    if n > 5000:
        return None
    try:
        if f.unit == "D":
            day = base + sign * n * DAY
            value = day_value(day, relative=True)
        elif f.unit == "W":
            start = monday(base + sign * 7 * n * DAY)
            value = Value(start.isoformat(), (start + 6 * DAY).isoformat(), "week", start, (), True)
        elif f.unit == "M":
            year, month = add_months(base.year, base.month, sign * n)
            value = Value(iso_month(year, month), iso_month(year, month), "month", date(year, month, 1), (), True)
        else:
            value = Value(f"{base.year + sign * n:04d}", f"{base.year + sign * n:04d}", "year", date(base.year + sign * n, 1, 1), (), True)
    except (ValueError, OverflowError):
        return None
    if f.a.weekday is not None:
        day = value.day + ((f.a.weekday - value.day.weekday()) % 7) * DAY
        return day_value(day, relative=True)
    return value


def coming(base: date, f: Found, n: int) -> Value | None:
    """«الأسابيع الثلاثة القادمة»: whole weeks, months or years after (or before) the one of the release."""
    ahead = f.word == "n"
    if n > 500:
        return None
    if f.unit == "D":
        first = base + DAY if ahead else base - n * DAY
        return day_value(first, first + (n - 1) * DAY, relative=True)
    if f.unit == "W":
        first = monday(base) + (7 if ahead else -7 * n) * DAY
        return Value(first.isoformat(), (first + (7 * n - 1) * DAY).isoformat(), "week", first, (), True)
    if f.unit == "M":
        begin = add_months(base.year, base.month, 1 if ahead else -n)
        end = add_months(base.year, base.month, n if ahead else -1)
        return Value(iso_month(*begin), iso_month(*end), "month", date(*begin, 1), (), True)
    low, high = (base.year + 1, base.year + n) if ahead else (base.year - n, base.year - 1)
    return Value(str(low), str(high), "year", date(low, 1, 1), (), True) if low > 0 else None
