"""Folding: what the rules see, and the way back to the text as read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arextract.fold import fold, fold_name

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱىةؤئ ًٌٍَُِّْـ،؛؟٠١٢٣۴۵0123.,«»“”–\u200f\u200e\u00a0\ufefb\ufdf2\ufedf\n", max_size=80)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("الأُولى", "الاولي"),
        ("المدرســـة", "المدرسه"),
        ("١٢٬٥٠٠ و۱۲۳", "12٬500 و123"),
        ("كان ـ قال", "كان - قال"),
        ("عدن ــ سبأنت", "عدن - سبانت"),
        ("«قال» “هو”", '"قال" "هو"'),
        ("٩٦٪ ، نعم؟", "96% , نعم?"),
        ("ﻻ ﷲ", "لا الله"),
        ("سطر\u2028ثان\u00a0هنا", "سطر\nثان هنا"),
        ("\u200fالرياض\u200e", "الرياض"),
        ("", ""),
    ],
)
def test_folded_form(raw, folded):
    assert fold(raw).text == folded


@given(ARABIC)
def test_every_folded_stretch_leads_back_to_its_source(raw):
    view = fold(raw)
    for i in range(len(view.text)):
        start, end = view.source(i, i + 1)
        assert 0 <= start < end <= len(raw)
    starts = [view.source(i, i + 1)[0] for i in range(len(view.text))]
    assert starts == sorted(starts)


@given(ARABIC)
def test_folding_twice_changes_nothing_more(raw):
    once = fold(raw).text
    assert fold(once).text == once


def test_a_span_keeps_the_marks_of_its_last_letter_and_leaves_bidi_marks_out():
    view = fold("٣٥ متدرباً\u200f وبـ١٠٧")
    at = view.text.index("متدربا")
    assert view.quote(at, at + 6) == "متدرباً"
    at = view.text.index("107")
    assert view.quote(at, at + 3) == "١٠٧"


def test_the_same_as_camel_tools_on_every_letter_that_both_know():
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar, normalize_unicode

    for code in (*range(0x0621, 0x0653), 0x0670, 0x0671, *range(0xFE80, 0xFEFD)):
        char = chr(code)
        if char == "\u0640":  # tatweel: theirs keeps it, ours does not
            continue
        theirs = dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(char)))))
        assert fold(char).text == theirs, unicodedata.name(char)


def test_names_lose_double_blanks():
    assert fold_name(" وزارة  المـالية ") == "وزاره الماليه"
