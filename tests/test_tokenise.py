"""The tokenizer: proclitics off, digits and letters apart, the text unharmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arextract.by_word import by_word
from arextract.tokenise import Tokenizer, proclitics, where, words


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


def test_a_list_meets_the_words_of_a_text_in_their_order():
    text = "نظمت الوزارة ورشة، وبالوزارة ورشة للوزارة"
    there = words(text)
    found = where(text, frozenset(("الوزاره", "ورشه", "غائبه")))
    assert [there[i].norm for i in found] == ["الوزاره", "ورشه", "الوزاره", "ورشه", "الوزاره"]
    assert found == sorted(found) and where(text, frozenset()) == []


def test_what_is_remembered_by_word_is_bounded_and_changes_no_answer(monkeypatch):
    monkeypatch.setattr("arextract.by_word.MOST", 2)
    asked = []
    length = by_word(lambda word: asked.append(word) or len(word))
    assert [length(w) for w in ("ا", "اب", "ا", "ابج", "ا", "اب")] == [1, 2, 1, 3, 1, 2]
    assert asked == ["ا", "اب", "ابج", "ا", "اب"]  # two are kept; the third begins anew


def test_the_article_comes_back_behind_lam_lam():
    assert proclitics("للبنك") == ("لل", "البنك")
    assert proclitics("للجنه") == ("ل", "لجنه")  # the commoner word of the two: «اللجنة», and not «الجنة»
    assert proclitics("للحضور") == ("لل", "الحضور")
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
