"""Headline, dateline, paragraphs, items, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arextract.layout import LONGEST, layout

BODY = "نظمت وزارة المالية أمس ورشة عمل بحضور عدد من المسؤولين والخبراء من القطاعين العام والخاص في مقر الوزارة، وناقش المشاركون فيها محاور عدة."


def kinds(text):
    return [(b.kind, text[b.start : b.end]) for b in layout(text).blocks]


def test_a_short_first_line_is_a_headline():
    assert kinds(f"وزارة المالية تنظم ورشة\n\n{BODY}") == [("headline", "وزارة المالية تنظم ورشة"), ("body", BODY)]


@pytest.mark.parametrize("text", [BODY, f"{BODY}\n{BODY}"])
def test_a_paragraph_is_no_headline(text):
    assert {kind for kind, _ in kinds(text)} == {"body"}


@pytest.mark.parametrize(
    "dateline",
    [
        "القاهرة – 5 مايو 2024 – ",
        "عمّان، 7 شباط 2024 - ",
        "تونس في 26 أفريل 2024 - ",
        "المنامة في ٥ نوفمبر ٢٠٢٤ / بنا / ",
        "بورتسودان 20-1-2025م (سونا) - ",
        "وطنية - زحلة - ",
        "إربد - ",
        "دبي، 4 فبراير 2025: ",
    ],
)
def test_datelines(dateline):
    text = dateline + BODY
    found = layout(text).dateline
    assert found is not None
    assert text[slice(*found)] == dateline


@pytest.mark.parametrize("line", ["جدة 25 شوال 1445 هـ الموافق 4 مايو 2024 م واس", "عــدن ــ سبأنت:", "نواكشوط, 13/05/2024", "بغداد/ المكتب الاعلامي", "حلب.."])
def test_a_dateline_on_a_line_of_its_own(line):
    text = f"عنوان قصير للخبر\n\n{line}\n{BODY}"
    found = layout(text).dateline
    assert found is not None and text[slice(*found)] == line


@pytest.mark.parametrize("text", [BODY, f"قال مدير المعهد: {BODY}", f"وأكد الوزير أن الخطة - التي أقرت - نافذة. {BODY}"])
def test_no_dateline(text):
    assert layout(text).dateline is None


@pytest.mark.parametrize("mark", ["- ", "• ", "1- ", "2. ", "(3) ", "٤) ", "أ- ", "* ", "أولاً: "])
def test_items(mark):
    assert kinds(f"{BODY}\n{mark}التخطيط المالي\n{BODY}")[1] == ("item", "التخطيط المالي")


@pytest.mark.parametrize("line", ["12.5 مليون دينار قيمة المشروع الجديد", "2024 عام التحول"])
def test_a_figure_opens_no_item(line):
    assert kinds(f"{BODY}\n{line}\n{BODY}")[1][0] == "body"


def test_sentences_respect_titles_and_decimals():
    text = "قال د. سامي إن النسبة 2.5 بالمئة. وأضاف أ.د. ليلى كلمة؟ ثم انتهى"
    assert [text[a:b] for a, b in layout(text).sentences] == ["قال د. سامي إن النسبة 2.5 بالمئة.", "وأضاف أ.د. ليلى كلمة؟", "ثم انتهى"]


@given(st.text(alphabet="ابت .،:-\n؟«»1٢•\u200f", max_size=120))
def test_blocks_and_sentences_are_ordered_and_inside(text):
    found = layout(text)
    for spans in ([(b.start, b.end) for b in found.blocks], list(found.sentences)):
        at = 0
        for a, b in spans:
            assert at <= a < b <= len(text)
            at = b


def test_a_text_without_full_stops_is_cut_behind_commas():
    text = "نظمت الوزارة ورشة عمل، " * 400
    sentences = layout(text).sentences
    assert max(b - a for a, b in sentences) <= LONGEST
    assert all(text[a:b].endswith("،") for a, b in sentences)
    assert "".join(text[a:b] for a, b in sentences).replace(" ", "") == text.replace(" ", "")


def test_a_long_sentence_stays_whole():
    text = "نظمت الوزارة ورشة عمل، " * 40 + "وانتهت."
    assert len(layout(text).sentences) == 1
