"""The grammar that dates and numbers share: number words, ordinals and digit strings to values."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from arextract.fold import fold
from arextract.numerals import (
    CARDINAL,
    DIGITS,
    ORDINAL,
    SCALES,
    Convention,
    alternation,
    cardinal_value,
    convention,
    ordinal_value,
    read_digits,
)

CARDINAL_RE, ORDINAL_RE, DIGITS_RE = re.compile(CARDINAL), re.compile(ORDINAL), re.compile(DIGITS)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("صفر", 0),
        ("واحدة", 1),
        ("اثنتان", 2),
        ("ثماني", 8),
        ("ثمان", 8),
        ("عشرة", 10),
        ("إحدى عشرة", 11),
        ("اثنا عشر", 12),
        ("اثنتي عشرة", 12),
        ("ثلاثة عشر", 13),
        ("خمستاشر", 15),
        ("خمسة وعشرون", 25),
        ("خمسة و عشرين", 25),
        ("عشرين وخمسة", 25),
        ("مئة", 100),
        ("مائة", 100),
        ("مية", 100),
        ("ماية", 100),
        ("مئتا", 200),
        ("مائتين", 200),
        ("أربعمائة", 400),
        ("أربع مئة", 400),
        ("أربعة مائة", 400),
        ("ستمية", 600),
        ("ثلاث ميات", 300),
        ("مئة وأربعة وعشرين", 124),
        ("ألف", 1000),
        ("الف", 1000),
        ("ألفا", 2000),
        ("ألفي", 2000),
        ("ثلاثة آلاف", 3000),
        ("خمسون ألفاً", 50000),
        ("ألفين وخمسمائة", 2500),
        ("ألف وتسعمئة وثمانية وتسعون", 1998),
        ("مليونان وثلاثمئة ألف", 2300000),
        ("مئة وعشرين مليون", 120000000),
        ("مليارا", 2 * 10**9),
        ("ثلاثة بلايين", 3 * 10**9),
        ("بليار", 10**9),
        ("تريليون", 10**12),
        ("مئة ألف مليون", 10**11),
    ],
)
def test_cardinal(words: str, value: int) -> None:
    folded = fold(words).text
    assert CARDINAL_RE.fullmatch(folded)
    assert cardinal_value(folded) == value


@pytest.mark.parametrize("words", ["", "كتاب", "خمسة ستة", "مئة وألفان", "ألف ومليون", "سبعة ثلاثون", "خمسة وكتاب"])
def test_not_one_cardinal(words: str) -> None:
    assert cardinal_value(fold(words).text) is None


def test_cardinal_stops_where_the_number_does() -> None:
    text = fold("ثلاثة وعشرون متدرباً وخمسة مدربين").text
    match = CARDINAL_RE.match(text)
    assert match is not None
    assert match[0] == fold("ثلاثة وعشرون").text
    assert CARDINAL_RE.match(fold("مليونير").text) is None
    two = CARDINAL_RE.match(fold("خمسة وستة").text)
    assert two is not None
    assert two[0] == fold("خمسة").text


@given(st.integers(0, 10**15))
def test_every_integer_comes_back_from_words(value: int) -> None:
    """num2words is an independent writer; 2 x 10^15 and above it does not spell as people do."""
    folded = fold(num2words(value, lang="ar")).text
    assert CARDINAL_RE.fullmatch(folded)
    assert cardinal_value(folded) == value


@st.composite
def spelled(draw: st.DrawFn, most: int = 10**6) -> tuple[int, str]:
    """A number to `most` and one of the ways in which people spell it: every part of it by its own lot."""
    value = draw(st.integers(0, most))
    words = num2words(value, lang="ar")
    hundred = draw(st.sampled_from(["مئة", "مائة", "مية", "ماية"]))
    if draw(st.booleans()):  # «أربع مئة», «أربعة مئة»
        ending = draw(st.sampled_from(["", "ة"]))
        for stem in ("ثلاث", "أربع", "خمس", "ست", "سبع", "تسع"):
            words = words.replace(stem + "مائة", f"{stem}{ending} مائة")
        words = words.replace("ثمانمائة", "ثمانية مائة" if ending else "ثماني مائة")
    words = words.replace("مائة", hundred)
    words = words.replace("مائتان", draw(st.sampled_from(["مائتان", "مئتان", "مائتين", "مئتين"])))
    if draw(st.booleans()):  # the other cases
        words = re.sub(r"(عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع)ون\b", r"\1ين", words)
        words = words.replace("ألفان", "ألفين").replace("مليونان", "مليونين").replace("اثنان", "اثنين")
    words = words.replace(" و ", draw(st.sampled_from([" و ", " و"])))
    if draw(st.booleans()):
        words = words.replace("أ", "ا").replace("آ", "ا").replace("إ", "ا")
    return value, words


@given(spelled())
@settings(max_examples=600, deadline=None)
def test_spellings_come_back(case: tuple[int, str]) -> None:
    value, words = case
    folded = fold(words).text
    assert CARDINAL_RE.fullmatch(folded), words
    assert cardinal_value(folded) == value, words


@given(spelled(10**15))
@settings(max_examples=300, deadline=None)
def test_spellings_of_big_numbers_come_back(case: tuple[int, str]) -> None:
    value, words = case
    assert cardinal_value(fold(words).text) == value, words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("مليارا ومائتي مليون", 1_200_000_000),
        ("ألفا وخمسمئة", 1500),
        ("مليارين ومائتي مليون", 2_200_000_000),
        ("خمسون ألفا ومئتان", 50_200),
        ("مليونا وألفان", 1_002_000),
    ],
)
def test_one_in_the_accusative_before_waw(words: str, value: int) -> None:
    assert cardinal_value(fold(words).text) == value


@given(st.integers(1, 999), st.sampled_from(["مئة", "مائة", "مية"]), st.booleans())
def test_spellings_of_hundreds(value: int, hundred: str, spaced: bool) -> None:
    words = num2words(value, lang="ar").replace("مائة", hundred)
    if spaced:
        words = words.replace(" و ", " و")
    assert cardinal_value(fold(words).text) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("الأول", 1),
        ("أولى", 1),
        ("الثانية", 2),
        ("ثالث", 3),
        ("العاشرة", 10),
        ("الحادي عشر", 11),
        ("الحادية عشرة", 11),
        ("ثالث عشر", 13),
        ("الأحد عشر", 11),
        ("العشرون", 20),
        ("الخامس والعشرين", 25),
        ("الواحد والثلاثون", 31),
        ("التاسعة والتسعون", 99),
        ("المئة", 100),
        ("الثلاثمئة", 300),
        ("المئة والرابع والعشرين", 124),
        ("الحادي والعشرون بعد المئة", 121),
        ("العاشر بعد الألف", 1010),
        ("المليون", 10**6),
    ],
)
def test_ordinal(words: str, value: int) -> None:
    folded = fold(words).text
    assert ORDINAL_RE.fullmatch(folded)
    assert ordinal_value(folded) == value


@pytest.mark.parametrize("words", ["أحد عشر", "عشرون", "كتاب", "الأولاد", "ثانوي"])
def test_not_an_ordinal(words: str) -> None:
    assert ORDINAL_RE.fullmatch(fold(words).text) is None


@pytest.mark.parametrize(
    ("token", "value", "others"),
    [
        ("7", 7, ()),
        ("1٬250٬000", 1250000, ()),
        ("98٬765٫4", 98765.4, ()),
        ("59,19", 59.19, ()),
        ("25799,52", 25799.52, ()),
        ("1,250,000", 1250000, ()),
        ("1.250.000", 1250000, ()),
        ("1.250,50", 1250.5, ()),
        ("1,250.50", 1250.5, ()),
        ("12,220,13", 12220.13, ()),
        ("1 250 000", 1250000, ()),
        ("0.500", 0.5, ()),
        (".77", 0.77, ()),
        ("1,250", 1250, (1.25,)),
        ("82.800", 82.8, (82800,)),
    ],
)
def test_digits(token: str, value: float, others: tuple[float, ...]) -> None:
    assert DIGITS_RE.fullmatch(token)
    reading = read_digits(token)
    assert reading is not None
    assert reading.value == pytest.approx(value)
    assert reading.others == others


@pytest.mark.parametrize("token", ["1.2.3", "1,2,3", "10.20.30.40"])
def test_strings_that_are_no_number(token: str) -> None:
    assert read_digits(token) is None


def test_the_document_decides() -> None:
    maghreb = convention(fold("بلغت القيمة 1.250.000 دينار بزيادة 12,5 بالمئة").text)
    assert maghreb == Convention(decimal=",", thousands=".")
    reading = read_digits("4.200", maghreb)
    assert reading is not None
    assert reading.value == 4200
    assert convention("لا أرقام هنا") == Convention()


@given(st.integers(0, 10**12), st.sampled_from([",", "٬", " ", "."]))
def test_grouped_digits_come_back(value: int, mark: str) -> None:
    token = f"{value:,}".replace(",", mark)
    reading = read_digits(token)
    assert reading is not None
    assert value in (reading.value, *reading.others)


def test_scales_and_alternation() -> None:
    assert SCALES["مليون"] == SCALES["ملايين"] == 10**6
    assert SCALES[fold("ألفا").text] == 1000
    pattern = re.compile(alternation(["متر", "متر مربع", "طن"]))
    match = pattern.match("متر مربع")
    assert match is not None
    assert match[0] == "متر مربع"
