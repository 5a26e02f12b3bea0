"""Files to documents: find them, decode them, hand their bytes to the reader of their format.

Everything that goes wrong with one file becomes a `Failure` that names it; nothing raises out of `documents`. What comes out depends on the
bytes and the file's name alone: no clock, no network, and the order is that of the sorted ids. The libraries load when their format first turns up.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from arextract.ingest import html, markdown, pdf, word
from arextract.ingest.days import date_in_name, released_day
from arextract.ingest.encodings import clean, declared_charset, decode, misread
from arextract.ingest.finding import STDIN, Item, sources
from arextract.ingest.metadata import match_metadata, read_metadata
from arextract.ingest.reading import BrokenEncoding, Damaged, EmptyFile, Encrypted, IngestError, NotText, Reading, TooLarge, Unsupported
from arextract.records import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "MAX_BYTES", "STDIN", "IngestError", "Item", "clean", "date_in_name", "decode", "documents", "match_metadata", "misread", "read", "read_bytes",
    "read_items", "read_metadata", "released_day", "sources",
]  # fmt: skip

MAX_BYTES = 64 * 1024 * 1024

TEXT, MARKDOWN, HTML, DOCX, PDF = "text", "markdown", "html", "docx", "pdf"
SUFFIXES = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".docx": DOCX, ".pdf": PDF,
}  # fmt: skip
# What else lies in folders of releases, and what to do about it.
_SAVE_AS = "is not read; save it as .docx, .pdf or .txt"
_TABLE = "is a table, not a release; read it into a DataFrame (extract_frame), or give it as --metadata"
UNREAD = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".pages", ".wpd", ".ppt", ".pptx", ".odp", ".epub", ".mht", ".mhtml", ".eml", ".msg"), _SAVE_AS),
    **dict.fromkeys((".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet", ".json", ".jsonl", ".sqlite", ".db", ".xml", ".yaml", ".yml"), _TABLE),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".heic", ".ico"), "is a picture; run OCR on it first"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".tgz"), "is an archive; unpack it first"),
    **dict.fromkeys((".mp3", ".mp4", ".wav", ".avi", ".mov", ".mkv", ".ogg", ".m4a"), "is a recording, not a text"),
    **dict.fromkeys((".exe", ".dll", ".so", ".py", ".pyc", ".js", ".css", ".ttf", ".otf", ".woff", ".woff2"), "is part of a program or a page, not a release"),
}
# First bytes that settle it, whatever the file is called.
_MAGIC = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"II*\x00": "a TIFF picture", b"MM\x00*": "a TIFF picture",
    b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"SQLite format 3": "a database", b"PAR1": "a Parquet table", b"RIFF": "a recording or picture",
    b"ID3": "a recording", b"OggS": "a recording", b"{\\rtf": "an RTF document",
}  # fmt: skip


def documents(
    paths: Sequence[Path | str], *, max_bytes: int = MAX_BYTES, metadata: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Document | Failure]:
    """Read everything that `paths` name, one document at a time, in the order of the ids; `metadata` (from `read_metadata`) goes into `meta`."""
    items = sources(paths)
    rows, _ = match_metadata(metadata or {}, [item.doc_id for item in items])
    return read_items(items, rows, max_bytes=max_bytes)


def read_items(items: Iterable[Item], rows: Mapping[str, Mapping[str, str]], *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Failure]:
    """Read what `sources` found, one document at a time; `rows` (from `match_metadata`) goes into `meta`."""
    for item in items:
        got = read(item, max_bytes=max_bytes)
        row = rows.get(item.doc_id)
        yield replace(got, meta={**got.meta, **row}) if row and isinstance(got, Document) else got


def read(item: Item, *, max_bytes: int = MAX_BYTES) -> Document | Failure:
    """Read one file. Whatever is wrong with it comes back as a `Failure` of stage "ingest"; nothing is raised."""
    if item.fault:
        return item.fault
    try:
        if item.path is not None and (remedy := UNREAD.get(os.path.splitext(item.path)[1].lower())):
            raise Unsupported(f"{item.doc_id}: {remedy}")
        return read_bytes(_load(item, max_bytes), item.doc_id)
    except IngestError as error:
        return Failure(item.doc_id, "ingest", type(error).__name__, str(error))
    except FileNotFoundError:
        return Failure(item.doc_id, "ingest", "FileNotFoundError", f"{item.doc_id}: there is no such file ({item.path}); check the path")
    except PermissionError:
        return Failure(item.doc_id, "ingest", "PermissionError", f"{item.doc_id}: may not be read; give yourself permission (chmod u+r)")
    except Exception as error:  # a library met a file it was not made for: that is the file's failure, not the run's
        message = f"{item.doc_id}: could not be read ({error}); open it and save it anew, or leave it out"
        return Failure(item.doc_id, "ingest", type(error).__name__, message)


def _load(item: Item, max_bytes: int) -> bytes:
    if item.path is None:
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        # O_NONBLOCK: a pipe that nobody writes to must not hold up the run.
        with os.fdopen(os.open(item.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            at = os.fstat(file.fileno())
            if not stat.S_ISREG(at.st_mode):
                raise Unsupported(f"{item.doc_id}: is not a file but a pipe, socket or device; pipe into '-' instead")
            data = b"" if at.st_size > max_bytes else file.read(max_bytes + 1)
            if at.st_size > max_bytes:
                raise TooLarge(f"{item.doc_id}: {at.st_size:,} bytes, more than the {max_bytes:,} allowed; split it or raise the limit")
    if len(data) > max_bytes:
        raise TooLarge(f"{item.doc_id}: more than the {max_bytes:,} bytes allowed; split it or raise the limit")
    return data


def read_bytes(data: bytes, name: str) -> Document:
    """Read a document from its bytes. `name` gives the id and, by its suffix, the format; what the bytes say themselves goes before the suffix.

    The day of publication is the one that the format states, else the one in the name. Raises IngestError, its message beginning with `name`, where they
    cannot be read.

    >>> read_bytes("عقدت الوزارة ورشة".encode("cp1256"), "a.txt").text
    'عقدت الوزارة ورشة'
    """
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise EmptyFile(f"{name}: the file is empty; fetch or save it again")
    try:
        kind = _kind(data, name)
        if kind == PDF:
            got = pdf.read(data)
        elif kind == DOCX:
            got = word.read(data)
        elif kind == HTML:
            got = html.read(clean(decode(data, declared_charset(data))))
        else:
            text = clean(decode(data))
            got = markdown.read(text) if kind == MARKDOWN else Reading(text)
    except IngestError as error:
        raise type(error)(f"{name}: {error}") from error
    text = clean(got.text)
    if not text.strip("\ufffd \n\t\u00a0\u200e\u200f\ufeff\u200b"):
        raise EmptyFile(f"{name}: there is no text in it; open it, and if it shows any, save it as .txt")
    if found := misread(text):
        raise BrokenEncoding(f"{name}: {found}")
    title = " ".join(clean(got.title).split()) if got.title else None
    published = got.published or date_in_name(name)
    origin: Literal["metadata", "file_name"] | None = "metadata" if got.published else "file_name" if published else None
    return Document(name, text, hashlib.sha256(data).hexdigest(), title or None, published, got.meta or {}, origin)


def _kind(data: bytes, name: str) -> str:
    if data.lstrip()[:5] == b"%PDF-":
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Encrypted("is an old .doc or a .docx with a password; open it in Word and save it as .docx without one")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise NotText(f"not text but {what}; only .txt .md .html .docx .pdf are read")
    kind = SUFFIXES.get(os.path.splitext(name)[1].lower())
    page = re.search(rb"<!doctype html|<html[\s>]|<body[\s>]", data[:2048].replace(b"\x00", b"").lower()) is not None
    if kind in (PDF, DOCX):
        raise Damaged(f"is named .{kind} and is {'a web page, such as sites send for a missing file' if page else 'none'}; fetch it again")
    return kind or (HTML if page else TEXT)
