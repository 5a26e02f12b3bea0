"""Every integer to a million and every day of two centuries, written by others and read by us: what comes back wrong is counted and shown.

    python benchmarks/sweep.py [--integers 1000000] [--from 1900] [--to 2100] [--show 5]

The integers are written by num2words' Arabic and, each in one of the spellings of `VARIANTS` in turn, as people write them; the days by Babel in
every Arabic locale of CLDR and each of its four styles; the Hijri days of 1343-1500 in every listed spelling of their month. Takes some ten
minutes on one core; the tests draw samples from the same space (tests/test_numerals.py, tests/test_dates.py).
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from arextract import find_dates
from arextract.extract.dates.calendars import hijri_day
from arextract.fold import fold_once
from arextract.lexicon import rows
from arextract.numerals import cardinal_value

# What people change in the spelling of num2words' words; each row is applied from left to right.
VARIANTS: tuple[tuple[tuple[str, str], ...], ...] = (
    ((" و ", " و"),),
    (("مائة", "مئة"), (" و ", " و")),
    (("مائة", "مية"),),
    (("ائتان", "ئتان"), ("مائة", "مئة")),
    (("ثمانمائة", "ثمان مئة"), ("تسعمائة", "تسع مائة"), ("خمسمائة", "خمس مئة"), ("أربعمائة", "أربع مائة"), (" و ", " و")),
    (("ون", "ين"), ("ان ", "ين "), (" و ", " و")),
    (("أ", "ا"), ("آ", "ا"), (" و ", " و")),
)


def integers(last: int) -> Iterator[tuple[str, object, object]]:
    """(what was written, expected, found) of every integer up to `last`, twice."""
    from num2words import num2words

    for value, variant in zip(range(last + 1), itertools.cycle(VARIANTS)):
        words = num2words(value, lang="ar")
        yield words, value, cardinal_value(fold_once(words).text)
        for old, new in variant:
            words = words.replace(old, new)
        yield words, value, cardinal_value(fold_once(words).text)


def days(first: int, last: int) -> Iterator[tuple[str, object, object]]:
    """Every day from the year `first` to `last` in every Arabic locale and style that CLDR has."""
    from babel.core import Locale
    from babel.dates import format_date
    from babel.localedata import locale_identifiers

    locales = sorted(x for x in locale_identifiers() if x == "ar" or x.startswith("ar_"))
    day, end = date(first, 1, 1), date(last, 12, 31)
    parsed = [Locale.parse(x) for x in locales]
    while day <= end:
        expected = [(day.isoformat(), day.isoformat())]
        for written in sorted({format_date(day, style, locale=locale) for locale in parsed for style in ("full", "long", "medium", "short")}):
            yield written, expected, [(m.first, m.last) for m in find_dates(f"عقد اللقاء في {written}.")]
        day += timedelta(days=1)


def hijri_days() -> Iterator[tuple[str, object, object]]:
    """Every day of the Umm al-Qura calendar in every spelling of its month, with هـ."""
    names: dict[int, list[str]] = {}
    for r in rows("hijri_months"):
        names.setdefault(int(r["month"]), []).append(r["name"])
    for year in range(1343, 1501):
        for month, day in itertools.product(range(1, 13), range(1, 31)):
            expected, next_month = hijri_day(year, month, day), hijri_day(year + month // 12, month % 12 + 1, 1)
            if expected is None or (next_month is not None and expected >= next_month):
                continue
            for name in names[month]:
                written = f"{day} {name} {year} هـ"
                yield written, [expected.isoformat()] * 2, [x for m in find_dates(f"صدر في {written}.") for x in (m.first, m.last)]


def count(name: str, cases: Iterable[tuple[str, object, object]], show: int) -> int:
    """Print how many cases there were and how many came back wrong, the first of them; return the number of wrong ones."""
    began, total, wrong = time.perf_counter(), 0, 0
    for written, expected, found in cases:
        total += 1
        if expected != found:
            wrong += 1
            if wrong <= show:
                print(f"  {written!r}: expected {expected}, found {found}")
    print(f"{name:10}{total:12,} cases{wrong:8,} wrong   {time.perf_counter() - began:7.0f} s", flush=True)
    return wrong


def main() -> None:
    """Run the sweep; exit 1 where anything came back wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--integers", type=int, default=1_000_000, metavar="N", help="every integer from 0 to N")
    parser.add_argument("--from", dest="first", type=int, default=1900, metavar="YEAR")
    parser.add_argument("--to", dest="last", type=int, default=2100, metavar="YEAR")
    parser.add_argument("--show", type=int, default=5, help="wrong cases printed of each kind")
    options = parser.parse_args()
    wrong = count("integers", integers(options.integers), options.show)
    wrong += count("days", days(options.first, options.last), options.show)
    wrong += count("Hijri", hijri_days(), options.show)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
