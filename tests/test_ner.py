"""The models: how words become pieces, tags names, and what runs a model says where it cannot."""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arextract import lexicon, pipeline
from arextract.extract import ner
from arextract.extract.ner import camel
from arextract.extract.ner.pieces import Pieces
from arextract.fold import letters

TRAINING = pathlib.Path(__file__).parents[1] / "training"
ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءؤئ", min_size=1, max_size=12)
TEXTS = st.lists(st.sampled_from(["قال", "وزير", "المالية", "سامي", "الحمدان", "في", "بغداد", "،", ".", "\n", "2024", "وشركة", "زين"]), max_size=40).map(
    " ".join
)


@pytest.fixture(scope="module")
def model():
    return ner.tagger()


# -- pieces ------------------------------------------------------------------------------------------------------------------------------------


def test_the_likeliest_pieces_are_taken():
    cut = Pieces(["<s>", "<pad>", "</s>", "<unk>", "▁", "▁مد", "ير", "▁م", "دير", "ا"], [0, 0, 0, 0, -5, -3, -3, -2, -2.5, -4])
    assert cut("مدير") == [7, 8]
    assert cut("ديرا") == [4, 8, 9]
    assert cut("مدير؟!") == [7, 8, 3]  # a run of what no piece holds is one unknown


@pytest.fixture(scope="module")
def theirs(model):
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *[""] * (len(model.cut.scores) - 4)]
    for piece, i in model.cut.ids.items():
        vocabulary[i] = piece
    found = Tokenizer(models.Unigram(list(zip(vocabulary, model.cut.scores, strict=True)), unk_id=3))
    found.pre_tokenizer = pre_tokenizers.Metaspace()
    return found


@settings(max_examples=200, deadline=None)
@given(ARABIC)
def test_pieces_are_those_of_the_tokenizers_package(model, theirs, word):
    assert model.cut(word) == theirs.encode([word], is_pretokenized=True).ids


# -- what a model reads ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "clean"), [("مديـرُ", "مدير"), ("الأُولى", "الأولى"), ("١٢٬٥٠٠", "12٬500"), ("ﻣﺪﻳﺮ", "مدير"), ("جامعة", "جامعة"), ("ICESCO", "ICESCO"), ("؟", "?")]
)
def test_letters_stay_as_written(raw, clean):
    assert letters(raw) == clean


# -- tags to names ---------------------------------------------------------------------------------------------------------------------------------


def _log(rows, tags):
    """Log probabilities that put 0.9 on the tag given for each row."""
    p = np.full((len(rows), len(tags)), 0.1 / (len(tags) - 1), dtype=np.float32)
    for i, tag in enumerate(rows):
        p[i, tags.index(tag)] = 0.9
    return np.log(p)


TAGS = ["O", "B-PERSON", "I-PERSON", "B-CITY", "I-CITY"]


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        (["O", "B-PERSON", "I-PERSON", "O"], ["B-PERSON I-PERSON"]),
        (["I-PERSON", "I-PERSON"], ["B-PERSON I-PERSON"]),  # no name begins inside
        (["B-CITY", "B-CITY"], ["B-CITY", "B-CITY"]),
        (["O", "O"], []),
    ],
)
def test_only_allowed_sequences(rows, runs):
    found = [TAGS[t] for _, tags in ner.decode(_log(rows, TAGS), TAGS) for t in tags]
    assert " ".join(t for t in found if t != "O") == " ".join(runs)


class Fixed:
    """A tagger that knows two words."""

    tags = TAGS

    def __call__(self, tokens):
        return _log([{"سامي": "B-PERSON", "عودة": "I-PERSON", "إربد": "B-CITY"}.get(t, "O") for t in tokens], TAGS)


def test_no_name_ends_with_the_proclitic_of_the_next_word():
    class Greedy:
        tags = TAGS

        def __call__(self, tokens):
            return _log([{"سامي": "B-PERSON", "لل": "I-PERSON"}.get(t, "O") for t in tokens], TAGS)

    text = "أهدى سامي للبنك لوحة"
    assert [text[m["start"] : m["end"]] for m in ner.find_names(text, Greedy())] == ["سامي"]


def test_no_name_goes_over_the_end_of_a_line():
    class Everything:
        tags = TAGS

        def __call__(self, tokens):
            return _log(["I-PERSON" if i else "B-PERSON" for i, _ in enumerate(tokens)], TAGS)

    text = "سامي عودة\n\nسمير حداد"
    assert [text[m["start"] : m["end"]] for m in ner.find_names(text, Everything())] == ["سامي عودة", "سمير حداد"]


def test_names_and_how_a_stretch_is_taken():
    text = "زار سامي عودة\nمدينة إربد"
    tagger = Fixed()
    assert [(text[m["start"] : m["end"]], m["label"], m["confidence"]) for m in ner.find_names(text, tagger)] == [
        ("سامي عودة", "PERSON", 0.9),
        ("إربد", "CITY", 0.9),
    ]
    heard = ner.Heard(text, tagger)
    assert heard.score(4, 13, ("PERSON",)) == pytest.approx((0.9, 0.925, 1.0))
    assert heard.score(4, 8, ("PERSON",))[2] == pytest.approx(0.1)  # the name does not end behind «سامي»
    assert heard.score(20, 24, ("CITY", "PERSON")) == pytest.approx((0.925, 0.975, 1.0))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_names_are_in_order_within_the_text_and_never_empty(model, text):
    found = ner.find_names(text, model)
    assert all(0 <= a["start"] < a["end"] <= len(text) and text[a["start"] : a["end"]].strip() == text[a["start"] : a["end"]] for a in found)
    assert all(a["end"] <= b["start"] for a, b in zip(found, found[1:], strict=False))
    assert all(0 <= a["confidence"] <= 1 for a in found)


@settings(max_examples=20, deadline=None)
@given(TEXTS, TEXTS)
def test_a_text_has_one_answer_whatever_was_read_before(text, other):
    arrays = dict(np.load(str(lexicon.model_file("press_release")), allow_pickle=False))
    from arextract.extract.ner.student import Student

    first, second = Student(arrays), Student(arrays)
    if other.split():
        second(other.split())
    if text.split():
        assert first(text.split()).tobytes() == second(text.split()).tobytes()


def test_a_long_text_is_read_in_blocks_and_nothing_changes(monkeypatch):
    from arextract.extract.ner import student

    arrays = dict(np.load(str(lexicon.model_file("press_release")), allow_pickle=False))
    tokens = ("قال وزير المالية سامي الحمدان في بغداد إن شركة زين وقعت . \n" * 30).split(" ")
    whole = student.Student(arrays)(tokens)
    monkeypatch.setattr(student, "BLOCK", 37)
    parts = student.Student(arrays)(tokens)
    assert parts.shape == whole.shape and np.abs(parts - whole).max() < 1e-3


def test_people_that_no_list_holds(model):
    text = "وقالت نائبة مدير المشروع زينفيرا تكروري إن العمل بدأ، فيما رحب يوهانس كلاينشميت بالخطوة."
    assert {text[m["start"] : m["end"]] for m in ner.find_names(text, model) if m["label"] == "PERSON"} == {"زينفيرا تكروري", "يوهانس كلاينشميت"}


def test_the_students_arrays_are_the_network_that_was_trained(tmp_path, monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(TRAINING))
    import student

    from arextract.extract.ner.student import Student

    torch.manual_seed(1)
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *((c, -3.0) for c in "ابتدرسمنوي")]
    network = student.Student(torch.randn(len(vocabulary), 8), 16, [1, 2]).eval()
    student.export(network, vocabulary, [1, 2], tmp_path / "small.npz")
    small = Student(dict(np.load(tmp_path / "small.npz")))
    tokens = ["سامر", "دار", "\n", "بدر", "ات", "دار"]
    types, index, mask, _ = student.collate([(tokens, np.zeros((len(tokens), 17), dtype=np.float32))], student.Words(small.cut), None)
    with torch.inference_mode():
        theirs = torch.log_softmax(network(types, index, mask), -1)[0].numpy()
    assert np.abs(theirs - small(tokens)).max() < 0.2  # int8 tables and float16 weights against float32
    assert (theirs.argmax(1) == small(tokens).argmax(1)).all()


# -- what is missing is said ---------------------------------------------------------------------------------------------------------------------


def test_no_such_model():
    with pytest.raises(FileNotFoundError, match="no model 'nowhere'"):
        ner.tagger("nowhere")


def test_camel_without_its_data_names_the_command(monkeypatch, tmp_path):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    camel.recognizer.cache_clear()
    with pytest.raises(FileNotFoundError, match="camel_data -i ner-arabert"):
        pipeline.load("press_release_camel")


# -- camel-tools' recognizer, on a BERT of one word a dimension ------------------------------------------------------------------------------------

CAMEL = """
import json, sys
import arextract
text = sys.argv[1]
nlp = arextract.load("press_release_camel")
doc = nlp(text)
print(json.dumps([[s.text, s.label_] for s in doc.spans["camel"]], ensure_ascii=False))
print(json.dumps([[s.text, s.label_] for s in doc.ents], ensure_ascii=False))
"""


def _tiny_bert(folder):
    """A BERT without layers that gives each word of its vocabulary one label: what `camel_data` would bring, in small."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    words = {
        "[PAD]": "O",
        "[UNK]": "O",
        "[CLS]": "O",
        "[SEP]": "O",
        "[MASK]": "O",
        "زار": "O",
        "ووفد": "O",
        "زلماي": "B-PERS",
        "كرزوي": "I-PERS",
        "غرفة": "B-ORG",
        "شطيبة": "I-ORG",
        "وبالقاهرة": "B-LOC",
        ".": "O",
    }
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=len(words),
        num_hidden_layers=0,
        num_attention_heads=1,
        intermediate_size=4,
        max_position_embeddings=256,
        id2label=dict(enumerate(labels)),
        label2id={n: i for i, n in enumerate(labels)},
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for p in model.parameters():
            p.zero_()
        model.bert.embeddings.word_embeddings.weight.copy_(torch.eye(len(words)))
        model.bert.embeddings.LayerNorm.weight.fill_(1.0)
        for i, label in enumerate(words.values()):
            model.classifier.weight[labels.index(label), i] = 1.0
    folder.mkdir(parents=True)
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": False, "tokenizer_class": "BertTokenizer"}), encoding="utf-8")


def test_camel_tools_recognizer_is_one_more_voice(tmp_path):
    _tiny_bert(tmp_path / "data" / "ner" / "arabert")
    catalogue = {
        "version": "1",
        "packages": {},
        "components": {"NamedEntityRecognition": {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}},
    }
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    text = "زار زلماي كرزوي ووفد غرفة شطيبة وبالقاهرة."
    ran = subprocess.run([sys.executable, "-c", CAMEL, text], capture_output=True, text=True, env=os.environ | {"CAMELTOOLS_DATA": str(tmp_path)}, check=False)
    assert ran.returncode == 0, ran.stderr
    said, entities = map(json.loads, ran.stdout.splitlines())
    assert said == [["زلماي كرزوي", "PERSON"], ["غرفة شطيبة", "ORGANIZATION"], ["القاهرة", "CITY"]]
    assert {tuple(e) for e in entities} >= {("زلماي كرزوي", "PERSON"), ("القاهرة", "CITY")}


def test_a_line_that_the_recognizer_miscounts_is_passed_over():
    class Short:
        def predict(self, sentences):
            return [["B-PERS"] * (len(s) - 1) for s in sentences]

    assert camel.find_names("قال سامي", Short()) == []
