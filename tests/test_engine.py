"""Documents through a pipeline, in one process and in many: in order, none lost, whatever happens to one of them."""

import os
import sys
import warnings
from dataclasses import replace
from datetime import date, datetime

import pytest

import arextract
from arextract import by_text, engine
from arextract.records import Document, Failure, Release


def plainly(pipeline, documents):
    """A stand-in for the work of a process: no pipeline, and two words that go wrong. Module level, so that a new process finds it."""
    assert pipeline == "press_release"
    for document in documents:
        if isinstance(document, Document) and document.text == "قاتل":
            os._exit(9)
    return [d if isinstance(d, Failure) else Release(d.doc_id, d.text, meta=d.meta) for d in documents]


def some(count, **texts):
    return [Document(f"d{i}", texts.get(f"d{i}", f"نص {i}")) for i in range(count)]


def names(results):
    return [r.path if isinstance(r, Failure) else r.doc_id for r in results]


@pytest.fixture
def stand_in(monkeypatch):
    monkeypatch.setattr(engine, "_batch", plainly)


@pytest.mark.parametrize("n_process", [1, 2])
def test_results_come_in_order_and_failures_in_their_place(stand_in, n_process):
    documents = [*some(100), Failure("x", "ingest", "EmptyFile", "empty"), *some(3)]
    assert names(engine.process(iter(documents), n_process=n_process)) == names(documents)


def test_a_process_that_dies_takes_one_document_with_it(stand_in):
    results = list(engine.process(some(70, d40="قاتل"), n_process=2))
    assert names(results) == [f"d{i}" for i in range(70)]
    (failed,) = [r for r in results if isinstance(r, Failure)]
    assert (failed.path, failed.stage, failed.error) == ("d40", "extract", "BrokenProcessPool")
    assert "memory" in failed.message


def test_batches_are_bounded_in_documents_and_characters():
    documents = [*some(100), Document("long", "ا" * 300_000), *some(5)]
    batches = list(engine._batches(documents))
    assert [d for batch in batches for d in batch] == documents
    assert max(map(len, batches)) <= by_text.TOGETHER
    assert all(sum(len(d.text) for d in batch[:-1]) < by_text.CHARACTERS for batch in batches)


def test_memory_stays_small_while_a_reader_runs_ahead(stand_in):
    read = 0

    def reader():
        nonlocal read
        for document in some(2000):
            read += 1
            yield document

    results = engine.process(reader(), n_process=2)
    next(results)
    assert read <= engine.AHEAD * 2 * by_text.TOGETHER
    results.close()


def test_few_documents_take_one_process(stand_in, monkeypatch):
    monkeypatch.setattr(engine, "_many", lambda *_: pytest.fail("a second process for three documents"))
    assert names(engine.process(some(3), n_process=None)) == ["d0", "d1", "d2"]


def test_at_least_one_process():
    with pytest.raises(ValueError, match="at least one"):
        list(engine.process(some(1), n_process=0))


def test_a_date_for_all_is_for_those_without(stand_in):
    documents = [Document("a", "نص"), Document("b", "نص", meta={"released": "2020-01-01"})]
    assert [r.meta["released"] for r in engine.process(documents, released="2024-05-12")] == ["2024-05-12", "2020-01-01"]


def test_a_day_of_release_that_is_none_is_told_and_one_in_words_is_read():
    given = [Document("a", "نظمت الجامعة ندوة أمس.", meta={"released": day}) for day in ("2024-05-12", "١٢ مايو ٢٠٢٤", "32/13/2024")]
    iso, words, none = engine.extract_many(given, pipeline="press_release_fast")
    assert iso == words and iso.released == "2024-05-12" and iso.events[0].first == "2024-05-11"
    assert isinstance(none, Failure) and (none.path, none.stage) == ("a", "ingest")
    assert "32/13/2024" in none.message and "2024-05-12" in none.message


def test_what_raises_becomes_a_failure_and_the_rest_goes_on(monkeypatch):
    def broken(text):
        if "عطل" in text:
            raise KeyError("عطل")
        return []

    def unmade(reading):
        if "تجميع" in reading.text:
            raise ValueError("no events")
        return []

    nlp = arextract.load("press_release_fast")
    monkeypatch.setattr(nlp.get_pipe("arextract_places"), "room", broken)
    monkeypatch.setattr(engine, "_loaded", lambda pipeline: nlp)
    monkeypatch.setattr("arextract.assemble.happenings", unmade)
    results = list(engine.process([Document("a", "عطل"), Document("b", "سليم"), Document("c", "تجميع")]))
    assert names(results) == ["a", "b", "c"]
    first, fine, last = results
    assert (first.stage, first.error) == ("extract", "KeyError")
    assert "عطل" in first.message
    assert "test_engine.py" in first.message  # where to look
    assert isinstance(fine, Release)
    assert (last.stage, last.error) == ("assemble", "ValueError")
    with pytest.raises(RuntimeError, match="no events"):
        engine.extract("تجميع")


def test_a_pipeline_that_is_not_there():
    with pytest.raises(engine.Misuse, match="press_release"):
        engine.extract("نص", pipeline="press_relaese")
    with pytest.raises(engine.Misuse, match="press_release"):
        engine.fingerprint("press_relaese")


def test_a_pipeline_that_cannot_work(tmp_path):
    config = tmp_path / "mine.cfg"
    config.write_text('[nlp]\nlang = "ar"\npipeline = ["a"]\n\n[components]\n\n[components.a]\nfactory = "arextract_dates"\nmax_gpa = 3\n', encoding="utf-8")
    with pytest.raises(engine.Misuse, match="max_gpa"):
        list(engine.process([Document("a", "نص")], str(config)))


def test_the_fingerprint_follows_the_configuration(tmp_path):
    one, other = tmp_path / "one.cfg", tmp_path / "other.cfg"
    one.write_text("[nlp]\n", encoding="utf-8")
    other.write_text("[nlp]\n\n", encoding="utf-8")
    assert engine.fingerprint(str(one)) == engine.fingerprint(str(one))
    assert engine.fingerprint(str(one)) != engine.fingerprint(str(other))
    assert engine.fingerprint("press_release") == engine.fingerprint("press_release")


def test_processes_keep_to_one_thread_unless_the_user_says_otherwise(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    with engine._pool(1) as pool:
        assert pool.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
        assert pool.submit(os.getenv, "OMP_NUM_THREADS").result() == "3"
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_torch_is_hidden_only_where_it_is_not_wanted(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert engine.torch_hidden()
    monkeypatch.delitem(sys.modules, "torch")
    assert not engine.torch_hidden()
    assert not engine.wants_torch("press_release")
    config = tmp_path / "c.cfg"
    config.write_text('# no torch here\n[components.a]\nfactory = "arextract_dates"\n', encoding="utf-8")
    assert not engine.wants_torch(str(config))
    config.write_text('[components.a]\nfactory = "arextract_camel"\n', encoding="utf-8")
    assert engine.wants_torch(str(config))


@pytest.fixture(scope="module")
def fixtures():
    from pathlib import Path

    from arextract import ingest

    return list(engine.process(ingest.documents([Path(__file__).parents[1] / "fixtures" / "releases"])))


def test_every_fixture_is_read_and_every_span_quotes_it(fixtures):
    assert [r for r in fixtures if isinstance(r, Failure)] == []
    for release in fixtures:
        for record in (*release.entities, *release.dates, *release.statistics, *release.directors):
            assert release.text[record.start : record.end] == record.text, (release.doc_id, record)
        for event in release.events:
            for spans in event.evidence.values():
                assert all(0 <= start < end <= len(release.text) for start, end in spans)


def test_every_fixture_goes_to_json_and_back(fixtures):
    import json

    for release in fixtures:
        assert Release.from_dict(json.loads(json.dumps(release.to_dict(), ensure_ascii=False))) == release


def test_a_frame_of_texts_becomes_a_frame_of_events(release_text):
    import pandas as pd

    frame = pd.DataFrame({"text": [release_text, None, "بيان"], "released": [pd.Timestamp("2024-05-07"), None, "2024-05-07"]}, index=["a", "b", "c"])
    with pytest.warns(UserWarning, match="1 of 3 rows .* fill or drop the row"):
        events = engine.extract_frame(frame)
    assert events[["doc_id", "type", "released"]].values.tolist() == [["a", "workshop", "2024-05-07"]]
    assert [(f["path"], f["error"]) for f in events.attrs["failures"]] == [("b", "TypeError")]
    named = engine.extract_frame(frame.iloc[:1].assign(body=release_text, doc_id="x/1"), text="body")
    assert named["event_id"].str.startswith("x/1").all()
    assert len(engine.extract_frame(frame.iloc[:0])) == 0
    with pytest.raises(KeyError, match="nowhere"):
        engine.extract_frame(frame, text="nowhere")


def test_no_row_of_a_frame_is_lost_silently(release_text):
    import pandas as pd

    texts = [release_text, float("nan"), pd.NA, release_text, release_text, 7]
    days = [pd.NaT, "2024-05-07", "2024-05-07", "7/5/2024", "٧ مايو ٢٠٢٤", None]
    frame = pd.DataFrame({"text": pd.Series(texts, dtype=object), "released": pd.Series(days, dtype=object)})
    with pytest.warns(UserWarning, match="4 of 6 rows"):
        events = engine.extract_frame(frame)
    assert events["doc_id"].tolist() == ["0", "4"]
    assert events["released"].tolist()[1] == "2024-05-07"
    assert [(f["path"], f["error"]) for f in events.attrs["failures"]] == [("1", "TypeError"), ("2", "TypeError"), ("3", "ValueError"), ("5", "TypeError")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert engine.extract_frame(frame.iloc[:1]).attrs["failures"] == []


@pytest.mark.parametrize("n_process", [1, 2])
def test_what_is_no_text_is_a_failure_in_its_place(stand_in, n_process):
    results = list(engine.extract_many(["نص", None, b"x", Document("d", None), {"text": "نص"}, "ثان"], n_process=n_process))
    assert [isinstance(r, Failure) for r in results] == [False, True, True, True, True, False]
    for i, kind in ((1, "NoneType"), (2, "bytes"), (3, "NoneType"), (4, "dict")):
        failed = results[i]
        assert (failed.path, failed.stage, failed.error) == (f"texts[{i}]", "extract", "TypeError")
        assert kind in failed.message
        assert "give a str or a Document" in failed.message


@pytest.mark.parametrize("value", [None, 5, b"x", ["x"]])
def test_what_is_no_text_is_a_type_error_that_names_the_function(value):
    for function in (engine.extract, engine.find_dates, engine.find_numbers):
        with pytest.raises(TypeError, match=f"{function.__name__}: a text is a str, not {type(value).__name__}"):
            function(value)
    with pytest.raises(TypeError, match="extract_many: .* give a list"):
        engine.extract_many("نص")


@pytest.mark.parametrize("stated", ["2024-05-12", "١٢ مايو ٢٠٢٤", "12 مايو 2024", "May 12, 2024", date(2024, 5, 12), datetime(2024, 5, 12, 23), "20240512"])
def test_released_as_people_state_it(stated):
    import pandas as pd

    for day in (stated, pd.Timestamp("2024-05-12 23:00", tz="Asia/Riyadh")):
        assert engine.find_dates("عقدت الورشة أمس.", reference=day)[0].first == "2024-05-11"
        assert next(engine.extract_many(["بيان"], released=day)).released == "2024-05-12"


@pytest.mark.parametrize("stated", ["12/5/2024", "أمس", "مايو 2024", "2024-02-30", "", 5])
def test_released_that_is_no_day(stated):
    for call in (engine.extract, engine.extract_many):
        with pytest.raises(ValueError, match="^released .* is not a day: write 2024-05-12"):
            call(["نص"] if call is engine.extract_many else "نص", released=stated)
    with pytest.raises(ValueError, match="^reference .* is not a day"):
        engine.find_dates("أمس", reference=stated)


def test_a_garbled_text_is_a_failure_in_memory_too(release_text):
    garbled = release_text.encode().decode("latin-1")
    (failed,) = engine.extract_many([garbled])
    assert (failed.stage, failed.error) == ("ingest", "BrokenEncoding")
    with pytest.raises(RuntimeError, match="BrokenEncoding"):
        engine.extract(garbled)


def test_extract_many_keeps_order_and_takes_documents(release_text):
    results = list(engine.extract_many(["بيان", Document("d", release_text), Failure("f", "ingest", "EmptyFile", "empty")], released="2024-05-07"))
    assert [getattr(r, "doc_id", "-") for r in results][1:] == ["d", "-"]
    assert results[1].released == "2024-05-07"
    assert results[1] == replace(engine.extract(release_text, released="2024-05-07", doc_id="d"), sha256="")
