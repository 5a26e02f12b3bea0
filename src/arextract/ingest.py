"""Files to documents: find them, decode them, hand their bytes to the reader of their format.

Everything that goes wrong with one file becomes a `Failure` that names it; nothing raises out of `documents`. What comes out depends on the
bytes alone: no clock, no network, and the order is that of the sorted ids.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
import re
import stat
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import formats, lexicon
from .fold import fold
from .formats import BrokenEncoding, Damaged, EmptyFile, Encrypted, IngestError, NotText, Reading, TooLarge, Unsupported, iso_day
from .records import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["MAX_BYTES", "IngestError", "Item", "date_in_name", "decode", "documents", "match_metadata", "read", "read_bytes", "read_metadata", "sources"]

MAX_BYTES = 64 * 1024 * 1024
STDIN = "stdin"

# --- finding ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """A file that was found and not yet opened: its id in the run, its path (None for standard input), or what already stands in its way."""

    doc_id: str
    path: str | None
    fault: Failure | None = None


def sources(paths: Sequence[Path | str]) -> list[Item]:
    """List what a run will read, in the order of the ids; no file is opened.

    A folder is walked to the bottom, links followed, hidden files and folders left out; an id is the path below the folder, with "/". The same file
    named twice is listed once. Ids that clash between folders take the folder's name in front («2024/a.txt», «2025/a.txt»), as much of it
    as tells them apart.
    """
    found: dict[str, tuple[str, Item]] = {}  # absolute path -> (what may stand before the id, the item)
    for given in paths:
        if str(given) == "-":
            found.setdefault(STDIN, ("", Item(STDIN, None)))
            continue
        top = os.path.abspath(given)
        folder = os.path.isdir(top)
        for item in _walk(top) if folder else [_single(top)]:
            place = item.path or top
            below = os.path.relpath(place, top) if folder else os.path.basename(top)
            found.setdefault(place, (top if folder else os.path.dirname(top), replace(item, doc_id=_plain(below))))
    return sorted(_unique(list(found.values())), key=lambda item: item.doc_id)


def _single(path: str) -> Item:
    if os.path.islink(path) and not os.path.exists(path):
        return _faulty(path, "FileNotFoundError", f"the link leads nowhere ({os.readlink(path)}); repair or remove it")
    return Item("", path)


def _walk(top: str) -> Iterator[Item]:
    pending: list[tuple[str, tuple[tuple[int, int], ...]]] = [(top, ())]
    while pending:
        folder, above = pending.pop()
        try:
            here = os.stat(folder)
            if (here.st_dev, here.st_ino) in above:
                yield _faulty(folder, "DirectoryLoop", "the link leads back to a folder above it; remove the link")
                continue
            with os.scandir(folder) as listing:
                for entry in listing:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir():
                        pending.append((entry.path, (*above, (here.st_dev, here.st_ino))))
                    else:
                        yield _single(entry.path)
        except OSError as error:
            yield _faulty(folder, type(error).__name__, f"the folder cannot be listed ({error.strerror}); check its permissions")


def _faulty(path: str, error: str, message: str) -> Item:
    return Item("", path, Failure(path, "ingest", error, message))


def _plain(path: str) -> str:
    # A file name is bytes: what is not UTF-8 in it could not be written to JSON.
    return Path(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unique(found: list[tuple[str, Item]]) -> Iterator[Item]:
    names = [item.doc_id for _, item in found]
    while clashing := {name for name, times in Counter(names).items() if times > 1}:
        changed = False
        for i, (top, item) in enumerate(found):
            if names[i] in clashing:
                parts = [part for part in f"{_plain(top)}/{item.doc_id}".split("/") if part]
                longer = "/".join(parts[-(names[i].count("/") + 2) :])
                changed, names[i] = changed or longer != names[i], longer
        if not changed:  # nothing left to put in front: names that differ only in undecodable bytes
            seen: Counter[str] = Counter()
            for i, name in enumerate(names):
                if name in clashing:
                    seen[name] += 1
                    names[i] = f"{name}~{seen[name]}"
    for name, (_, item) in zip(names, found, strict=True):
        fault = replace(item.fault, path=name, message=f"{name}: {item.fault.message}") if item.fault else None
        yield Item(name, item.path, fault)


# --- reading ---------------------------------------------------------------------------------------------------------------------------

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
    rows = match_metadata(metadata or {}, [item.doc_id for item in items])
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

    Raises IngestError, its message beginning with `name`, where they cannot be read.

    >>> read_bytes("عقدت الوزارة ورشة".encode("cp1256"), "a.txt").text
    'عقدت الوزارة ورشة'
    """
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise EmptyFile(f"{name}: the file is empty; fetch or save it again")
    try:
        kind = _kind(data, name)
        if kind == PDF:
            got = formats.pdf(data)
        elif kind == DOCX:
            got = formats.docx(data)
        elif kind == HTML:
            got = formats.html(clean(decode(data, _declared(data))))
        else:
            text = clean(decode(data))
            got = formats.markdown(text) if kind == MARKDOWN else Reading(text)
    except IngestError as error:
        raise type(error)(f"{name}: {error}") from error
    text = clean(got.text)
    if not text.strip("\ufffd \n\t\u00a0\u200e\u200f\ufeff\u200b"):
        raise EmptyFile(f"{name}: there is no text in it; open it, and if it shows any, save it as .txt")
    title = " ".join(clean(got.title).split()) if got.title else None
    return Document(name, text, hashlib.sha256(data).hexdigest(), title or None, got.published, got.meta or {})


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


# --- decoding --------------------------------------------------------------------------------------------------------------------------

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})|<meta[^>]{0,400}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I
)
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{1,40}")
LOST = 0.02  # the share of characters that may be beyond repair
_EIGHT_BIT = ("cp1256", "iso8859_6", "cp1252")


def clean(text: str) -> str:
    r"""Text as records hold it: no BOM, line ends "\n", what no text has (NUL, controls, lone surrogates) as U+FFFD, one for one."""
    text = text.removeprefix("\ufeff").removesuffix("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    return _JUNK.sub("\ufffd", text)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, 8192)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def decode(data: bytes, declared: str | None = None) -> str:
    """Bytes to text. A BOM settles it, then the pattern of UTF-16, then being UTF-8; only then the charset that the file declares, and Arabic itself.

    Old pages declare what their editor wrote in 1999, so `declared` is a strong word and not the last one. Between Windows-1256, ISO-8859-6 and Latin
    letters and words decide: «عمان» in one is «غكال» in the other. Raises NotText for binary data, BrokenEncoding where more than 2 % would be lost.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _sound(data[len(bom) :].decode(name, "replace"), name)
    if wide := _wide(data):
        return _sound(data.decode(wide, "replace"), wide)
    controls = sum(1 for _ in _CONTROL.finditer(data, 0, 65536))
    if controls > 0.01 * min(len(data), 65536) and (first := _CONTROL.search(data)):
        raise NotText(f"not text (byte {first.start()}); only .txt .md .html .docx .pdf are read")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    mended = data.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if lost <= max(LOST * len(mended), 1) and 4 * lost <= len(re.findall(r"[\u0080-\ufffc]", mended)):
        return mended
    high = _telling(data) or data[first_bad : first_bad + 4096]
    named = _codec_name(declared)
    # A page of 1999 that says Latin and means Arabic is common; one that says an Arabic charset is mostly right.
    score = {name: _likeness(high, name) + (1.0 if name == named and name != "cp1252" else 0.0) for name in _EIGHT_BIT}
    best = max(_EIGHT_BIT, key=lambda name: score[name])
    other = named if named and named not in (*_EIGHT_BIT, "utf-8", "ascii") else None
    if score[best] >= 0.3 and not (other and best == "cp1252"):
        parts = high.split(b" ")
        for half in (parts[: len(parts) // 2], parts[len(parts) // 2 :]):
            if len(half) > 3 and _likeness(b" ".join(half), best) < -0.5:
                raise BrokenEncoding(f"parts of it are in different encodings (byte {first_bad}); save it as UTF-8")
        return _sound(data.decode(best, "replace"), best)
    if (other := other or _guess(data)) is None:
        raise BrokenEncoding(f"its bytes are in no encoding that we know (byte {first_bad}); save it as UTF-8")
    return _sound(data.decode(other, "replace"), other)


def _telling(data: bytes) -> bytes:
    """Words beyond ASCII from both ends of a text: enough to tell its encoding, and that its two halves are in different ones."""
    ends = (data[: 1 << 20], b"") if len(data) <= 1 << 20 else (data[: 1 << 19], data[-(1 << 19) :])
    words = [w for end in ends for w in _WORD.findall(end) if not w.isascii()]
    return b" ".join(dict.fromkeys((*words[:100], *words[-100:])))


def _sound(text: str, name: str) -> str:
    lost = text.count("\ufffd")
    if lost > max(LOST * len(text), 1):
        raise BrokenEncoding(f"{lost} of {len(text)} characters are not valid {name}; save it as UTF-8")
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte is 06 (Arabic) or 00 (spaces, digits, Latin), which no text in bytes has."""
    even, odd = data[:4096:2], data[1:4096:2]
    if len(odd) < 2:
        return None
    low, high = ((part.count(0) + part.count(6)) / len(part) for part in (even, odd))
    if high >= 0.7 and low <= 0.15:
        return "utf-16-le"
    return "utf-16-be" if low >= 0.7 and high <= 0.15 else None


def _codec_name(declared: str | None) -> str | None:
    import codecs

    if not declared:
        return None
    try:
        found = codecs.lookup(declared)
        b"a".decode(found.name)  # base64, rot13 and others are codecs, and no charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    return {"iso8859-6": "iso8859_6", "iso8859-1": "cp1252"}.get(found.name, found.name)


@cache
def _weights() -> dict[str, float]:
    return {row["letter"]: math.log2(64 * float(row["per_mille"]) / 1000) for row in lexicon.rows("letters")}


@lru_cache(maxsize=8192)
def _arabic(piece: str) -> float:
    """How Arabic a run of Arabic letters is: its letters' frequencies, its marks where marks stand, and being a word."""
    weights = _weights()
    bare = fold(piece).text
    total = sum(weights.get(c, -3.0) for c in bare) - 4.0 * len(_NOT_IN_WORDS.findall(piece))
    return total + (1.5 * len(bare) if bare in _known() else 2.0 if bare.startswith("ال") else 0.0)


@cache
def _known() -> frozenset[str]:
    return frozenset(lexicon.column("words"))


_PIECE = re.compile(
    r"(?P<arabic>[\u0620-\u063a\u0640-\u0652\u067e\u0686\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2\u0679\u0688\u0691]+)|(?P<latin>[^\W\d_\u0600-\u06ff]+)"
)
_FITTING = frozenset("،؛؟«»“”‘’–—…•·\u00a0\u200c\u200d\u200e\u200f×°„‹›€£©®")
_NOT_IN_WORDS = re.compile(r"^[\u064b-\u0652]|[\u064b-\u064d](?=[\u0621-\u064a]{2})|[\u064b-\u0650\u0652]{2}")  # no tanwin amid a word, no vowel on a vowel


def _likeness(sample: bytes, name: str) -> float:
    """How much `sample` looks like a language when read as `name`, per byte above 7F: about 2 to 3 for Arabic, below 0 for nonsense."""
    text = sample.decode(name, "replace")
    total, count = 0.0, 0
    for word in text.split(" "):
        pieces = [(m.lastgroup, m[0]) for m in _PIECE.finditer(word)]
        mixed = len({kind for kind, _ in pieces}) > 1
        for kind, piece in pieces:
            foreign = sum(1 for c in piece if c > "\x7f")
            count += foreign
            if mixed:
                total -= 4 * foreign  # «Universitنt»: no word has both
            elif kind == "arabic":
                total += _arabic(piece)
            elif 2 * foreign > len(piece):  # «ÚãÇä»
                total -= 2.0 * foreign
            else:  # é in «Réunion» stands among plain letters, and mostly alone
                alone = sum(1 for i, c in enumerate(piece) if c > "\x7f" and piece[max(i - 1, 0) : i].isascii() and piece[i + 1 : i + 2].isascii())
                total += 1.2 * alone + 0.1 * (foreign - alone)
        for c in _PIECE.sub("", word):
            if c > "\x7f":
                count += 1
                total += 0.5 if c in _FITTING else -3.0
    return total / count if count else -1.0


def _guess(data: bytes) -> str | None:
    """What charset-normalizer makes of a text in neither Arabic nor a Latin language, from a sample: it takes seconds for megabytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(data if len(data) <= 32768 else data[:16384] + data[-16384:]).best()
    if best is None or best.percent_chaos >= 10 or len(data) <= 32 or best.encoding in _EIGHT_BIT:
        return None
    return best.encoding


# --- what the texts do not say -------------------------------------------------------------------------------------------------------------

_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def date_in_name(name: str) -> str | None:
    """The day that a file name states, year first («2024-05-12_بيان.txt», «20240512.pdf»); None where there is none, or two different ones.

    Only the name itself is read, not the folders. «12-05-2024» could be two days, so it is none.
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in stem)
    days = {day for m in _NAME_DATE.finditer(digits) if (day := iso_day(f"{m[1]}-{m[3]}-{m[4]}"))}
    return days.pop() if len(days) == 1 else None


def read_metadata(csv_path: Path | str) -> dict[str, dict[str, str]]:
    """What a table says about the documents: path -> its other columns, without the empty ones.

    UTF-8, with or without BOM; commas, semicolons or tabs. `released` must be an ISO day. Raises IngestError that names the file and the line.
    """
    name = os.path.basename(csv_path)
    try:
        text = Path(csv_path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IngestError(f"{name}: not UTF-8 (byte {error.start}); save it as «CSV UTF-8»") from error
    except OSError as error:
        raise IngestError(f"{name}: cannot be read: {error.strerror}; check --metadata") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    found: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    try:
        columns = [c.strip() for c in reader.fieldnames or ()]
        if "path" not in columns:
            raise IngestError(f"{name}:1: no column «path» among {', '.join(columns) or 'none'}; name the column that holds the file names «path»")
        reader.fieldnames = columns
        for row in reader:
            if None in row:
                raise IngestError(f"{name}:{reader.line_num}: more fields than the {len(columns)} columns; quote the field that holds a comma")
            values = {key: value.strip() for key, value in row.items() if value and value.strip()}
            path = values.pop("path", "").replace("\\", "/").removeprefix("./")
            if not path:
                raise IngestError(f"{name}:{reader.line_num}: the path is empty; name the file or remove the line")
            if path in found:
                raise IngestError(f"{name}:{reader.line_num}: «{path}» stands already in line {lines[path]}; keep one of them")
            released = values.get("released")
            if released is not None and (len(released) != 10 or iso_day(released) != released):
                raise IngestError(f"{name}:{reader.line_num}: released «{released}» is not a day written as 2024-05-12")
            found[path], lines[path] = values, reader.line_num
    except csv.Error as error:
        raise IngestError(f"{name}:{reader.line_num}: not a table: {error}") from error
    return found


def match_metadata(rows: Mapping[str, Mapping[str, str]], doc_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """The row of each document that has one: by its path, else by the bare file name where one row and one document bear it."""
    ids = list(doc_ids)
    known = set(ids)
    left = [doc_id for doc_id in ids if doc_id not in rows]
    unused = [path for path in rows if path not in known]
    documents_of, rows_of = (Counter(p.rsplit("/", 1)[-1] for p in paths) for paths in (ids, rows))
    by_name = {path.rsplit("/", 1)[-1]: path for path in unused}
    matched = {doc_id: dict(rows[doc_id]) for doc_id in ids if doc_id in rows}
    for doc_id in left:
        bare = doc_id.rsplit("/", 1)[-1]
        if documents_of[bare] == rows_of[bare] == 1 and bare in by_name:
            matched[doc_id] = dict(rows[by_name[bare]])
    return matched
