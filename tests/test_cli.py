"""The command line: words, files and exit codes."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from arextract import __version__, by_text, engine
from arextract.records import Release

RECORDS = ("documents.jsonl", "events.jsonl", "failures.jsonl")
README = Path(__file__).parents[1] / "README.md"


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_records(arextract, folder, tmp_path):
    out = tmp_path / "out"
    result = arextract("run", folder, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert {f.name for f in out.iterdir()} == {*RECORDS, "run.json", "events.csv", "statistics.csv", "entities.csv"}
    documents, events = lines(out / "documents.jsonl"), lines(out / "events.jsonl")
    assert [d["doc_id"] for d in documents] == ["2024/b.md", "a.txt", "c.txt"]
    assert [d["events"] for d in documents] == [[e["event_id"]] for e in events] + [[]]
    assert [e["type"] for e in events] == ["workshop", "workshop"]
    for d in documents:
        for record in d["entities"] + d["dates"] + d["statistics"] + d["directors"]:
            assert d["text"][record["start"] : record["end"]] == record["text"]
    with (out / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["event_id"] for row in csv.DictReader(file)] == [e["event_id"] for e in events]
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (told["version"], told["pipeline"], told["documents"], told["failed"], told["events"]) == (__version__, "press_release", 3, 0, 2)
    assert re.fullmatch("[0-9a-f]{16}", told["fingerprint"])
    assert told["seconds"] > 0
    assert "3 documents, 2 events, 0 failed" in result.stderr
    assert "workshop" in result.stderr  # the table
    assert "events.csv" in result.stderr  # where the files are


def test_quiet_is_quiet(arextract, folder, tmp_path):
    result = arextract("run", folder, "--out", tmp_path / "out", "--quiet", "--no-text", "--format", "parquet,jsonld")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert {f.name for f in (tmp_path / "out").iterdir()} >= {"events.parquet", "events.jsonld"}
    assert not (tmp_path / "out" / "events.csv").exists()
    assert all("text" not in d for d in lines(tmp_path / "out" / "documents.jsonl"))


def test_some_failed(arextract, folder, tmp_path):
    (folder / "empty.txt").touch()
    result = arextract("run", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert [f["path"] for f in lines(tmp_path / "out" / "failures.jsonl")] == ["empty.txt"]
    assert "empty.txt: the file is empty" in result.stderr
    assert len(lines(tmp_path / "out" / "documents.jsonl")) == 3


def test_dates_come_from_metadata_and_from_an_option(arextract, folder, tmp_path):
    table = tmp_path / "meta.csv"
    table.write_text("path,released,desk\nc.txt,2023-02-10,الاقتصاد\n", encoding="utf-8")
    result = arextract("run", folder, "--out", tmp_path / "out", "--metadata", table, "--released", "2024-05-07", "-q")
    assert result.exit_code == 0
    by_id = {d["doc_id"]: d for d in lines(tmp_path / "out" / "documents.jsonl")}
    assert (by_id["c.txt"]["released"], by_id["c.txt"]["released_from"], by_id["c.txt"]["meta"]) == ("2023-02-10", "metadata", {"desk": "الاقتصاد"})
    assert (by_id["a.txt"]["released"], by_id["a.txt"]["released_from"]) == ("2024-05-07", "option")
    assert by_id["c.txt"]["dates"][0]["first"] == "2023-02-09"  # أمس


def test_standard_input_goes_to_standard_output(arextract, release_text, tmp_path):
    result = arextract("run", "-", input=release_text.encode())
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    release = Release.from_dict(json.loads(line))
    assert (release.doc_id, release.text, len(release.events)) == ("stdin", release_text, 1)
    assert "text" not in json.loads(arextract("run", "-", "--no-text", input=release_text.encode()).stdout)
    result = arextract("run", "-", input=b"")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "empty" in result.stderr
    assert arextract("run", "-", "--out", tmp_path / "out", "-q", input=release_text.encode()).stdout == ""
    assert len(lines(tmp_path / "out" / "events.jsonl")) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["run", "{folder}"], "--out DIR"),
        (["run", "nowhere", "--out", "{out}"], "no 'nowhere'"),
        (["run", "{folder}", "--out", "{folder}/a.txt"], "name another folder"),
        (["run", "{folder}", "--out", "{out}", "--format", "pdf"], "choose among csv"),
        (["run", "{folder}", "--out", "{out}", "--pipeline", "press"], "press_release"),
        (["run", "{folder}", "--out", "{out}", "--released", "12/5/2024"], "2024-05-12"),
        (["run", "{folder}", "--out", "{out}", "--metadata", "nowhere.csv"], "--metadata"),
        (["run", "{folder}", "--out", "{out}", "--processes", "0"], "--processes"),
        (["run", "{folder}", "--out", "{out}", "--speed", "9"], "--speed"),
        (["run"], "SOURCE"),
        (["run", "{folder}", "--out", "{folder}"], "name another folder"),
        (["run", "{folder}", "{folder}/2024", "--out", "{folder}/../releases/2024/"], "name another folder"),
        (["run", "{empty}", "--out", "{out}"], "nothing to read"),
        (["show", "{empty}"], "nothing to read"),
        (["show", "{folder}/a.txt", "--html", "{empty}/none/page.html"], "name another file"),
        (["show", "{folder}/a.txt", "--html", "{empty}"], "name another file"),
        (["show", "{folder}/a.txt", "--released", "أمس"], "2024-05-12"),
        (["show", "nowhere.txt"], "no 'nowhere.txt'"),
        (["check", "--pipeline", "press"], "press_release"),
    ],
)
def test_misuse_names_the_remedy(arextract, folder, tmp_path, args, said):
    out, empty = tmp_path / "out", tmp_path / "empty"
    empty.mkdir()
    result = arextract(*(a.format(folder=folder, out=out, empty=empty) for a in args))
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not out.exists()


def test_an_output_that_cannot_be_written_is_told(arextract, folder, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "out" / "events.jsonl" / "kept").mkdir(parents=True)
    for out, why in ((tmp_path / "file" / "out", "Not a directory"), (tmp_path / "file", "Not a directory"), (tmp_path / "out", "Is a directory")):
        result = arextract("run", folder / "a.txt", "--out", out, "-q")
        assert result.exit_code == 2
        assert why in result.stderr
        assert "name another folder" in result.stderr
    (tmp_path / "out" / "events.jsonl" / "kept").rmdir()
    (tmp_path / "out" / "events.jsonl").rmdir()
    assert arextract("run", folder / "a.txt", "--out", tmp_path / "out", "--resume", "-q").exit_code == 0  # what was done is kept


def test_the_output_and_the_table_inside_a_source_are_passed_over(arextract, folder, tmp_path):
    (folder / "about.csv").write_text("path,desk\na.txt,الاقتصاد\n", encoding="utf-8")
    (folder / "other").mkdir()
    (folder / "other" / "out.txt").write_text("بيان آخر.", encoding="utf-8")
    read = ["2024/b.md", "a.txt", "c.txt", "other/out.txt"]
    seen = []
    for _ in range(2):
        result = arextract("run", folder, "--out", folder / "2024" / "out", "--metadata", folder / "about.csv")
        assert (result.exit_code, [d["doc_id"] for d in lines(folder / "2024" / "out" / "documents.jsonl")]) == (0, read)
        seen.append([(folder / "2024" / "out" / name).read_bytes() for name in RECORDS])
    assert seen[0] == seen[1]
    assert arextract("run", folder, "--out", tmp_path / "elsewhere", "-q").exit_code == 1  # of another run it is a folder like any
    assert "2024/out/run.json" in {f["path"] for f in lines(tmp_path / "elsewhere" / "failures.jsonl")}


def test_an_empty_source_leaves_what_was_there(arextract, folder, tmp_path):
    arextract("run", folder, "--out", tmp_path / "out", "-q")
    before = {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()}
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    assert arextract("run", tmp_path / "empty", "--out", tmp_path / "out").exit_code == 2
    assert {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a.txt\nb.md\n", ""),
        ("a.txt\ngone.txt\n", "1 row matches no document: gone.txt;"),
        ("a.txt\nv\nw\nx\ny\nz\n", "5 rows match no document: v, w, x and 2 more;"),
    ],
)
def test_rows_without_a_document_are_told(arextract, folder, tmp_path, rows, said):
    table = tmp_path / "meta.csv"
    table.write_text("path\n" + rows, encoding="utf-8")
    told = arextract("run", folder, "--out", tmp_path / "out", "--metadata", table)
    assert told.exit_code == 0
    assert said in told.stderr
    assert ("no document" in told.stderr) == bool(said)
    assert arextract("run", folder, "--out", tmp_path / "out", "--metadata", table, "--quiet").stderr == ""


@pytest.mark.parametrize("day", ["١٢ مايو ٢٠٢٤", "12 أيار 2024", "May 12, 2024", "2024-05-12T08:00:00+03:00"])
def test_released_is_read_as_in_the_table(arextract, folder, tmp_path, day):
    assert arextract("run", folder / "c.txt", "--out", tmp_path / "out", "--released", day, "-q").exit_code == 0
    (document,) = lines(tmp_path / "out" / "documents.jsonl")
    assert (document["released"], document["dates"][0]["first"]) == ("2024-05-12", "2024-05-11")


def test_a_pipeline_by_its_path(arextract, folder, tmp_path, monkeypatch):
    (tmp_path / "mine.cfg").write_bytes((README.parent / "pipelines" / "press_release.cfg").read_bytes())
    monkeypatch.chdir(tmp_path)
    outs = []
    for i, pipeline in enumerate(("press_release", "mine.cfg", tmp_path / "mine.cfg")):
        assert arextract("run", folder, "--out", f"out{i}", "--pipeline", pipeline, "-q").exit_code == 0
        outs.append((tmp_path / f"out{i}" / "documents.jsonl").read_bytes())
    assert len(set(outs)) == 1


def test_a_stopped_run_goes_on(arextract, folder, tmp_path, monkeypatch):
    arextract("run", folder, "--out", tmp_path / "whole", "-q")
    through, seen = engine._batch, []

    def stopped(pipeline, documents):
        seen.extend(d.doc_id for d in documents)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return through(pipeline, documents)

    monkeypatch.setattr(by_text, "TOGETHER", 1)
    monkeypatch.setattr(engine, "_batch", stopped)
    result = arextract("run", folder, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "--resume" in result.stderr
    result = arextract("run", folder, "--out", tmp_path / "out", "--released", "2024-01-01", "--resume")
    assert result.exit_code == 2  # other options, other results
    assert "leave out --resume" in result.stderr
    assert arextract("run", folder, "--out", tmp_path / "out", "--resume", "-q").exit_code == 0
    assert seen == ["2024/b.md", "a.txt", "a.txt", "c.txt"]  # nothing lost, nothing twice but what was stopped
    for name in RECORDS:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_show(arextract, folder, tmp_path):
    result = arextract("show", folder / "a.txt")
    assert result.exit_code == 0
    assert "إربد" in result.stdout
    assert "workshop" in result.stdout
    page = tmp_path / "page.html"
    result = arextract("show", folder / "a.txt", "--html", page)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "إربد" in page.read_text(encoding="utf-8")
    (folder / "empty.txt").touch()
    assert arextract("show", folder / "empty.txt").exit_code == 1


def test_check(arextract):
    result = arextract("check")
    assert result.exit_code == 0
    for word in (__version__, "camel-tools", "arextract_dates", "rows", "CAMeL data"):
        assert word in result.stdout


def test_help_and_version(arextract):
    assert arextract("--version").stdout == f"{__version__}\n"
    for command in ("run", "show", "evaluate", "check"):
        assert command in arextract("--help").stdout
        assert arextract(command, "--help").exit_code == 0


def test_the_readme_names_every_command_and_option(arextract):
    readme = README.read_text(encoding="utf-8")
    for command in ("run", "show", "evaluate", "check"):
        assert f"arextract {command}" in readme
        for option in set(re.findall(r"--[a-z][a-z-]+", arextract(command, "--help").stdout)) - {"--help"}:
            assert option in readme, f"{command} {option}"


@pytest.mark.parametrize("processes", [1, 2])
def test_the_command_itself(folder, tmp_path, processes):
    """In processes of its own: the same bytes however many there are, and torch in none of them."""
    outs = []
    for i in range(2 if processes == 1 else 1):
        out = tmp_path / f"out{i}"
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "arextract", "run", str(folder), "--out", str(out), "--processes", str(processes)],
            capture_output=True, text=True, encoding="utf-8", env={"PYTHONPROFILEIMPORTTIME": "1", "PATH": ""}, check=True,
        )  # fmt: skip
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
        assert "spacy" in imported
        assert {name for name in imported if name.partition(".")[0] in {"torch", "transformers"}} == set()
        outs.append([(out / name).read_bytes() for name in RECORDS])
    from typer.testing import CliRunner

    from arextract.cli import app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "hide_torch", lambda: None)
        CliRunner().invoke(app, ["run", str(folder), "--out", str(tmp_path / "here"), "-q"])
    assert all(out == [(tmp_path / "here" / name).read_bytes() for name in RECORDS] for out in outs)
