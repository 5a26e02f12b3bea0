"""Calendar arithmetic: Hijri days, weeks, months, and what their ISO forms are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

# Islamic calendar, civil epoch: the day before 1 Muharram of year 1 is this ordinal.
_EPOCH = date(622, 7, 19).toordinal() - 1
_UMM_AL_QURA = range(1343, 1501)


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one by Umm al-Qura (1343-1500), else by the tabular calendar: 1 ذو القعدة 1436 is 2015-08-16.

    None where there is no such day; the 30th of a month of 29 days is the first of the next, for months seen by eye differ by one.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        return None
    if year in _UMM_AL_QURA:
        from hijridate import Hijri

        first = Hijri(year, month, 1).to_gregorian()
        return date(first.year, first.month, first.day) + timedelta(days=day - 1)
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + before + day)


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a Hijri month."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, after - timedelta(days=1)) if first and after else None


def hijri_year_of(day: date) -> int:
    """The Hijri year in which a day falls (within a day or two at its ends)."""
    return int((day.toordinal() - _EPOCH - 1) / 354.36667) + 1


def hijri_month_of(day: date) -> tuple[int, int] | None:
    """The Hijri year and month in which a day falls: 2024-05-12 is in ذو القعدة 1445, (1445, 11)."""
    about = hijri_year_of(day)
    months = ((year, month) for year in (about - 1, about, about + 1) for month in range(1, 13))
    return next((m for m in months if (span := hijri_month(*m)) and span[0] <= day <= span[1]), None)


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none (31 أبريل)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_on(day: date, days: int) -> date | None:
    """The day so many days on (or back), or None beyond the years 1 to 9999."""
    at = day.toordinal() + days
    return date.fromordinal(at) if 0 < at <= date.max.toordinal() else None


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on (or back)."""
    n = year * 12 + month - 1 + months
    return n // 12, n % 12 + 1


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return monthrange(year, month)[1]


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th such weekday of a month, the last for -1."""
    if n == -1:
        end = date(year, month, last_day(year, month))
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return gregorian_day(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (n - 1))


def iso_month(year: int, month: int) -> str:
    """2024-07."""
    return f"{year:04d}-{month:02d}"


@lru_cache(maxsize=256)
def latin_date(quote: str, precision: str) -> str | None:
    """ISO form of a date in Latin script inside an Arabic text («May 5, 2024», «5 mai 2024»), read by dateparser.

    The one kind of date for which dateparser earns its cost: English and French with their abbreviations and ordinals, 2 ms a string and 0.3 s
    to load, once. Of what our grammar finds otherwise it read numeric strings as we do, at ten times the cost; three of ten relative ones
    («أول أمس», «بعد يومين», «الأسبوع المقبل» give nothing; «الشهر الماضي» gives a day); and of «شباط», «جويلية», «غشت» none without being told the country.
    """
    import dateparser

    read = dateparser.parse(
        quote,
        languages=["en", "fr"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"] if precision == "day" else ["month", "year"], "RETURN_AS_TIMEZONE_AWARE": False},
    )
    if read is None:
        return None
    return read.date().isoformat() if precision == "day" else iso_month(read.year, read.month)
