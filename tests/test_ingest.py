"""Files to documents: every format, every encoding, and everything that can be wrong with a file."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import io
import os
import pickle
import re
import socket
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

import arextract
from arextract import ingest, lexicon
from arextract.ingest import days, html, pdf
from arextract.ingest.reading import Reading
from arextract.records import Document, Failure, Release

DATA = Path(__file__).parent / "data"
RELEASE = "اختتم معهد البيان للتدريب ورشة عمل في عمّان بمشاركة 35 موظفاً من وزارة المالية.\nوقال المدير العام إن الورشة استمرت أربعة أيام."


def read(data: bytes, name: str) -> Document:
    return ingest.read_bytes(data, name)


def failure(path: Path, **options: int) -> Failure:
    (item,) = ingest.sources([path])
    got = ingest.read(item, **options)
    assert isinstance(got, Failure)
    assert got.stage == "ingest"
    assert got.path == path.name
    assert got.message.startswith(path.name)
    return got


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(), "a.html")


# --- finding ---------------------------------------------------------------------------------------------------------------------------


def test_folders_are_walked_in_the_order_of_ids(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.txt", ".hidden.txt", ".git/x.txt", "تقرير.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RELEASE, encoding="utf-8")
    ids = [item.doc_id for item in ingest.sources([tmp_path])]
    assert ids == sorted(ids) == ["a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "تقرير.txt"]
    assert [d.doc_id for d in ingest.documents([tmp_path]) if isinstance(d, Document)] == ids


def test_a_single_file_is_its_name_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "a.txt"
    file.write_text(RELEASE, encoding="utf-8")
    assert [i.doc_id for i in ingest.sources([file])] == ["a.txt"]
    assert [i.doc_id for i in ingest.sources([file, tmp_path / "in", str(file)])] == ["a.txt"]


def test_clashing_ids_take_the_folder_in_front(tmp_path: Path) -> None:
    for name in ("x/2024/a.txt", "y/2024/a.txt", "x/2024/own.txt", "z/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    items = ingest.sources([tmp_path / "x/2024", tmp_path / "y/2024", tmp_path / "z"])
    assert [i.doc_id for i in items] == ["own.txt", "x/2024/a.txt", "y/2024/a.txt", "z/a.txt"]
    again = ingest.sources([tmp_path / "z", tmp_path / "y/2024", tmp_path / "x/2024"])
    assert again == items


def test_items_travel_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    (item,) = ingest.sources([tmp_path])
    assert pickle.loads(pickle.dumps(item)) == item


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RELEASE.encode("cp1256"))))
    (got,) = ingest.documents(["-"])
    assert isinstance(got, Document)
    assert (got.doc_id, got.text) == ("stdin", RELEASE)


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_links_that_lead_nowhere_or_in_circles_are_failures(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    got = {d.path if isinstance(d, Failure) else d.doc_id: d for d in ingest.documents([tmp_path])}
    assert sorted(got) == ["a/back", "a/x.txt", "gone.txt"]
    loop, gone = got["a/back"], got["gone.txt"]
    assert isinstance(loop, Failure)
    assert isinstance(gone, Failure)
    assert (loop.error, gone.error) == ("DirectoryLoop", "FileNotFoundError")
    assert "remove" in loop.message
    assert "nowhere" in gone.message


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.txt").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "store", target_is_directory=True)
    assert [i.doc_id for i in ingest.sources([tmp_path / "in"])] == ["linked/x.txt"]


def test_a_missing_source_is_a_failure(tmp_path: Path) -> None:
    assert failure(tmp_path / "nothing.txt").error == "FileNotFoundError"


def test_no_permission_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    items = ingest.sources([tmp_path])
    monkeypatch.setattr(os, "open", refuse)
    got = ingest.read(items[0])
    assert isinstance(got, Failure)
    assert got.error == "PermissionError"
    assert "permission" in got.message


def test_a_folder_that_cannot_be_listed_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    listing = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    got = list(ingest.documents([tmp_path]))
    assert [type(d).__name__ for d in got] == ["Document", "Failure"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_pipe_in_a_folder_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert failure(tmp_path / "pipe.txt").error == "Unsupported"


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8")
def test_names_that_are_not_utf8_give_ids_that_are(tmp_path: Path) -> None:
    for raw in (b"a\xff.txt", b"a\xfe.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), raw))).write_text(RELEASE, encoding="utf-8")
    ids = [i.doc_id for i in ingest.sources([tmp_path])]
    assert len(set(ids)) == 2
    assert all(i.encode("utf-8") for i in ids)


# --- what is no release ----------------------------------------------------------------------------------------------------------------


def test_what_is_not_a_release_is_a_failure_with_a_remedy(tmp_path: Path) -> None:
    for name in ("photo.JPG", "table.csv", "old.doc", "all.zip", "deck.pptx", "page.css"):
        (tmp_path / name).write_bytes(b"whatever")
    got = list(ingest.documents([tmp_path]))
    assert [(d.path, d.error) for d in got if isinstance(d, Failure)] == [
        (n, "Unsupported") for n in sorted(("photo.JPG", "table.csv", "old.doc", "all.zip", "deck.pptx", "page.css"))
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "EmptyFile"),
        (b" \r\n\t ", "EmptyFile"),
        ("\ufeff\n\u00a0".encode(), "EmptyFile"),
        (bytes(range(256)) * 8, "NotText"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "NotText"),
        (b"\x7fELF" + bytes(range(64)) * 4, "NotText"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Encrypted"),
        (bytes((i * 97 + 31) % 128 + 128 for i in range(3000)), "BrokenEncoding"),
        (RELEASE.encode() + RELEASE.encode("cp1256"), "BrokenEncoding"),
        (RELEASE.encode("cp1256") + RELEASE.encode(), "BrokenEncoding"),
        ((RELEASE * 900).encode("cp1256") + (RELEASE * 900).encode(), "BrokenEncoding"),
    ],
)
def test_unreadable_txt(tmp_path: Path, data: bytes, error: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert failure(tmp_path / "a.txt").error == error


def test_the_first_byte_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Release " + bytes([1, 2, 3]) * 20)
    assert "byte 8" in failure(tmp_path / "a.txt").message


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    assert failure(tmp_path / "a.txt", max_bytes=20).error == "TooLarge"


def test_unknown_suffixes_are_read_by_content(tmp_path: Path) -> None:
    (tmp_path / "note").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "page.aspx").write_text(f"<!DOCTYPE html><html><body><h1>عنوان البيان</h1><p>{RELEASE}</p></body></html>", encoding="utf-8")
    (tmp_path / "release.bin").write_bytes((DATA / "workshop.pdf").read_bytes())
    (tmp_path / "misnamed.txt").write_bytes((DATA / "workshop.pdf").read_bytes())
    got = {d.doc_id: d.text for d in ingest.documents([tmp_path]) if isinstance(d, Document)}
    assert got["note"] == RELEASE
    assert got["page.aspx"].startswith("عنوان البيان\nاختتم معهد البيان")
    assert got["release.bin"] == got["misnamed.txt"]


def test_nothing_is_lost_and_nothing_raises(tmp_path: Path) -> None:
    for i, data in enumerate((RELEASE.encode(), b"", b"%PDF-1.7\nrubbish", b"PK\x03\x04rubbish", b"<html>", b"\xff", b"\xff\xfe\x00")):
        for suffix in ("txt", "html", "pdf", "docx", "md", "what"):
            (tmp_path / f"{i}.{suffix}").write_bytes(data)
    got = list(ingest.documents([tmp_path]))
    assert len(got) == 42
    assert all(d.message.startswith(d.path) for d in got if isinstance(d, Failure))


def test_a_library_that_fails_fails_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> Reading:
        raise RuntimeError("boom")

    monkeypatch.setattr(html, "read", fail)
    (tmp_path / "a.html").write_text("<html><body>بيان</body></html>", encoding="utf-8")
    assert failure(tmp_path / "a.html").error == "RuntimeError"


def test_the_network_is_never_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the reader went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page(f"<article><h1>بيان</h1><p>{RELEASE}</p><img src='http://example.org/a.png'></article>")
    read((DATA / "workshop.pdf").read_bytes(), "a.pdf")


def test_importing_ingest_loads_nothing_heavy() -> None:
    heavy = "spacy pydantic pandas dateparser torch babel lxml docx pypdf qalam trafilatura charset_normalizer".split()
    code = f"import sys, arextract.ingest; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# --- text and encodings ----------------------------------------------------------------------------------------------------------------

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"]
TEXTS = [RELEASE, "عقدت الوزارة ورشة", "بيان صحفي", "عمان", "قال", "تونس", "من 5 إلى 7", "بغداد، 12 مايو 2024", "Digital Report بيان", "عُمان"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_arabic_in_every_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert read(data, "a.txt").text == text


def test_quotes_and_dashes_of_windows() -> None:
    text = "أعلن المعهد عن ورشة “التواصل” – القاهرة…"
    assert read(text.encode("cp1256"), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Réunion à l'école de français", "latin-1"),
        ("Universität für Köln", "latin-1"),
        ("Conferência em São Paulo: educação", "latin-1"),
        ("Привет мир, это новость о конференции в Москве и её участниках", "cp1251"),
        ("Press release: training ended", "ascii"),
    ],
)
def test_a_text_without_arabic_is_a_document(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a.txt").text == text


# Below the Chinese signs: of those, random ones are no text.
WRITTEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), max_codepoint=0x33FF, include_characters="😀𝒜ﷺ漢字한글")


@given(st.text(alphabet=WRITTEN, min_size=1).filter(lambda t: any(c.isalpha() for c in t)))
@settings(max_examples=150, deadline=None)
def test_utf8_is_read_as_it_stands(text: str) -> None:
    data = ("بيان " + text).encode()
    got = read(data, "a.txt")
    assert got.text == "بيان " + text
    assert got.sha256 == hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=400), st.sampled_from(("a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a")))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_clean_text_or_a_clear_error(data: bytes, name: str) -> None:
    try:
        text = read(data, name).text
    except ingest.IngestError as error:
        assert str(error).startswith(f"{name}: ")
        return
    assert "\r" not in text
    assert "\x00" not in text
    assert not text.startswith("\ufeff")
    text.encode("utf-8")  # no lone surrogates


def test_line_ends_bom_nul_and_surrogates() -> None:
    assert read("\ufeffسطر أول\r\nسطر ثان\rسطر ثالث\n".encode(), "a.txt").text == "سطر أول\nسطر ثان\nسطر ثالث\n"
    assert read(f"{RELEASE}\x00{RELEASE}".encode(), "a.txt").text == f"{RELEASE}\ufffd{RELEASE}"
    assert read(RELEASE.encode("utf-16-le") + b"\x00\xd8" + RELEASE.encode("utf-16-le"), "a.txt").text == f"{RELEASE}\ufffd{RELEASE}"
    assert ingest.clean("أ\ud800ب") == "أ\ufffdب"


def test_a_few_broken_bytes_are_replaced() -> None:
    data = (RELEASE * 3).encode()
    got = read(data[:200] + b"\xff" + data[200:], "a.txt").text
    assert got.count("\ufffd") == 1
    assert got.replace("\ufffd", "") == RELEASE * 3
    assert read("بيان صحفي من الوزارة".encode()[:-1], "a.txt").text == "بيان صحفي من الوزار\ufffd"


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6", "utf-16"])
def test_a_long_single_line(encoding: str) -> None:
    text = RELEASE.replace("\n", " ") * 8000
    assert read(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1256", "windows-1256"), ("iso8859_6", "ISO-8859-6"), ("cp1256", "iso-8859-1"), ("utf-8", "windows-1256"), ("cp1256", "no-such")],
)
def test_what_a_page_declares_is_heard_and_not_believed_blindly(encoding: str, declared: str) -> None:
    source = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body><p>{RELEASE}</p></body></html>'
    assert "اختتم معهد البيان للتدريب" in read(source.encode(encoding), "a.html").text


def test_xml_declaration() -> None:
    source = f'<?xml version="1.0" encoding="windows-1256"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{RELEASE}</p></body></html>'
    assert "اختتم معهد البيان للتدريب" in read(source.encode("cp1256"), "a.xhtml").text


def test_a_declared_charset_beyond_ours() -> None:
    source = "<html><head><meta charset=windows-1254></head><body><p>İstanbul'da düzenlenen eğitim çalıştayı başarıyla tamamlandı</p></body></html>"
    assert "eğitim çalıştayı" in read(source.encode("cp1254"), "a.html").text


OTHERS = [
    "The institute ended its workshop in Amman with 35 trainees.",
    "L'institut a terminé son atelier à Amman : 35 stagiaires y ont participé.",
    "研究院在安曼结束了为期四天的讲习班,来自财政部的三十五名职员参加了学习。",
    "研究院在安曼結束了為期四天的講習班,來自財政部的三十五名職員參加了學習。",
    "研修所は五月十二日にアンマンで四日間のワークショップを終えた。",
    "연수원은 오월 십이일 암만에서 나흘간의 워크숍을 마쳤다. 참가자는 서른다섯 명이었다.",
    "─" * 90,
    RELEASE + "\uf0b7" * 5,
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", OTHERS)
def test_a_text_in_another_script_is_a_text(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(("encoding", "bom"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
@pytest.mark.parametrize("text", [RELEASE, RELEASE * 100, "عمان", "بيان صحفي", *OTHERS[:2]])
def test_utf16_shifted_by_a_byte_is_a_failure(text: str, encoding: str, bom: bytes, tmp_path: Path) -> None:
    data = text.encode(encoding)
    middle = len(data) // 4 * 2
    broken = {"lost": data[1:], "added": b"\x20" + data}
    if len(text) > 40:
        broken["middle"] = data[:middle] + data[middle + 1 :]
    for name, made in broken.items():
        (tmp_path / name).write_bytes(bom + made)
        got = failure(tmp_path / name)
        assert (got.error, "; " in got.message) == ("BrokenEncoding", True)


def test_shifted_utf16_without_a_bom_is_a_failure(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        (tmp_path / "a.txt").write_bytes(RELEASE.encode(encoding)[1:])
        assert failure(tmp_path / "a.txt").error == "BrokenEncoding"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe" + OTHERS[0].encode() * 3,  # bytes that are no UTF-16 under its BOM: Chinese signs that no charset calls common
        (OTHERS[0] * 2).encode().decode("utf-16-le").encode(),  # the same, saved as UTF-8
        "".join(chr(0xE000 + n) for n in range(60)).encode(),
        "".join(chr(0x38000 + n) for n in range(60)).encode(),
    ],
)
def test_letters_of_no_script_are_a_failure(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    got = failure(tmp_path / "a.txt")
    assert got.error == "BrokenEncoding"
    assert "UTF-8" in got.message


def test_a_few_signs_of_no_script_are_left_alone() -> None:
    text = f"{RELEASE}\n\ue001\ue002\ue003 㐀㐁㐂㐃㐄㐅"
    assert read(text.encode(), "a.txt").text == text


def garbled(data: bytes, charset: str) -> str:
    """Bytes as a program reads them that has another charset in mind; what it has no letter for comes through as a control."""
    return "".join(bytes([b]).decode(charset, "ignore") or chr(b) for b in data)


GARBLED = {
    "utf-8 as cp1252": garbled(RELEASE.encode(), "cp1252"),
    "utf-8 as latin-1": garbled(RELEASE.encode(), "latin-1"),
    "utf-8 as cp1252, bytes lost": RELEASE.encode().decode("cp1252", "replace"),
    "utf-8 as cp1256": garbled(RELEASE.encode(), "cp1256"),
    "cp1256 as cp1252": garbled(RELEASE.encode("cp1256"), "cp1252"),
    "twice": garbled(garbled(RELEASE.encode(), "cp1252").encode(), "cp1252"),
    "among Latin words": garbled((RELEASE + " Digital Report").encode(), "cp1252"),
    "one word": "Ù†Ø¸Ù…",
}


@pytest.mark.parametrize("text", GARBLED.values(), ids=GARBLED)
def test_arabic_that_was_misread_before_it_came_is_a_failure(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.html").write_text(f"<html><head><meta charset='utf-8'></head><body><p>{text}</p></body></html>", encoding="utf-8")
    for path in tmp_path.iterdir():
        got = failure(path)
        assert got.error == "BrokenEncoding"
        assert re.search("its Arabic is (UTF-8|Windows-1256) that was read as Windows-125[26]", got.message)
        assert "; take it anew from its source, as UTF-8" in got.message


def test_what_was_misread_is_shown_as_it_was_meant() -> None:
    assert "«Ù†Ø¸Ù…» is «نظم»" in (ingest.misread("Ù†Ø¸Ù… Ù…Ø¹Ù‡Ø¯") or "")


@pytest.mark.parametrize(
    "text",
    [
        RELEASE, *OTHERS, RELEASE + "\nوظهر في الموقع " + garbled(RELEASE.encode(), "cp1252")[:60], "Øystein Ødegård: «Ø», Ø… Ù", "Réunion à Évian: été, près, où",
        "ط، ط؟ ط؛ ظ» ط! «ط» " * 9, "Ísland: þótt það sé ævintýri", "ÉÈÀ" * 30, "",
    ],
)  # fmt: skip
def test_what_was_not_misread_is_left_alone(text: str) -> None:
    assert ingest.misread(text) is None


@given(st.text(alphabet="ØÙÚطظÇáæÉ ا…†،\u0081\n", max_size=60))
@settings(max_examples=150, deadline=None)
def test_looking_for_misread_text_never_raises(text: str) -> None:
    assert ingest.misread(text) is None or text.strip()


# --- Markdown --------------------------------------------------------------------------------------------------------------------------


def test_markdown_stays_as_it_is_read() -> None:
    text = '---\ntitle: "ورشة الأرشفة"\ndate: 2024-05-12\n---\n# عنوان آخر\n\nقال **المدير** [هنا](http://a).\n- بند\n'
    got = read(text.encode(), "a.md")
    assert (got.text, got.title, got.published) == (text, "ورشة الأرشفة", "2024-05-12")


def test_markdown_title_from_its_first_heading() -> None:
    got = read("مقدمة\n# ورشة الأرشفة #\n## فرعي\n".encode(), "a.md")
    assert (got.title, got.published) == ("ورشة الأرشفة", None)
    assert read("---\nلا شيء".encode(), "a.md").title is None


# --- HTML ------------------------------------------------------------------------------------------------------------------------------

ARTICLE = """
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/news">الأخبار</a></li></ul></nav>
<div class="content"><h1>معهد البيان يختتم ورشة الأرشفة</h1>
<div class="share"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div>
<div class="body"><p>اختتم معهد البيان   اليوم ورشة
بمشاركة <b>40</b> معلماً.</p><p>وقال خالد السالم<br>إن الورشة تستمر ثلاثة أيام.</p>
<ul><li>المحور الأول</li><li><p>المحور الثاني</p></li><li>• المحور الثالث</li></ul><ol start="3"><li>جلسة الافتتاح</li><li>جلسة التقييم</li></ol>
<table><tr><th>الجهة</th><th>العدد</th></tr><tr><td>وزارة المالية</td><td>12</td></tr></table><p>النهاية&nbsp;هنا.</p></div>
<div class="tags"><a href="/t/1">تعليم</a> <a href="/t/2">تدريب</a></div></div>
<footer>جميع الحقوق محفوظة</footer><script>var x = "نص البرنامج";</script>
"""


def test_a_page_gives_its_lines_and_no_chrome() -> None:
    assert page(ARTICLE).text.split("\n") == [
        "معهد البيان يختتم ورشة الأرشفة",
        "اختتم معهد البيان اليوم ورشة بمشاركة 40 معلماً.",
        "وقال خالد السالم",
        "إن الورشة تستمر ثلاثة أيام.",
        "- المحور الأول",
        "- المحور الثاني",
        "• المحور الثالث",
        "3. جلسة الافتتاح",
        "4. جلسة التقييم",
        "الجهة | العدد",
        "وزارة المالية | 12",
        "النهاية هنا.",
    ]


def test_a_long_page_keeps_headline_and_every_paragraph() -> None:
    paragraphs = [f"الفقرة رقم {i}: {RELEASE.splitlines()[0]}" for i in range(60)]
    main = "".join(f"<p>{p}</p>" for p in paragraphs)
    got = page(f"<header><h1>عنوان البيان الصحفي</h1></header><main>{main}</main><aside>إعلان</aside>").text.split("\n")
    assert got == ["عنوان البيان الصحفي", *paragraphs]


@pytest.mark.parametrize("body", ["بيان قصير من الوزارة", "<div>بيان قصير من الوزارة</div>", "<table><tr><td>بيان قصير من الوزارة</td></tr></table>"])
def test_a_very_short_page_is_read(body: str) -> None:
    assert page(body).text == "بيان قصير من الوزارة"


def test_a_page_built_of_tables_has_its_paragraphs() -> None:
    body = f"<table><tr><td>القائمة</td><td><h1>عنوان البيان</h1><p>{RELEASE}</p><p>فقرة ثانية.</p><ul><li>بند</li></ul></td></tr></table>"
    got = page(body).text.split("\n")
    assert got[0] == "عنوان البيان"
    assert got[-2:] == ["فقرة ثانية.", "- بند"]


def test_the_headline_stands_first_and_once() -> None:
    got = page(f"<article><p>الأحد 12 مايو 2024</p><h1>عنوان البيان</h1><p>{RELEASE}</p></article>").text.split("\n")
    assert got[:2] == ["عنوان البيان", "الأحد 12 مايو 2024"]
    assert got.count("عنوان البيان") == 1


def test_the_headline_is_the_articles_and_not_the_sites() -> None:
    got = page(f"<header><h1>بوابة الوزارة</h1></header><main><h1>عنوان البيان</h1><p>{RELEASE}</p></main>")
    assert got.text.split("\n")[0] == got.title == "عنوان البيان"


def test_a_page_of_scripts_is_empty() -> None:
    with pytest.raises(ingest.IngestError, match=r"^a\.html: there is no text"):
        page("<script>document.write('نص')</script>", "<title>عنوان</title>")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="ورشة &quot;الأرشفة&quot;"><title>غيره</title>', 'ورشة "الأرشفة"'),
        ("<title> ورشة\n الأرشفة </title>", "ورشة الأرشفة"),
        ("<title>عنوان البيان - موقع الوزارة</title>", "عنوان البيان"),
        ("", "عنوان البيان"),
    ],
)
def test_the_title_of_a_page(head: str, title: str) -> None:
    assert page(f"<h1>عنوان البيان</h1><p>{RELEASE}</p>", head).title == title


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<meta property="article:published_time" content="2024-05-12T22:30:00-02:00">', "2024-05-12"),
        ('<meta name="DC.date.issued" content="20240512">', "2024-05-12"),
        ('<meta itemprop="datePublished" content="Sun, 12 May 2024 10:00:00 GMT">', "2024-05-12"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-12"}]}</script>', "2024-05-12"),
        ('<script type="application/ld+json">{broken</script><time datetime="2024-05-12">أمس</time>', "2024-05-12"),
        ('<time datetime="2024-05-12">ن</time><time datetime="2023-01-01">قديم</time>', None),
        ('<time class="entry-date published" datetime="2024-05-12">ن</time><time datetime="2023-01-01">قديم</time>', "2024-05-12"),
        ('<meta property="article:modified_time" content="2024-05-12">', None),
        ('<meta property="article:published_time" content="2024-13-45">', None),
        ("<p>نشر في 12/05/2024 وآخر تحديث 2024-06-01</p>", None),
        ('<meta name="date" content="5 مايو 2024">', "2024-05-05"),
        ('<meta property="article:published_time" content="Sun, 05 May 2024 23:30:00 -0500">', "2024-05-05"),
        ('<meta name="pubdate" content="1714903200">', None),
        ('<meta name="pubdate" content="05/06/2024">', None),
        ('<meta name="pubdate" content="1714903200"><meta name="date" content="May 5, 2024">', "2024-05-05"),
        ('<script type="application/ld+json">{"datePublished": "5 mai 2024"}</script>', "2024-05-05"),
        ('<script type="application/ld+json">{"datePublished": 1714903200}</script>', None),
        ("<time>الأحد ٥ أيار ٢٠٢٤</time>", "2024-05-05"),
        ('<time datetime="May 5, 2024 10:30 am">قبل يومين</time>', "2024-05-05"),
        ("<time>5 مايو 2024</time><time>7 مايو 2024</time>", None),
        ("<time>أمس</time>", None),
    ],
)
def test_the_day_a_page_states(markup: str, day: str | None) -> None:
    assert page(f"{markup}<p>{RELEASE}</p>").published == day


def test_a_day_in_the_future_is_the_day_that_is_stated() -> None:
    assert page(f"<p>{RELEASE}</p>", '<meta property="article:published_time" content="2199-05-12">').published == "2199-05-12"


def test_a_hostile_page_is_read() -> None:
    assert "بيان" in page("<div class='share'>" * 1500 + "بيان الوزارة" + "</div>" * 1500).text
    assert "بيان" in page("<table><tr><td>" * 300 + "بيان الوزارة").text
    assert "بيان" in page("<h1>" * 1500 + "بيان الوزارة").text
    with pytest.raises(ingest.IngestError, match="nest deeper"):
        page("<div>" * 200_000 + "بيان الوزارة")
    assert page("<ol start='99999999999999999999'><li>بيان الوزارة</li></ol>&#xD800;&#0;").text.count("بيان الوزارة") == 1


# --- DOCX ------------------------------------------------------------------------------------------------------------------------------


def word(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rezipped(data: bytes, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changed)):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()


def test_a_word_document_in_its_order() -> None:
    d = docx.Document()
    d.core_properties.title = "ورشة الأرشفة"
    d.sections[0].header.paragraphs[0].text = "رأس الصفحة"
    d.sections[0].footer.paragraphs[0].text = "صفحة 1"
    d.add_heading("معهد البيان يختتم ورشة", 1)
    d.add_paragraph("قبل الجدول")
    table = d.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ("الجهة", "العدد", "وزارة المالية", "12"), strict=True):
        cell.text = text
    d.add_paragraph("المحور الأول", style="List Bullet")
    d.add_paragraph("المحور الثاني", style="List Number")
    d.add_paragraph("- المحور الثالث", style="List Bullet")
    by_hand = d.add_paragraph("المحور الرابع")
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", "1")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        number.append(child)
    by_hand._p.get_or_add_pPr().append(number)
    d.add_paragraph("سطر أول").add_run().add_break()
    d.paragraphs[-1].add_run("سطر ثان")
    d.add_paragraph("")
    got = read(word(d), "a.docx")
    assert got.text.split("\n") == [
        "معهد البيان يختتم ورشة", "قبل الجدول", "الجهة | العدد", "وزارة المالية | 12", "- المحور الأول", "- المحور الثاني", "- المحور الثالث",
        "- المحور الرابع", "سطر أول", "سطر ثان",
    ]  # fmt: skip
    assert (got.title, got.published) == ("ورشة الأرشفة", None)  # `created` is the template's day: no day of publication


def test_links_insertions_and_text_boxes_are_text_and_deletions_are_not() -> None:
    d = docx.Document()
    d.add_paragraph("PLACE")
    d.core_properties.title = ""
    xml = """<w:p><w:r><w:t xml:space="preserve">قال </w:t></w:r><w:hyperlink><w:r><w:t>المدير</w:t></w:r></w:hyperlink>
    <w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> العام</w:t></w:r></w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>السابق</w:delText></w:r></w:del>
    <w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
    <mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>مربع نص</w:t></w:r></w:p></w:txbxContent></mc:Choice>
    <mc:Fallback><w:txbxContent><w:p><w:r><w:t>مربع نص</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
    <w:sdt><w:sdtContent><w:p><w:r><w:t>داخل عنصر تحكم</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
    data = word(d)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        source = archive.read("word/document.xml").decode()
    start, end = source.index("<w:p>"), source.index("</w:p>") + 6
    got = read(rezipped(data, {"word/document.xml": (source[:start] + xml + source[end:]).encode()}), "a.docx")
    assert got.text.split("\n") == ["قال المدير العام", "مربع نص", "داخل عنصر تحكم"]


def test_words_publish_date_is_a_day_of_publication() -> None:
    d = docx.Document()
    d.add_paragraph(RELEASE)
    space = "http://schemas.microsoft.com/office/2006/coverPageProps"
    part = f'<CoverPageProperties xmlns="{space}"><PublishDate>2024-05-12T00:00:00</PublishDate></CoverPageProperties>'.encode()
    assert read(rezipped(word(d), {"customXml/item1.xml": part}), "a.docx").published == "2024-05-12"


@pytest.mark.parametrize(("written", "day"), [("5 مايو 2024", "2024-05-05"), ("Sun, 05 May 2024 10:00 GMT", "2024-05-05"), ("1714903200", None), ("أمس", None)])
def test_words_publish_date_as_people_write_it(written: str, day: str | None) -> None:
    d = docx.Document()
    d.add_paragraph(RELEASE)
    part = f'<CoverPageProperties xmlns="x"><PublishDate>{written}</PublishDate></CoverPageProperties>'.encode()
    got = read(rezipped(word(d), {"customXml/item1.xml": part}), "a.docx")
    assert (got.published, got.published_from) == (day, "metadata" if day else None)


def test_broken_and_harmful_word_documents(tmp_path: Path) -> None:
    d = docx.Document()
    d.add_paragraph(RELEASE)
    data = word(d)
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )
    for name, made, error in (
        ("cut.docx", data[: len(data) // 2], "Damaged"),
        ("flipped.docx", data[:3000] + bytes(200) + data[3200:], "Damaged"),
        ("text.docx", RELEASE.encode() * 3, "Damaged"),
        ("page.docx", b"<!DOCTYPE html><html><body>404", "Damaged"),
        ("xxe.docx", rezipped(data, {"word/document.xml": entity}), "Unsafe"),
        ("wide.docx", rezipped(data, {"word/document.xml": entity.decode().replace("?>", " encoding='utf-16'?>", 1).encode("utf-16")}), "Unsafe"),
        ("bomb.docx", rezipped(data, {"word/media/a.xml": bytes(60_000_000)}), "Unsafe"),
        ("no.docx", rezipped(data, {"word/document.xml": b"<w:document"}), "Damaged"),
        ("sheet.docx", rezipped(data, {}).replace(b"word/document.xml", b"word/documeny.xml"), "Unsupported"),
        ("blank.docx", word(docx.Document()), "EmptyFile"),
    ):
        (tmp_path / name).write_bytes(made)
        assert failure(tmp_path / name).error == error, name
    assert "web page" in failure(tmp_path / "page.docx").message


# --- PDF -------------------------------------------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return [w for w in unicodedata.normalize("NFKC", text).split() if w != "|"]


def test_a_printed_page_reads_like_the_page() -> None:
    """tests/data/workshop.pdf is workshop.html printed by Chromium: two pages, running head, page numbers, drawn bullets, a paragraph over the end."""
    printed = read((DATA / "workshop.pdf").read_bytes(), "a.pdf")
    shown = read((DATA / "workshop.html").read_bytes(), "a.html")
    assert words(printed.text) == words(shown.text)
    lines = shown.text.split("\n")
    assert [line for line in printed.text.split("\n") if line not in lines] == ["الجهة المشاركون", "وزارة المالية 20", "وزارة الصحة ١٥"]
    assert printed.title == shown.title
    assert printed.published is None


def test_qalam_reads_arabic_right_where_others_do_not() -> None:
    """DESIGN.md's comparison: the share of the words, in order, that each library gives back; qalam stays ahead, or the choice is open again."""
    expected = words(read((DATA / "workshop.html").read_bytes(), "a.html").text)
    ours = words(read((DATA / "workshop.pdf").read_bytes(), "a.pdf").text)
    plain = words("\n".join(p.extract_text() for p in pypdf.PdfReader(DATA / "workshop.pdf").pages))

    def right(got: list[str]) -> float:
        return sum(m.size for m in difflib.SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks()) / len(expected)

    assert right(ours) == 1.0
    assert right(plain) < 0.95


def test_the_fallback_reads_what_qalam_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_open_qalam", lambda data: None)
    got = read((DATA / "workshop.pdf").read_bytes(), "a.pdf").text
    expected = words(read((DATA / "workshop.html").read_bytes(), "a.html").text)
    assert len(set(expected) & set(words(got))) > 0.75 * len(set(expected))
    assert not any("\ufb50" <= c <= "\ufefc" for c in got)


def test_locked_pdfs(tmp_path: Path) -> None:
    for name, password in (("locked.pdf", "sesame"), ("open.pdf", "")):
        writer = pypdf.PdfWriter(clone_from=DATA / "workshop.pdf")
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        writer.write(tmp_path / name)
    got = failure(tmp_path / "locked.pdf")
    assert got.error == "Encrypted"
    assert "password" in got.message
    opened = read((tmp_path / "open.pdf").read_bytes(), "a.pdf")
    assert opened.text == read((DATA / "workshop.pdf").read_bytes(), "a.pdf").text


def test_scanned_truncated_and_broken_pdfs(tmp_path: Path) -> None:
    data = (DATA / "workshop.pdf").read_bytes()
    scan = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(400, 600)
    writer.write(scan)
    for name, made, error in (
        ("cut.pdf", data[: len(data) // 2], "Damaged"),
        ("rubbish.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 10 + b"\nstartxref\n0\n%%EOF", "Damaged"),
        ("scan.pdf", scan.getvalue(), "NeedsOcr"),
    ):
        (tmp_path / name).write_bytes(made)
        assert failure(tmp_path / name).error == error, name
    assert "OCR" in failure(tmp_path / "scan.pdf").message


def test_pages_without_text_are_named() -> None:
    writer = pypdf.PdfWriter(clone_from=DATA / "workshop.pdf")
    writer.add_blank_page(400, 600)
    out = io.BytesIO()
    writer.write(out)
    assert read(out.getvalue(), "a.pdf").meta == {"pages_without_text": [3]}


def printed(*lines: str, page: int = 0, **more: float) -> list[pdf._Printed]:
    return [pdf._Printed(line, page, 1, **more) for line in lines]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["اختتم معهد البيان للتدريب ورشة عمل في", "عمان بمشاركة 35 موظفاً"], ["اختتم معهد البيان للتدريب ورشة عمل في عمان بمشاركة 35 موظفاً"]),
        (["انتهت الورشة التي نظمها المعهد.", "وقال المدير العام إن الورشة"], ["انتهت الورشة التي نظمها المعهد.", "وقال المدير العام إن الورشة"]),
        (["اختتم المعهد ورشة عمل برعاية الدكتور د.", "سامي الحوراني"], ["اختتم المعهد ورشة عمل برعاية الدكتور د. سامي الحوراني"]),
        (["وقال رئيس الجامعة في كلمته الافتتاحية", "د. سامي الحوراني"], ["وقال رئيس الجامعة في كلمته الافتتاحية د. سامي الحوراني"]),
        (["وأوضح للمشاركين المهندس سامي الحوراني", "– المدير العام للمعهد"], ["وأوضح للمشاركين المهندس سامي الحوراني – المدير العام للمعهد"]),
        (["محاور الورشة التي نظمها معهد البيان", "- حماية البيانات", "2. الأرشفة"], ["محاور الورشة التي نظمها معهد البيان", "- حماية البيانات", "2. الأرشفة"]),
        (["بيان صحفي", "معهد البيان للتدريب في المملكة الأردنية"], ["بيان صحفي", "معهد البيان للتدريب في المملكة الأردنية"]),
    ],
)
def test_wrapped_lines_are_joined(lines: list[str], expected: list[str]) -> None:
    assert list(pdf._paragraphs(printed(*lines, size=12.0))) == expected


def test_running_heads_and_page_numbers_go_and_figures_stay() -> None:
    pages = [[*printed("معهد البيان", page=n, y=0.95), *printed(f"فقرة {n}", page=n), *printed(str(n + 1), page=n, y=0.05)] for n in range(3)]
    kept = pdf._without_running([line for page_lines in pages for line in page_lines])
    assert [line.text for line in kept] == ["فقرة 0", "فقرة 1", "فقرة 2"]
    single = [*printed("معهد البيان", y=0.95), *printed("2024", y=0.05)]
    assert pdf._without_running(single) == single


# --- what the texts do not say -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 مايو 2024", "2024-05-05"),
        ("٥ أيّار ٢٠٢٤", "2024-05-05"),
        ("5 أيار/مايو 2024م", "2024-05-05"),
        ("الأحد، 5 مايو 2024 - 10:30 ص", "2024-05-05"),
        ("12 تشرين الأول 2024", "2024-10-12"),
        ("3 غشت 2024", "2024-08-03"),
        ("3 جانفي 2024", "2024-01-03"),
        ("Sun, 05 May 2024 10:00 GMT", "2024-05-05"),
        ("Sun, 05 May 2024 23:59:59 -1100", "2024-05-05"),
        ("Sun, 05 May 2024 00:00:01 +1400", "2024-05-05"),
        ("Sun May 05 2024 10:00:00 GMT+0300 (Arabian Standard Time)", "2024-05-05"),
        ("Sun May  5 10:00:00 UTC 2024", "2024-05-05"),
        ("May 5, 2024", "2024-05-05"),
        ("Sept. 5th, 2024", "2024-09-05"),
        ("5-May-2024", "2024-05-05"),
        ("5 mai 2024", "2024-05-05"),
        ("dimanche 5 août 2012 à 10h30", "2012-08-05"),
        ("1er févr. 2024", "2024-02-01"),
        ("2024-05-05T10:00:00+03:00", "2024-05-05"),
    ],
)
def test_a_written_day(text: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        monkeypatch.setenv("TZ", zone)
        if hasattr(time, "tzset"):
            time.tzset()
        days._on.cache_clear()
        assert days.stated_day(text) == day
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(
    "text",
    [
        "", "أمس", "yesterday", "il y a 2 jours", "منذ يومين", "5 مايو", "May 2024", "مايو 2024", "2024", "5 May 24", "05/06/2024", "25.12.2024", "1714903200",
        "1714903200000", "31 February 2024", "30 شباط 2024", "0 May 2024", "35 مايو 2024", "الاثنين 5 مايو 2024", "Mon, 05 May 2024", "5 أيار/حزيران 2024",
        "5 رمضان 1445", "5 مايو 2024هـ", "5 مايو 1824", "بعد 5 مايو 2024", "before May 5, 2024", "5-7 May 2024", "5 May 2024 to 7 May 2024", "4 May 2024 5 June 2024",
        "5 days 2024", "5 Foo 2024", "5 de mayo 2024", "ورشة 5 مايو 2024", "9" * 1000, "5 May 2024 " * 1000, "May " * 1000,
    ],
)  # fmt: skip
def test_no_written_day(text: str) -> None:
    assert days.stated_day(text) is None


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31)), st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_every_day_is_read_as_written(day: datetime.date, pick: int) -> None:
    arabic = [row["name"] for row in lexicon.rows("months") if int(row["month"]) == day.month]
    latin = [row["name"] for row in lexicon.rows("latin_months") if int(row["month"]) == day.month]
    assert days.stated_day(f"{day.day} {arabic[pick % len(arabic)]} {day.year}") == day.isoformat()
    assert days.stated_day(f"{latin[pick % len(latin)].title()} {day.day}, {day.year}") == day.isoformat()


@given(st.text(alphabet="0123456789 ,./-:مايوأحدTZ+MaySun()٠٥", max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_gives_a_day_or_none(text: str) -> None:
    found = days.stated_day(text)
    assert found is None or datetime.date.fromisoformat(found).isoformat() == found


def test_the_day_in_the_name_where_the_format_has_none(tmp_path: Path) -> None:
    stated = '<html><head><meta name="date" content="2023-01-02"></head><body>'
    (tmp_path / "2024-05-12_a.txt").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "2024-05-12_b.html").write_text(f"{stated}<p>{RELEASE}</p></body></html>", encoding="utf-8")
    (tmp_path / "c.txt").write_text(RELEASE, encoding="utf-8")
    got = [(d.published, d.published_from, d.meta) for d in ingest.documents([tmp_path]) if isinstance(d, Document)]
    assert got == [("2024-05-12", "file_name", {}), ("2023-01-02", "metadata", {}), (None, None, {})]


def test_the_name_tells_when_yesterday_was(tmp_path: Path) -> None:
    text = "عمّان - اختتم معهد البيان للتدريب أمس ورشة عمل بمشاركة 35 موظفاً."
    (tmp_path / "2024-05-12_a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "2024-05-12_b.txt").write_text(text, encoding="utf-8")
    (tmp_path / "c.html").write_text(f'<html><head><meta name="date" content="5 مايو 2024"></head><body><p>{text}</p></body></html>', encoding="utf-8")
    rows = {"2024-05-12_b.txt": {"released": "2023-03-01"}}
    a, b, c = arextract.extract_many(ingest.documents([tmp_path], metadata=rows))
    assert isinstance(a, Release)
    assert isinstance(b, Release)
    assert isinstance(c, Release)
    assert (a.released, a.released_from, a.meta, [d.first for d in a.dates]) == ("2024-05-12", "file_name", {}, ["2024-05-11"])
    assert (b.released, b.released_from, [d.first for d in b.dates]) == ("2023-03-01", "metadata", ["2023-02-28"])
    assert (c.released, c.released_from, [d.first for d in c.dates]) == ("2024-05-05", "metadata", ["2024-05-04"])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-05-12_x.txt", "2024-05-12"),
        ("20240512-بيان.pdf", "2024-05-12"),
        ("بيان 2024.05.12.docx", "2024-05-12"),
        ("sub/2023-01-01/٢٠٢٤-٠٥-١٢.txt", "2024-05-12"),
        ("2024-05-12_2024-05-12.txt", "2024-05-12"),
        ("2024-05-12_to_2024-05-14.txt", None),
        ("12-05-2024.txt", None),
        ("2024-13-12.txt", None),
        ("1445-11-04.txt", None),
        ("120240512.txt", None),
        ("2024-0512.txt", None),
        ("2024-05-12/a.txt", None),
        ("a.txt", None),
    ],
)
def test_date_in_name(name: str, day: str | None) -> None:
    assert ingest.date_in_name(name) == day


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    (tmp_path / "meta.csv").write_bytes(text.encode(encoding))
    return tmp_path / "meta.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("sep", [",", ";", "\t"])
def test_metadata(tmp_path: Path, encoding: str, sep: str) -> None:
    rows = (("path", "released", "المصدر"), ("./a.txt", "2024-05-12", '"وكالة, ""س"" ; \t"'), ("b\\c.txt", "", ""))
    text = "".join(sep.join(row) + "\r\n" for row in rows)
    assert ingest.read_metadata(table(tmp_path, text, encoding)) == {"a.txt": {"released": "2024-05-12", "المصدر": 'وكالة, "س" ;'}, "b/c.txt": {}}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12T10:00", "2024-05-12"),
        ("2024-05-12 00:00:00", "2024-05-12"),
        ("٢٠٢٤/٠٥/١٢", "2024-05-12"),
        ("12 أيار 2024", "2024-05-12"),
        ('"May 12, 2024"', "2024-05-12"),
        ('"Sun, 12 May 2024 10:00 GMT"', "2024-05-12"),
    ],
)
def test_released_in_words(tmp_path: Path, written: str, day: str) -> None:
    assert ingest.read_metadata(table(tmp_path, f"path,released\na.txt,{written}\n")) == {"a.txt": {"released": day}}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("file,released\na.txt,2024-05-12\n", r"meta\.csv:1: no column «path»"),
        ("", r"meta\.csv:1: no column «path»"),
        ("path,released\na.txt,2024-05-12\nb.txt,12/05/2024\n", r"meta\.csv:3: released «12/05/2024»"),
        ("path,released\na.txt,2024-02-30\n", r"meta\.csv:2: released"),
        ("path,released\na.txt,2024-05-12T99\n", r"meta\.csv:2: released"),
        ("path,released\na.txt,1714903200\n", r"meta\.csv:2: released «1714903200» is not a day"),
        ("path,released\na.txt,أمس\n", r"meta\.csv:2: released «أمس» is not a day"),
        ("path,released\na.txt,الاثنين 5 مايو 2024\n", r"meta\.csv:2: released"),
        ("path,x\na.txt,1,2\n", r"meta\.csv:2: more fields"),
        ("path,x\n,1\n", r"meta\.csv:2: the path is empty"),
        ("path,x\na.txt,1\na.txt,2\n", r"meta\.csv:3: «a\.txt» stands already in line 2"),
    ],
)
def test_bad_metadata_names_file_and_line(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(ingest.IngestError, match=where):
        ingest.read_metadata(table(tmp_path, text))


def test_metadata_in_another_encoding_or_missing(tmp_path: Path) -> None:
    with pytest.raises(ingest.IngestError, match="not UTF-8"):
        ingest.read_metadata(table(tmp_path, "path,المصدر\na.txt,وكالة\n", "cp1256"))
    with pytest.raises(ingest.IngestError, match="cannot be read"):
        ingest.read_metadata(tmp_path / "none.csv")


def test_metadata_matches_the_path_and_the_bare_name_where_it_is_unique() -> None:
    rows = {"2024/a.txt": {"n": "1"}, "b.txt": {"n": "2"}, "c.txt": {"n": "3"}, "x/d.txt": {"n": "4"}}
    ids = ["2024/a.txt", "2025/a.txt", "p/b.txt", "p/c.txt", "q/c.txt", "d.txt", "e.txt"]
    assert ingest.match_metadata(rows, ids) == ({"2024/a.txt": {"n": "1"}, "p/b.txt": {"n": "2"}, "d.txt": {"n": "4"}}, ["c.txt"])


def test_metadata_goes_into_meta(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    (got,) = ingest.documents([tmp_path], metadata={"a.txt": {"released": "2024-05-12", "source": "x"}})
    assert isinstance(got, Document)
    assert got.meta == {"released": "2024-05-12", "source": "x"}


def test_two_readings_are_the_same() -> None:
    for name in ("workshop.pdf", "workshop.html"):
        data = (DATA / name).read_bytes()
        assert read(data, name) == read(data, name)
