"""Word documents (.docx) to text: paragraphs, lists and tables in their order."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from arextract.ingest.days import stated_day
from arextract.ingest.reading import MARK, Damaged, Encrypted, IngestError, Reading, Unsafe, Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(data: bytes) -> Reading:
    """Paragraphs and tables of a Word document in their order; headers, footers, notes and what was struck out stay out.

    `created` is no day of publication (a template carries its own for years): only Word's «Publish Date» property is taken.
    """
    parts = _unpacked(data)
    import docx as python_docx

    try:
        document = python_docx.Document(io.BytesIO(data))
        listed = _list_styles(document)
        lines = [line for line in _word_lines(document.element.body, listed)]
    except Exception as error:
        raise Damaged(f"damaged: Word's parts do not fit together ({error}); open it in Word and save it anew") from error
    try:
        title = (document.core_properties.title or "").strip()
    except Exception:  # properties that python-docx cannot read are not worth the document
        title = ""
    if not title or re.fullmatch(r"(?i)(?:document|مستند|untitled)\s{0,3}\d{0,3}|.{0,200}\.docx?", title):
        title = next((p.text for p in document.paragraphs if p.text.strip() and _style_id(p._p) in ("Title", "Heading1")), "")
    stated = (re.search(rb"<(?:\w{1,20}:)?PublishDate[^>]{0,200}>([^<]{6,120})<", part) for part in parts)
    published = next((day for m in stated if m and (day := stated_day(m[1].decode("utf-8", "ignore")))), None)
    return Reading("\n".join(lines), title or None, published)


def _unpacked(data: bytes) -> list[bytes]:
    """The small XML parts that may state properties, after the container has been found sound and harmless."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {m.filename for m in members}
            if "word/document.xml" not in names:
                what = "a spreadsheet" if "xl/workbook.xml" in names else "slides" if "ppt/presentation.xml" in names else "an archive"
                raise Unsupported(f"is {what}, not a Word document; save its text as .docx or .txt")
            size = sum(m.file_size for m in members)
            swollen = any(m.file_size > 1 << 20 and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members)
            if swollen or size > MAX_UNPACKED or len(members) > 10_000:
                raise Unsafe(f"unpacks to {size:,} bytes from {len(data):,}: a zip bomb; do not open it")
            if any(m.flag_bits & 1 for m in members):
                raise Encrypted("is encrypted; save it without a password")
            kept = []
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    part = archive.read(member)
                    # Word writes no DTD; who does wants entities expanded. Zero bytes go, for the part may be UTF-16.
                    if re.search(rb"<!(?:DOCTYPE|ENTITY)", part.replace(b"\x00", b"")):
                        raise Unsafe(f"declares XML entities ({member.filename}), as no word processor does; do not open it")
                    if member.filename.startswith("customXml/") and len(part) < 100_000:
                        kept.append(part)
            return kept
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, IngestError):
            raise
        raise Damaged(f"truncated or damaged ({error}); fetch it again") from error
    except Exception as error:  # zlib.error, struct.error and what else a broken archive raises
        raise Damaged(f"truncated or damaged ({error}); fetch it again") from error


def _list_styles(document: Any) -> frozenset[str]:
    """Ids of the styles whose paragraphs are list items, by their own numbering or their parent's."""
    styles = {s.get(f"{_W}styleId"): s for s in document.styles.element.iter(f"{_W}style")}

    def listed(style: Any, depth: int = 0) -> bool:
        if style is None or depth > 20:
            return False
        name = style.find(f"{_W}name")
        if name is not None and re.match(r"(?i)list (?:bullet|number)", name.get(f"{_W}val") or ""):
            return True
        number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(f"{_W}val") != "0")
        parent = style.find(f"{_W}basedOn")
        return listed(styles.get(parent.get(f"{_W}val")), depth + 1) if parent is not None else False

    # Headings may be numbered too («1. مقدمة»): they are headings.
    return frozenset(i for i, s in styles.items() if i and not i.startswith("Heading") and listed(s))


def _style_id(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return (style.get(f"{_W}val") or "") if style is not None else ""


def _is_listed(paragraph: Any, listed: frozenset[str]) -> bool:
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is not None:
        return bool(number.get(f"{_W}val") != "0") and not _style_id(paragraph).startswith(("Heading", "Title"))
    return _style_id(paragraph) in listed


def _word_lines(container: Any, listed: frozenset[str]) -> Iterator[str]:
    for child in container:
        if child.tag == f"{_W}p":
            text, boxes = _word_text(child)
            for i, line in enumerate(filter(None, (" ".join(part.split(" ")).strip() for part in text.split("\n")))):
                yield f"- {line}" if i == 0 and _is_listed(child, listed) and not MARK.match(line) else line
            for box in boxes:
                yield from _word_lines(box, listed)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl"), None) is not child:
                    continue
                cells = [" ".join(_word_lines(cell, listed)) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr"), None) is row]
                if len(cells) == 1:  # a frame, not a table
                    yield from (line for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr"), None) is row for line in _word_lines(cell, listed))
                elif any(cells):
                    yield " | ".join(cells).strip(" |")
        elif child.tag not in (f"{_W}sectPr", f"{_W}tcPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _word_lines(child, listed)  # content controls, insertions


def _word_text(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph with its links, insertions and content controls, which python-docx's `.text` leaves out; and its text boxes."""
    parts: list[str] = []
    boxes: list[Any] = []
    stack = [paragraph]
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == f"{_W}t":
            parts.append(node.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            if node.getparent().tag == f"{_W}r":
                parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}txbxContent":
            boxes.append(node)
        elif tag not in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_ALTERNATIVE}Fallback"):
            stack.extend(reversed(node))
    return "".join(parts), boxes
