"""Dates: what must be read, what must be left alone, and what holds for every text."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arextract.extract.dates import _find, find_dates, release_date
from arextract.extract.dates.calendars import hijri_day, hijri_month, hijri_month_of, latin_date
from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.records import DateMention

GOLD = Path(__file__).parent.parent / "fixtures" / "gold" / "dates.txt"
MARK = re.compile(r"\[([^\]]*)\]\(date ([^)]*)\)")
LOCALES = sorted(x for x in locale_identifiers() if x == "ar" or x.startswith("ar_"))
DAY = datetime.date


def lines() -> list[object]:
    """The marked lines, each with its number as its name."""
    found: list[object] = []
    for number, line in enumerate(GOLD.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        reference = None
        if line.startswith("@"):
            reference, line = DAY.fromisoformat(line[1:11]), line[12:]
        text, at, expected = "", 0, []
        for m in MARK.finditer(line):
            text += line[at : m.start()]
            value, *notes = m[2].split()
            first, _, last = value.partition("/")
            expected.append((len(text), len(text) + len(m[1]), *((None, None) if first == "?" else (first, last or first)), dict(n.split("=") for n in notes)))
            text, at = text + m[1], m.end()
        found.append(pytest.param(text + line[at:], reference, expected, id=f"dates.txt:{number}"))
    return found


def note(mention: DateMention, name: str) -> str:
    value = getattr(mention, name)
    if value is None:
        return ""
    return ",".join(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("text", "reference", "expected"), lines())
def test_marked_line(text: str, reference: DAY | None, expected: list[tuple[int, int, str | None, str | None, dict[str, str]]]) -> None:
    got = find_dates(text, reference)
    assert [(m.start, m.end, m.first, m.last) for m in got] == [e[:4] for e in expected]
    for mention, (*_, notes) in zip(got, expected, strict=True):
        assert {name: note(mention, name) for name in notes} == notes


def check(text: str, found: list[DateMention]) -> None:
    """What holds for whatever is found."""
    end = 0
    for i, m in enumerate(found, 1):
        assert text[m.start : m.end] == m.text != ""
        assert m.start >= end and m.id == f"d{i}" and (m.first is None) == (m.last is None)
        assert m.first is None or m.last is None or m.first <= m.last
        end = m.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تقام يومي 15 أو 16 مايو 2024", [("15 أو 16 مايو 2024", "2024-05-15", "2024-05-16", None)]),
        (
            "تقام في 28 و29 أبريل و2 مايو 2024 بالمعهد",
            [("28 و29 أبريل و2 مايو 2024", "2024-04-28", "2024-05-02", ("2024-04-28", "2024-04-29", "2024-05-02"))],
        ),
        ("تقام أيام 30 و31 ديسمبر و1 يناير 2025", [("30 و31 ديسمبر و1 يناير 2025", "2024-12-30", "2025-01-01", None)]),
        ("تقام في 30 أبريل و1 و2 مايو 2024", [("30 أبريل و1 و2 مايو 2024", "2024-04-30", "2024-05-02", None)]),
        ("زار المعهد في 28 أبريل و2 مايو 2024", [("28 أبريل", "2024-04-28", "2024-04-28", None), ("2 مايو 2024", "2024-05-02", "2024-05-02", None)]),
        ("نتائج الفصل الأخير من 2024", [("الفصل الأخير من 2024", "2024-10", "2024-12", None)]),
        ("الفصل الأول من العام الدراسي 2024/2025", [("العام الدراسي 2024/2025", "2024", "2025", None)]),
        ("العام الدراسي (2023-2024) بالمعهد", [("2023-2024", "2023", "2024", None)]),
        ("رؤية المعهد في أفق 2030، كما قال", [("2030", "2030", "2030", None)]),
    ],
)
def test_lists_and_periods(text: str, expected: list[tuple[str, str, str, tuple[str, ...] | None]]) -> None:
    assert [(m.text, m.first, m.last, m.days) for m in find_dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "1/4",
        "2/7",
        "الأحد عشر لاعبا",
        "كرم الأحد عشر فائزا",
        "في مدينة السادس من أكتوبر",
        "جمعية مستثمري العاشر من رمضان",
        "الفصل الثاني من الكتاب",
        "تحمل المجلة اسم «أو ماي» الجديد",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text, DAY(2024, 5, 15)) == []


def test_a_bare_pair_that_can_only_be_a_day_is_one() -> None:
    assert [m.first for m in find_dates("21/9", DAY(2024, 5, 15))] == ["2024-09-21"]
    assert [m.first for m in find_dates("يوم 2/7", DAY(2024, 5, 15))] == ["2024-07-02"]
    assert [m.text for m in find_dates("الأحد 12 مايو 2024")] == ["الأحد 12 مايو 2024"]


@given(
    day=st.dates(DAY(1900, 1, 1), DAY(2100, 12, 31)),
    locale=st.sampled_from(LOCALES),
    style=st.sampled_from(("full", "long", "medium", "short")),
    eastern=st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_every_day_in_every_locale_comes_back(day: DAY, locale: str, style: str, eastern: bool) -> None:
    written = format_date(day, style, locale=locale)
    if eastern:
        written = written.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    found = find_dates(f"عقد اللقاء في {written}.")
    check(f"عقد اللقاء في {written}.", found)
    assert [(m.first, m.last) for m in found] == [(day.isoformat(), day.isoformat())]


@given(
    day=st.dates(DAY(1990, 1, 1), DAY(2050, 12, 31)),
    length=st.integers(1, 200),
    locale=st.sampled_from(LOCALES),
    to=st.sampled_from((" إلى ", " حتى ", " وحتى ", " - ", " – ", " ولغاية ")),
)
@settings(max_examples=200, deadline=None)
def test_every_range_comes_back(day: DAY, length: int, locale: str, to: str) -> None:
    last = day + datetime.timedelta(days=length)
    months = Locale.parse(locale).months["format"]["wide"]
    same = (day.year, day.month) == (last.year, last.month)
    first = str(day.day) if same else f"{day.day} {months[day.month]}" + (f" {day.year}" if day.year != last.year else "")
    text = f"تستمر الدورة من {first}{to}{last.day} {months[last.month]} {last.year} بالمعهد"
    found = find_dates(text)
    check(text, found)
    assert [(m.first, m.last) for m in found] == [(day.isoformat(), last.isoformat())]


@given(
    year=st.integers(1343, 1500),
    name=st.sampled_from([(int(r["month"]), r["name"]) for r in rows("hijri_months")]),
    day=st.integers(1, 30),
    era=st.sampled_from(("هـ", " هـ", "ه", " هجرية", "")),
)
@settings(max_examples=300, deadline=None)
def test_every_hijri_day_in_every_spelling_comes_back(year: int, name: tuple[int, str], day: int, era: str) -> None:
    month, written = name
    span = hijri_month(year, month)
    assert span is not None
    expected = span[0] + datetime.timedelta(days=day - 1)
    assume(expected <= span[1])
    text = f"صدر البيان في {day} {written} {year}{era}، بالرياض"
    found = find_dates(text)
    check(text, found)
    assert [(m.first, m.last, m.calendar) for m in found] == [(expected.isoformat(), expected.isoformat(), "hijri")]


@given(year=st.integers(1343, 1500), month=st.integers(1, 12), day=st.integers(1, 29), sep=st.sampled_from(("/", "-", " / ")), first=st.booleans())
@settings(max_examples=100, deadline=None)
def test_numeric_hijri_days_come_back(year: int, month: int, day: int, sep: str, first: bool) -> None:
    parts = (year, month, day) if first else (day, month, year)
    found = find_dates(f"صدر بتاريخ {sep.join(map(str, parts))} هـ")
    expected = hijri_day(year, month, day)
    assert expected is not None
    # A day and a month that could change places are read day first.
    assert [m.first for m in found] == [expected.isoformat()]


def test_hijri_outside_umm_al_qura_falls_back_to_the_tables() -> None:
    assert hijri_day(1, 1, 1) == DAY(622, 7, 19)
    assert hijri_day(1300, 1, 1) == DAY(1882, 11, 12)
    assert hijri_day(1436, 11, 1) == DAY(2015, 8, 16)
    assert hijri_day(1445, 13, 1) is None
    assert hijri_month(1445, 9) == (DAY(2024, 3, 11), DAY(2024, 4, 9))


DULL = "غظضزخ .,،-/()\n«»"  # letters of which alone no month, weekday, season or relative word is made


@given(st.text(st.sampled_from(DULL), max_size=300))
@settings(max_examples=100, deadline=None)
def test_text_without_digits_or_date_words_gives_nothing(text: str) -> None:
    assert find_dates(text, DAY(2024, 5, 15)) == []


PIECES = st.sampled_from(
    "من إلى حتى و في يوم شهر عام سنة 5 12 31 2024 1445 هـ م مايو نيسان رمضان الأحد الخميس أمس غدا اليوم المقبل الماضي الجاري الموافق الربع الأول "
    "/ - – ، ( ) . , قبل بعد ثلاثة أيام الأسبوع نهاية هذا صيف الموسم 10,5 3/4 2024-05-01 \u200f \u0640 \n المعهد قال ينظم كل بين".split(" ")
)


@pytest.mark.parametrize("reference", [DAY(1, 1, 1), DAY(9999, 12, 31)])
@pytest.mark.parametrize("text", ["غدا الأحد", "أمس السبت", "اليوم الجمعة"])
def test_the_calendar_has_two_ends(text, reference):
    assert [m.text for m in find_dates(text, reference=reference)] == [text]


@given(st.lists(PIECES, max_size=40), st.booleans(), st.sampled_from((None, DAY(2024, 5, 15), DAY(1, 1, 1), DAY(9999, 12, 31))))
@settings(max_examples=400, deadline=None)
def test_anything_made_of_date_words_quotes_and_repeats(pieces: list[str], spaced: bool, reference: DAY | None) -> None:
    text = (" " if spaced else "").join(pieces)
    found = find_dates(text, reference)
    check(text, found)
    _find.cache_clear()
    assert find_dates(text, reference) == found
    ids = {m.id: m for m in found}
    for m in found:
        if m.same_as:
            assert ids[m.same_as].same_as == m.id and ids[m.same_as].calendar != m.calendar


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_quotes(text: str) -> None:
    check(text, find_dates(text, DAY(2024, 5, 15)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("القاهرة – 5 مايو 2024 – أعلن المعهد", "2024-05-05"),
        ("بلاغ صحفي\n\nتونس في 26 أفريل 2024 - احتضن المركز", "2024-04-26"),
        ("جدة 25 شوال 1436 هـ الموافق 10 اغسطس 2015 م واس\nافتتح المعرض", "2015-08-10"),
        ("الرياض، الأحد 5 مايو 2024: أعلنت الهيئة", "2024-05-05"),
        ("دبي، الإمارات العربية المتحدة، 15 مايو 2024: كشفت الشركة", "2024-05-15"),
        ("عمان (بترا) 5 أيار 2024 - عقد الديوان", "2024-05-05"),
        ("التاريخ: 5/5/2024\nبيان صحفي", "2024-05-05"),
        ("في 5 مايو 2024 افتتح الوزير المعرض", None),
        ("انعقدت الورشة في القاهرة يوم 5 مايو 2024 - بحضور المدير", None),
        ("المنامة في 9 فبراير / بنا / صدر", None),
        ("بيان الغرفة\nارتفع العدد هذه السنة.\nالبصرة في 15 كانون الأول 2021\n\nللاستفسار: 0780", "2021-12-15"),
        ("أعلن المعهد عن دورة جديدة", None),
        ("", None),
    ],
)
def test_release_date(text: str, expected: str | None) -> None:
    found = release_date(text)
    assert (found[2] if found else None) == expected
    if found:
        assert text[found[0] : found[1]].strip() == text[found[0] : found[1]] != ""


def test_the_dateline_anchors_relative_words() -> None:
    found = find_dates("الرياض، الأحد 5 مايو 2024: وقع المعهد أمس اتفاقية، وتبدأ الدورة الأسبوع المقبل.")
    assert [m.first for m in found] == ["2024-05-05", "2024-05-04", "2024-05-06"]


def test_a_today_with_its_date_beats_metadata_that_is_a_day_off() -> None:
    found = find_dates("افتتح اليوم الأربعاء 15 مايو 2024 المعرض، ويختتم غداً.", DAY(2024, 5, 16))
    assert [m.first for m in found] == ["2024-05-15", "2024-05-16"]


def test_pairs_are_linked_and_keep_what_each_states() -> None:
    hijri, gregorian = find_dates("عقد يوم الأربعاء 7 ذي القعدة 1445هـ (16 مايو 2024م)")
    assert (hijri.same_as, gregorian.same_as) == (gregorian.id, hijri.id)
    assert (hijri.first, gregorian.first) == ("2024-05-15", "2024-05-16")


def test_ambiguous_numeric_order_follows_the_document() -> None:
    assert [m.first for m in find_dates("صدر في 4/22/2024 ثم عدل في 5/4/2024")] == ["2024-04-22", "2024-05-04"]
    assert [m.first for m in find_dates("صدر في 22/4/2024 ثم عدل في 5/4/2024")] == ["2024-04-22", "2024-04-05"]


def test_a_weekday_chooses_the_year() -> None:
    assert [m.first for m in find_dates("يبدأ يوم الاثنين 13 يناير", DAY(2024, 12, 1))] == ["2025-01-13"]


def test_a_weekday_chooses_the_calendar_of_a_month_that_is_not_named() -> None:
    told = DAY(2024, 5, 12)  # 4 ذو القعدة 1445
    for said, day, calendar in [
        ("يوم الثلاثاء 13 الشهر الجاري", DAY(2024, 5, 21), "hijri"),
        ("يوم الثلاثاء 13 من الشهر الحالي", DAY(2024, 5, 21), "hijri"),
        ("يوم الثلاثاء 14 الشهر الجاري", DAY(2024, 5, 14), "gregorian"),
        ("يوم 13 الشهر الجاري", DAY(2024, 5, 13), "gregorian"),
        ("يوم الأحد 4 الشهر المقبل", DAY(2024, 6, 4), "gregorian"),  # in neither month a Sunday
    ]:
        (found,) = find_dates(f"تنظم الجمعية {said} رحلة للأعضاء.", told)
        assert (found.first, found.calendar) == (day.isoformat(), calendar), said


def test_the_month_of_a_day() -> None:
    assert hijri_month_of(DAY(2024, 5, 12)) == (1445, 11)
    assert hijri_month_of(DAY(2024, 3, 11)) == (1445, 9)


def test_diacritics_tatweel_and_bidi_marks_stay_in_the_quote() -> None:
    text = "يُعقدُ فــي \u200f٥\u200f مَايُو ٢٠٢٤\u200f بالقاهرة"
    (found,) = find_dates(text)
    assert found.first == "2024-05-05" and text[found.start : found.end] == found.text == "٥\u200f مَايُو ٢٠٢٤"


def test_latin_dates_are_read_by_dateparser() -> None:
    assert latin_date("May 5, 2024", "day") == "2024-05-05"
    assert latin_date("5 août 2024", "day") == "2024-08-05"
    assert latin_date("February 31, 2024", "day") is None
    assert find_dates("انظر تقرير Sept 2021 المنشور")[0].first == "2021-09"


@pytest.mark.parametrize("piece", ["1", "و", "و ", "،", "1/", "5-", "3 و", "من 5 إلى ", "مايو ", "الأحد و", "خمسة و", "1.", "(", "عام 2024 ", "\u0640"])
def test_hostile_repetition_is_read_to_its_end(piece: str) -> None:
    text = piece * 4000
    check(text, find_dates(text, DAY(2024, 5, 15)))


def test_importing_dates_loads_nothing_heavy() -> None:
    code = "import sys; from arextract.extract.dates import find_dates; find_dates('5 مايو 2024'); print([m for m in ('spacy','dateparser','pydantic','pandas','torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "name", ["months", "hijri_months", "latin_months", "weekdays", "seasons", "relative_dates", "date_words", "tense_words", "today_words"]
)
def test_lists_are_sorted_without_doubles(name: str) -> None:
    held = [tuple(r.values()) for r in rows(name)]
    assert held == sorted(set(held))


def test_every_cldr_month_is_listed() -> None:
    listed = {(int(r["month"]), r["name"]) for r in rows("months")}
    folded = {(n, fold_name(w)) for n, w in listed}
    for locale in LOCALES:
        assert {(n, fold_name(w)) for n, w in Locale.parse(locale).months["format"]["wide"].items()} <= folded


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("بلغت الصادرات 88 مليون دينار في عام 2024 بنمو نسبته 11% عن العام الذي سبقه", [("2024", "2024"), ("العام الذي سبقه", "2023")]),
        ("تنطلق صباح الغد الدورة", [("الغد", "2024-05-16")]),
        ("تأهل الفريق إلى مسابقة قادة الغد", []),
        ("على أن يعلن عن اليوم لاحقا", []),
    ],
)
def test_days_and_years_that_point_elsewhere(text, held):
    assert [(d.text, d.first) for d in find_dates(text, reference=datetime.date(2024, 5, 15))] == held


def test_a_dateline_in_writing_outweighs_a_wrong_weekday():
    text = "بنغازي 13 نوفمبر 2023 (وال) – بدأت صباح اليوم الأحد أعمال المؤتمر، واختتم أمس السبت المعرض"  # a Monday
    assert [d.first for d in find_dates(text)] == ["2023-11-13", "2023-11-13", "2023-11-11"]
