"""A run that is killed at any moment goes on, and ends in the bytes of one that never was."""

import json

import pytest

from arextract.records import Document, Event, Failure, Release
from arextract.store import RECORDS, Ledger, key

RUN = {"fingerprint": "abc"}
DOCUMENTS = [Document(f"{i}.txt", f"نص {i}\u2028", f"{i}") for i in range(6)] + [Failure("x.txt", "ingest", "EmptyFile", "x.txt: the file is empty")]


def result(document):
    if isinstance(document, Failure):
        return document
    if document.doc_id == "3.txt":
        return Failure("3.txt", "extract", "KeyError", "boom")
    return Release(document.doc_id, document.text, document.sha256, events=(Event(f"{document.doc_id}#1", document.doc_id, "other", "past"),))


def work(ledger, documents=DOCUMENTS, stop=None):
    done = []
    for i, document in enumerate(ledger.remaining(documents)):
        if i == stop:
            return done
        ledger.put(key(document), result(document))
        done.append(document)
    return done


def written(folder):
    return {name: (folder / name).read_bytes() for name in RECORDS}


@pytest.fixture
def whole(tmp_path):
    with Ledger(tmp_path / "whole", RUN) as ledger:
        work(ledger)
        ledger.commit(("csv",), True, {})
    return written(tmp_path / "whole")


def test_a_run_leaves_its_files_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    with Ledger(out, RUN) as ledger:
        work(ledger)
        files = ledger.commit(("csv",), False, {"documents": 5})
    expected = {*RECORDS, "run.json", "events.csv", "statistics.csv", "entities.csv"}
    assert {f.name for f in files} == expected
    assert {f.name for f in out.iterdir()} == {*expected, "mine.txt"}
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == ["0.txt", "1.txt", "2.txt", "4.txt", "5.txt"]
    assert "text" not in json.loads(lines[0])
    assert [json.loads(line)["path"] for line in (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()] == ["3.txt", "x.txt"]


@pytest.mark.parametrize("stop", range(len(DOCUMENTS)))
@pytest.mark.parametrize("cut", [0, 1, 40])
def test_a_killed_run_goes_on(tmp_path, whole, stop, cut):
    with Ledger(tmp_path, RUN) as ledger:
        before = work(ledger, stop=stop)
    journal = tmp_path / ".ledger" / "done.jsonl"
    data = journal.read_bytes()
    journal.write_bytes(data[: len(data) - cut])  # the kill came in the middle of a write
    with Ledger(tmp_path, RUN, resume=True) as ledger:
        after = work(ledger)
        ledger.commit((), True, {})
    assert written(tmp_path) == whole
    kept = [d for d in before if d not in after]
    if cut == 0:  # what was done is not done again, but for what failed
        assert [d for d in before if isinstance(result(d), Release)] == kept
    assert {key(d) for d in kept} | {key(d) for d in after} == {key(d) for d in DOCUMENTS}


def test_a_run_killed_while_it_writes_its_files_goes_on(tmp_path, whole):
    with Ledger(tmp_path, RUN) as ledger:
        work(ledger)
        with pytest.raises(KeyError):
            ledger.commit(("csv", "no such format"), True, {})
    assert not (tmp_path / "documents.jsonl").exists()  # nothing half
    with Ledger(tmp_path, RUN, resume=True) as ledger:
        assert [d for d in work(ledger) if isinstance(result(d), Release)] == []
        ledger.commit((), True, {})
    assert written(tmp_path) == whole


def test_what_changed_is_done_again_and_what_went_is_gone(tmp_path):
    with Ledger(tmp_path, RUN) as ledger:
        work(ledger)
    now = [Document("1.txt", "نص آخر", "new"), *DOCUMENTS[4:6]]
    with Ledger(tmp_path, RUN, resume=True) as ledger:
        assert work(ledger, now) == now[:1]
        ledger.commit((), True, {})
    lines = (tmp_path / "documents.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [json.loads(line)["text"] for line in lines] == ["نص آخر", "نص 4\u2028", "نص 5\u2028"]


def test_results_of_another_pipeline_are_not_taken_over(tmp_path):
    with Ledger(tmp_path, RUN) as ledger:
        work(ledger, stop=3)
    with pytest.raises(ValueError, match="leave out --resume"):
        Ledger(tmp_path, {"fingerprint": "other"}, resume=True)
    with Ledger(tmp_path, {"fingerprint": "other"}) as ledger:  # without --resume it starts over
        assert len(work(ledger)) == len(DOCUMENTS)


@pytest.mark.parametrize("left", [b"", b'{"finger'])
def test_a_ledger_without_a_whole_first_line_is_a_new_one(tmp_path, left):
    (tmp_path / ".ledger").mkdir()
    (tmp_path / ".ledger" / "done.jsonl").write_bytes(left)
    with Ledger(tmp_path, RUN, resume=True) as ledger:
        assert len(work(ledger)) == len(DOCUMENTS)
        ledger.commit((), True, {})
    assert len((tmp_path / "documents.jsonl").read_text(encoding="utf-8").split("\n")) == 6


def test_a_key_is_every_field():
    one = Document("a.txt", "نص", "1", meta={"released": "2024-05-01"})
    assert key(one) == key(Document("a.txt", "نص", "1", meta={"released": "2024-05-01"}))
    for other in (Document("b.txt", "نص", "1", meta=one.meta), Document("a.txt", "نص", "1"), Document("a.txt", "نص", "2", meta=one.meta)):
        assert key(other) != key(one)
