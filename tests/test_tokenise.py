"""The tokenizer: proclitics off, digits and letters apart, the text unharmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arextract.tokenise import Tokenizer, proclitics, words


def cut(text):
    return [text[w.start : w.end] for w in words(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("وبوزارة المالية", ["و", "ب", "وزارة", "المالية"]),
        ("للبنك وللتنمية", ["لل", "بنك", "و", "لل", "تنمية"]),
        ("لليبيا وللبنان ولليمن", ["ل", "ليبيا", "و", "ل", "لبنان", "و", "لل", "يمن"]),
        ("بـ107.5 و12,500", ["بـ", "107.5", "و", "12,500"]),
        ("سبتمبر2016 و١٢٬٥٠٠", ["سبتمبر", "2016", "و", "١٢٬٥٠٠"]),
        ("وفايز وأبوالفضل", ["و", "فايز", "و", "أبوالفضل"]),
        ("بتركيا وبالقاهرة", ["ب", "تركيا", "و", "ب", "القاهرة"]),
        ("وسينظم وستعقد", ["و", "سينظم", "و", "ستعقد"]),
        ("«المعهد»،", ["«", "المعهد", "»", "،"]),
        ("\ufef7\ufeb3\ufeae شهيد", ["\ufef7\ufeb3\ufeae", "شهيد"]),  # «لأسر» in presentation forms, its لأ one character
    ],
)
def test_cut(text, tokens):
    assert cut(text) == tokens


@pytest.mark.parametrize("word", "بغداد ورشة وزارة وكالة واحد بيان كان كلية لجنة بنك فيصل فهد وليد باريس كمال بلدية وفد ولاية لبنان ليبيا بن".split())
def test_left_whole(word):
    assert cut(word) == [word]


def test_the_article_comes_back_behind_lam_lam():
    assert proclitics("للبنك") == ("لل", "البنك")
    assert [w.norm for w in words("للأمم المتحدة")] == ["لل", "الامم", "المتحده"]


@given(st.text(alphabet="ابتثوفلكمنةىأإ ًـ0١.,«»\n\t\u200fabZ🙂", max_size=60))
def test_words_cover_everything_but_white_space(text):
    at = 0
    for w in words(text):
        assert w.start >= at and not text[at : w.start].strip()
        assert w.end > w.start
        at = w.end
    assert not text[at:].strip()


@pytest.fixture(scope="module")
def tokenizer():
    import spacy

    return Tokenizer(spacy.blank("ar").vocab)


@given(text=st.text(alphabet="ابتثوفلكمنةىأإ ًـ0١.,«»\n\t\u200fabZ🙂", max_size=60))
def test_the_doc_is_the_text_as_read(tokenizer, text):
    assert tokenizer(text).text == text


def test_norm_is_the_folded_word(tokenizer):
    doc = tokenizer("وللأُمم المتّحدة ٣٥")
    assert [t.norm_ for t in doc] == ["و", "لل", "الامم", "المتحده", "35"]
