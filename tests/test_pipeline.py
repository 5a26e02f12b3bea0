"""`arextract.load()` behaves as any spaCy pipeline does."""

import pathlib

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import arextract
from arextract import assemble, pipeline
from arextract.mentions import Sheet, get, notes
from arextract.records import Document, Release

TEXT = "نظمت وزارة المالية والبنك المركزي يومي 5 و6 مايو 2024 في مدينة عمّان ورشة عمل بمشاركة 40 متدربا، وقال المهندس سامي عودة إن الورشة مهمة."
FIXTURES = sorted((pathlib.Path(__file__).parents[1] / "fixtures" / "releases").glob("*.txt"))
GROUPS = ("places", "dates", "numbers", "organisations", "people", "entities", "statistics")


@pytest.fixture(scope="module")
def nlp():
    return arextract.load()


def test_ents_and_spans(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("وزارة المالية", "MINISTRY"),
        ("البنك المركزي", "ORGANIZATION"),
        ("5 و6 مايو 2024", "DATE"),
        ("عمّان", "CITY"),
        ("سامي عودة", "PERSON"),
    ]
    assert set(GROUPS) <= set(doc.spans)
    assert [s.text for s in doc.spans["statistics"]] == ["40 متدربا"]


def test_displacy_draws_it(nlp):
    from spacy import displacy

    html = displacy.render(nlp(TEXT), style="ent", jupyter=False)
    assert "وزارة المالية" in html and "MINISTRY" in html


def test_it_survives_bytes(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for group in GROUPS:
        assert get(again, group) == get(doc, group)
        assert [(s.start_char, s.end_char, s.label_) for s in again.spans[group]] == [(s.start_char, s.end_char, s.label_) for s in doc.spans[group]]
    assert assemble.assemble(again, Document("a", TEXT)) == assemble.assemble(doc, Document("a", TEXT))


def test_two_processes_find_what_one_finds(nlp):
    texts = [f.read_text(encoding="utf-8") for f in FIXTURES[:3] if f.name != "jo-irrigation-agreement.txt"] * 2
    texts = [t for t in texts if t]
    one = [get(doc, "entities") for doc in nlp.pipe(texts, batch_size=2)]
    two = [get(doc, "entities") for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert one == two and any(one)


def test_a_misspelt_setting_stops_at_once(tmp_path):
    good = pipeline.find("press_release").read_text(encoding="utf-8")
    bad = tmp_path / "bad.cfg"
    bad.write_text(good.replace("model = ", "modle = "), encoding="utf-8")
    with pytest.raises(Exception, match="modle"):
        pipeline.load(str(bad))


def test_an_order_that_cannot_work_is_refused(tmp_path):
    good = pipeline.find("press_release").read_text(encoding="utf-8")
    bad = tmp_path / "bad.cfg"
    bad.write_text(
        good.replace('"arextract_places", "arextract_dates", "arextract_numbers"', '"arextract_numbers", "arextract_places", "arextract_dates"'),
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="arextract_numbers needs dates"):
        pipeline.load(str(bad))


def test_an_unknown_pipeline_names_those_there_are():
    with pytest.raises(FileNotFoundError, match="press_release"):
        pipeline.find("no_such")


def test_a_lone_surrogate_is_no_end(nlp):
    doc = pipeline.make_doc(nlp, Document("a", "وزارة المالية \ud800 هنا"))
    assert "\ud800" not in doc.text and len(doc.text) == len("وزارة المالية \ud800 هنا")


def test_a_run_needs_no_doc_and_finds_what_a_doc_carries(nlp):
    document = Document("a", "نظمت وزارة المالية بـصفاقس ورشة عمل حضرها 120 مدرباً يوم 5 مايو 2024، وقال الدكتور أحمد صبري إنها ناجحة \ud800.")
    (sheet,), doc = pipeline.read(nlp, [document]), nlp(pipeline.make_doc(nlp, document))
    assert isinstance(sheet, Sheet) and isinstance(doc, spacy.tokens.Doc)
    assert notes(sheet) == notes(doc) and get(sheet, "entities") and get(sheet, "statistics")
    assert assemble.assemble(sheet, document) == assemble.assemble(doc, document)


def test_a_component_that_is_not_ours_is_given_a_doc():
    @spacy.Language.component("reads_tokens")
    def reads_tokens(doc):
        doc.user_data["seen"] = [token.text for token in doc]
        return doc

    theirs = pipeline.load("press_release_fast")
    theirs.add_pipe("reads_tokens", last=True)
    (doc,) = pipeline.read(theirs, [Document("a", "نظمت وزارة المالية ورشة في تونس.")])
    assert doc.user_data["seen"][:3] == ["نظمت", "وزارة", "المالية"]
    assert [s.text for s in doc.spans["organisations"]] == ["وزارة المالية"]


def quotes(release: Release):
    """Every span of a release: (start, end, text or None)."""
    for found in (release.entities, release.dates, release.statistics, release.directors):
        for m in found:
            yield m.start, m.end, m.text
    for s in release.statistics:
        for a, b in s.also:
            yield a, b, None
    for e in release.events:
        for spans in e.evidence.values():
            for a, b in spans:
                yield a, b, None


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_every_span_of_a_fixture_quotes_its_text(nlp, path):
    from arextract import ingest

    document = ingest.read(ingest.sources([path])[0])
    release = assemble.assemble(nlp(pipeline.make_doc(nlp, document)), document)
    spans = list(quotes(release))
    assert spans
    for a, b, text in spans:
        assert 0 <= a < b <= len(release.text)
        assert text is None or release.text[a:b] == text
    assert Release.from_dict(release.to_dict()) == release


WORDS = st.sampled_from(
    "نظمت وزارة المالية معهد الإدارة ورشة عمل بعنوان « » “ ” ( ) دورة تدريبية في مدينة القاهرة مصر للبنك وللأمم المتحدة الدكتور أحمد بن علي قال مدير عام المعهد يوم الأحد 5 مايو 2024 "
    "من إلى ١٢٬٥٠٠ 59,19 مليون مواطن خمسة أيام % بالمئة - • 1- : . ، \n \u200f ـ هـ 1445 رجب أمس المقبل ثلاث دول هي الأردن والعراق منهم وقعت مذكرة تفاهم مع جامعة حلوان ًٌ بـ".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=60))
def test_every_span_of_any_text_quotes_it(words):
    text = " ".join(words)
    release = arextract.extract(text, released="2024-05-15")
    for a, b, quoted in quotes(release):
        assert 0 <= a < b <= len(text)
        assert quoted is None or text[a:b] == quoted
