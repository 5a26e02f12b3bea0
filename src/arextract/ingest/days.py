"""Days that a format, a table or a file name states: every written form that can be one day only, as ISO.

Nothing here is counted from today, and no time zone moves a day: what is written stands.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from arextract import lexicon
from arextract.fold import fold, fold_name

_ISO = re.compile(r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_ISO_TIME = re.compile(r"(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?(?:\d\d)?)?)?")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")

_CLOCK = r"\d{1,2}\s{0,2}[:h]\s{0,2}\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\s{0,2}(?:[ap]\.?m\.?|ص|م|صباحا|مساء)(?!\w))?"
_ZONE = r"(?:Z|[A-Z]{2,5}|(?:GMT|UTC)?\s?[+-]\d\d?:?(?:\d\d)?)(?:\s{0,2}\([A-Za-z ]{1,40}\))?"
_TIME = rf"(?:at\s|à\s|الساعه\s|T)?\s?{_CLOCK}(?:\s{{0,2}}{_ZONE})?"
_GAP = r"[\s,./-]{1,3}"
_MONTH = r"(?P<{}>[^\W\d_]{{2,10}}(?:\s[^\W\d_]{{3,6}}|\s[12])?)(?:\s?/\s?(?P<{}>[^\W\d_]{{2,10}}(?:\s[^\W\d_]{{3,6}})?))?\.?"
# «Sun, 05 May 2024 10:00 GMT», «الأحد 5 أيار/مايو 2024», «May 5, 2024», «Sun May  5 10:00:00 2024»: a month in letters, so no doubt which number is the day.
_WRITTEN = re.compile(
    rf"(?:(?:(?:le|يوم)\s)?(?P<weekday>[^\W\d_]{{3,10}})\.?{_GAP})??"
    rf"(?:(?P<day1>\d\d?)(?:st|nd|rd|th|er)?(?:\sof)?{_GAP}{_MONTH.format('month1', 'twin1')}"
    rf"|{_MONTH.format('month2', 'twin2')}{_GAP}(?P<day2>\d\d?)(?:st|nd|rd|th)?(?:\s{_CLOCK}(?:\s{_ZONE})?)?)"
    rf"{_GAP}(?P<year>(?:19|2\d)\d\d)(?:\s?م(?!\w)\.?)?(?:[\s,|-]{{1,4}}{_TIME})?",
    re.I,
)


def iso_day(value: object) -> str | None:
    """The ISO day that a machine-written date states («2024-05-12T10:00:00+03:00», «20240512»), as written, or None."""
    m = _ISO.match(str(value or "").strip()[:64])
    return _day(int(m[1]), int(m[3]), int(m[4])) if m else None


def written_day(text: str) -> str | None:
    """The ISO day of a full written date, in Arabic, English or French, by the month families of every Arab country; None where it is none or in doubt.

    Day, month in letters and year must be there, and nothing besides them but a weekday, which must be that day's, and a time, whose zone moves nothing.
    «05/06/2024», «5 May 24», «أمس» and seconds since 1970 are left alone.

    >>> written_day("الأحد ٥ أيار ٢٠٢٤")
    '2024-05-05'
    """
    m = _WRITTEN.fullmatch(" ".join(fold(text[:120]).text.replace("(", " (").split()))
    if m is None:
        return None
    day, month, twin = m["day1"] or m["day2"], m["month1"] or m["month2"], m["twin1"] or m["twin2"]
    found = _on(int(day), month, int(m["year"]))
    if found is None or (twin and _on(int(day), twin, int(m["year"])) != found):
        return None
    if m["weekday"] and _weekdays().get(m["weekday"].lower()) != date.fromisoformat(found).weekday():
        return None
    return found


def stated_day(value: object) -> str | None:
    """The ISO day of `iso_day`, else of `written_day`."""
    return iso_day(value) or written_day(str(value or "").strip())


def released_day(value: object) -> str | None:
    """The ISO day of a release as a person states it, in a table or a call; None where it is no day, or could be two.

    A date, datetime or Timestamp; year first in digits, a time behind it or not («2024-05-12», «2024-05-12T10:00+03:00»); or `written_day`.

    >>> released_day("١٢ مايو ٢٠٢٤")
    '2024-05-12'
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat() if value == value else None  # pandas' NaT is a date, and not itself
    text = str(value).strip()[:120]
    m = _ISO.match(text)
    return iso_day(text) if m and _ISO_TIME.fullmatch(text, m.end()) else written_day(text)


def date_in_name(name: str) -> str | None:
    """The day that a file name states, year first («2024-05-12_بيان.txt», «20240512.pdf»); None where there is none, or two different ones.

    Only the name itself is read, not the folders. «12-05-2024» could be two days, so it is none.
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in stem)
    days = {day for m in _NAME.finditer(digits) if (day := _day(int(m[1]), int(m[3]), int(m[4])))}
    return days.pop() if len(days) == 1 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= 1900 else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _on(day: int, month: str, year: int) -> str | None:
    """A day of a month by its name: Arabic ones by our own list (dateparser knows neither «أيار» nor «غشت» without being told the country)."""
    if number := _arabic_months().get(month):
        return _day(year, number, day)
    if re.search("[ء-ي]", month):
        return None
    import dateparser

    # Strict, and by the parser of written dates alone: no part may come from today, and no timestamp or «yesterday» is heard.
    read = dateparser.parse(
        f"{day} {month} {year}",
        languages=["en", "fr"],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "RETURN_AS_TIMEZONE_AWARE": False, "TIMEZONE": "UTC"},
    )
    return _day(read.year, read.month, read.day) if read is not None and (read.day, read.year) == (day, year) else None


@cache
def _arabic_months() -> dict[str, int]:
    return {fold_name(row["name"]): int(row["month"]) for row in lexicon.rows("months")}


@cache
def _weekdays() -> dict[str, int]:
    """Weekdays by their names, folded, in Arabic, English and French, long and short; Monday is 0."""
    from babel.dates import get_day_names

    known = {fold_name(row["name"]): int(row["weekday"]) for row in lexicon.rows("weekdays")}
    for language in ("en", "fr"):
        for width in ("wide", "abbreviated"):
            known.update({name.lower().rstrip("."): number for number, name in get_day_names(width, locale=language).items()})
    return known
