"""A folder of everything that goes wrong: the run finishes, says what to do about each, and extracts the rest."""

import io
import json

import docx
import pypdf
import pytest

MEGABYTES = 5


def docx_bytes(text):
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def pdf_bytes(password):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def bad(folder, release_text):
    (folder / "whole.docx").write_bytes(docx_bytes(release_text))
    (folder / "x-empty.txt").write_bytes(b"")
    (folder / "x-binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "x-truncated.docx").write_bytes(docx_bytes(release_text)[:9000])
    (folder / "x-encrypted.pdf").write_bytes(pdf_bytes("سر"))
    (folder / "x-encoding.txt").write_bytes(b"\x81\x8d\xff".join(bytes([b]) for b in release_text.encode()))
    (folder / "x-dangling.txt").symlink_to(folder / "gone.txt")
    (folder / "latin.txt").write_text("A release without a word of Arabic, dated 5 May 2024.", encoding="utf-8")
    return folder


def test_every_bad_file_is_told_and_everything_else_extracted(arextract, bad, tmp_path):
    result = arextract("run", bad, "--out", tmp_path / "out")
    assert result.exit_code == 1
    failures = {f["path"]: f for line in (tmp_path / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines() if (f := json.loads(line))}
    documents = {d["doc_id"]: d for line in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines() if (d := json.loads(line))}
    assert set(failures) == {f.name for f in bad.iterdir() if f.name.startswith("x-")}
    assert set(documents) == {"2024/b.md", "a.txt", "c.txt", "latin.txt", "whole.docx"}
    for name, failure in failures.items():
        assert failure["stage"] == "ingest"
        assert failure["error"]
        assert failure["message"].startswith(name)
        assert ";" in failure["message"], "what is wrong; what to do"
        assert failure["message"] in " ".join(result.stderr.split()) or name in result.stderr
    assert (documents["latin.txt"]["events"], documents["latin.txt"]["entities"]) == ([], [])
    assert len(documents["whole.docx"]["events"]) == 1


def test_a_text_of_five_megabytes_on_one_line(arextract, release_text, tmp_path):
    line = release_text.replace("\n", " ")
    filler = "وكان الحديث طويلا كعادته حين يلتقي الأصدقاء القدامى على غير موعد "
    place = tmp_path / "in"
    place.mkdir()
    (place / "long.txt").write_text(line + filler * (MEGABYTES * 1024 * 1024 // len(filler.encode())), encoding="utf-8")
    assert arextract("run", place, "--out", tmp_path / "out", "--no-text", "-q").exit_code == 0
    (document,) = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert "إربد" in [entity["text"] for entity in json.loads(document)["entities"]]


@pytest.mark.parametrize("unit", ["9", "و", "،", "(", "«", "5 ", "يوم ", "د. ", "ال", "\n", "- ", "1/", "من "])
def test_hostile_repetition_is_read_to_its_end(arextract, tmp_path, unit):
    (tmp_path / "hostile.txt").write_text("بيان " + unit * (60_000 // len(unit)), encoding="utf-8")
    assert arextract("run", tmp_path / "hostile.txt", "--out", tmp_path / "out", "-q").exit_code == 0


def test_a_text_given_in_memory_may_hold_anything():
    import arextract

    for text in ("", " \n", "\ud800 لا شيء", "\x00\x01", "\u202e\u200f", "ﷺ ﻻ", "a" * 10):
        release = arextract.extract(text)
        assert json.dumps(release.to_dict(), ensure_ascii=False).encode()
        assert release.events == ()


@pytest.mark.parametrize("text", ["أعلنت وزارة والصحة ذلك", 'قالت "وزارة و" إنها "ً" تعمل', "وزارة و و و"])
def test_names_without_a_word_name_nothing(text):
    import arextract
    from arextract.extract.entities.linking import link

    assert arextract.extract(text).text == text
    mention = {
        "start": 0,
        "end": 1,
        "label": "ORGANIZATION",
        "name": "ً",
        "text": "ً",
        "anaphor": False,
        "canonical": None,
        "kb_id": None,
        "id": "e1",
        "refers_to": None,
    }
    link("ً" + text, [mention])
    assert mention["refers_to"] is None
