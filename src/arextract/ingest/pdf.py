"""PDF to text: qalam reads the printed lines, and what was wrapped for print is joined to paragraphs again."""

from __future__ import annotations

import io
import os
import re
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arextract.ingest.reading import BULLET, MARK, Damaged, Encrypted, NeedsOcr, Reading, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class _Printed:
    """One printed line: page from 0, `block` its paragraph-like group, `y` from the bottom as a share of the page, `right` edge in points."""

    text: str
    page: int
    block: int
    size: float = 0.0
    y: float = 0.5
    right: float = 0.0
    exact: bool = False  # blocks are what the writer of the file called a paragraph


def read(data: bytes) -> Reading:
    """The text layer of a PDF: wrapped lines joined to paragraphs, running heads and page numbers dropped.

    qalam reads it (Arabic in logical order, letters and not their presentation forms); what it refuses pypdf may read. The day on which the file
    was made is not taken for the day of publication.
    """
    tail = data[-4096:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise Damaged("truncated: the end of the PDF is missing; fetch it again")
    missing: list[int] = []
    with quiet("pypdf"):
        reader, data = _unlocked(data)
        printed = _qalam(data, reader, missing)
        if not printed:
            printed, missing = _pypdf(reader), []
        if not printed:
            raise NeedsOcr("the PDF has no text layer that can be read, as scans have none; run OCR (ocrmypdf -l ara) first")
        try:
            title = str((reader.metadata or {}).get("/Title") or "").strip() if reader is not None else None
        except Exception:  # broken metadata is not worth the document
            title = None
    if title and re.search(r"(?i)^microsoft word|\.(?:docx?|html?|pdf|indd|txt)$|^(?:untitled|about:blank)|^\W*$|\ufffd", title):
        title = None
    return Reading("\n".join(_paragraphs(_without_running(printed))), title or None, None, {"pages_without_text": missing} if missing else None)


def _unlocked(data: bytes) -> tuple[Any, bytes]:
    """What pypdf makes of the file (None where it refuses it), and the bytes without the empty password that many offices set."""
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if not reader.is_encrypted:
            return reader, data
    except Exception:
        return None, data
    try:
        if reader.decrypt(""):
            out = io.BytesIO()
            pypdf.PdfWriter(clone_from=reader).write(out)
            return pypdf.PdfReader(io.BytesIO(out.getvalue())), out.getvalue()
    except pypdf.errors.DependencyError:
        return reader, data  # AES without `cryptography`: qalam may still read what has an empty password
    except Exception as error:
        raise Damaged(f"damaged inside its encryption ({error}); fetch it again") from error
    raise Encrypted("wants a password; open it and print it to a new PDF, or save it without one (qpdf --decrypt)")


def _open_qalam(data: bytes) -> Any:
    """A qalam document, or None where it refuses the file. It reads paths only."""
    import qalam

    handle, path = tempfile.mkstemp(suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return qalam.Document(path)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # QalamError, and a panic of its Rust side, which is no Exception
        return None
    finally:
        os.unlink(path)


def _qalam(data: bytes, reader: Any, missing: list[int]) -> list[_Printed]:
    document = _open_qalam(data)
    if document is None:
        return []
    if len(document) == 0 and reader is not None and reader.is_encrypted:
        raise Encrypted("wants a password; open it and print it to a new PDF, or save it without one (qpdf --decrypt)")
    bare = None
    if reader is not None and not reader.is_encrypted and any(page.tagged for page in document):
        try:
            bare = _open_qalam(_untagged(reader))
        except Exception:  # pypdf stumbles where qalam did not: then there is nothing to compare with
            bare = None
    lines: list[_Printed] = []
    block_id = 0
    for number, page in enumerate(document):
        if page.needs_ocr:
            missing.append(number + 1)
            continue
        # Where a paragraph or list runs over the page's end, qalam 0.1.3 mistakes the marks of the next page for those of this one: lines are
        # lost, others come twice. The same page read by geometry alone has all of them; where the two differ, that one holds.
        plain = bare.pages[number] if bare is not None and len(bare) == len(document) else None
        exact = page.tagged and plain is not None and _same(page, plain)
        for block in (page if exact or plain is None else plain).blocks:
            block_id += 1
            right = block.bbox[2] if block.bbox else 0.0
            if block.kind == "text":
                for line in block.lines:
                    lines.append(_Printed(line.text.strip(), number, block_id, round(line.size, 1), line.baseline / (page.height or 1), right, exact))
            elif block.kind == "table":
                for row in block.to_rows():
                    block_id += 1
                    lines.append(_Printed(" | ".join(" ".join(c.split()) for c in row).strip(" |"), number, block_id, 0.0, 0.5, 0.0, True))
    return _rows([line for line in lines if line.text])


def _same(tagged: Any, plain: Any) -> bool:
    """Whether two readings of a page hold the same characters; running heads, which tags call artifacts, may be missing from the tagged one."""
    body = [line.text for line in plain.lines if 0.1 < line.baseline / (plain.height or 1) < 0.9]
    found, whole, inner = (Counter("".join(text.split())) for text in (tagged.text, plain.text, "".join(body)))
    return found in (whole, inner)


def _untagged(reader: Any) -> bytes:
    import pypdf

    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=reader)
    for key in ("/StructTreeRoot", "/MarkInfo"):
        writer.root_object.pop(key, None)
    writer.write(out)
    return out.getvalue()


def _pypdf(reader: Any) -> list[_Printed]:
    """What pypdf reads, presentation forms made letters: the words are right, and their order around numbers not always."""
    lines: list[_Printed] = []
    if reader is None:
        raise Damaged("damaged: it cannot be opened as a PDF; fetch it again, or print it to a new PDF")
    try:
        for number, page in enumerate(reader.pages):
            for text in unicodedata.normalize("NFKC", page.extract_text() or "").split("\n"):
                if text.strip():
                    lines.append(_Printed(text.strip(), number, number))
    except Exception as error:
        raise Damaged(f"damaged: {error}; fetch it again, or print it to a new PDF") from error
    return lines


def _rows(lines: Sequence[_Printed]) -> list[_Printed]:
    """What a tagged page keeps apart and the eye sees on one line: «.1» before its item, the cells of a table's row."""
    alone = Counter(line.block for line in lines)
    kept: list[_Printed] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last is None or not line.exact or line.block == last.block or line.page != last.page or abs(line.y - last.y) > 0.002 or alone[last.block] > 1:
            kept.append(line)
        elif number := re.fullmatch(r"[.)(\-]{0,2}(\d{1,3})[.)(\-]{1,2}|[.)(\-]{1,2}(\d{1,3})", last.text):
            last.text, last.block = f"{number[1] or number[2]}. {line.text}", line.block
        elif BULLET.fullmatch(last.text):
            last.text, last.block = f"- {line.text}", line.block
        elif alone[line.block] == 1:
            last.text, last.size = f"{last.text} | {line.text}", 0.0
        else:
            kept.append(line)
    return kept


def _without_running(lines: list[_Printed]) -> list[_Printed]:
    """Without what stands at the same height of the same margin on most pages (digits aside), and without the page's own number there."""
    pages = len({line.page for line in lines})

    def key(line: _Printed) -> tuple[str, int]:
        return re.sub(r"\d+", "0", line.text), round(line.y * 200)

    seen = Counter(k for k in {(key(line), line.page) for line in lines if not 0.1 < line.y < 0.9})
    often = Counter(k for k, _ in seen)

    def runs(line: _Printed) -> bool:
        if 0.1 < line.y < 0.9:
            return False
        number = re.fullmatch(r"\W{0,3}(?:صفحة|ص|page)?\W{0,3}(\d{1,4})(?:\W{1,3}\d{1,4}|\s(?:من|of)\s\d{1,4})?\W{0,3}", line.text, re.I)
        return (number is not None and int(number[1]) == line.page + 1) or (pages > 1 and often[key(line)] >= max(2, (pages + 1) // 2))

    return [line for line in lines if not runs(line)]


_ENDED = re.compile(r"(?:(?<!\b\w)(?<!\b\w\w)\.|[؟?!:؛…])[\"»”)\]]{0,2}$")


def _paragraphs(lines: Sequence[_Printed]) -> Iterator[str]:
    """Wrapped lines joined: a line goes on where the next one's first word would not have fit in it, and nothing says that a sentence or an item ended."""
    widest: dict[float, int] = {}  # by size of type, and, under minus its number, by block
    edge: Counter[float] = Counter()
    for line in lines:
        for key in (line.size, -line.block):
            widest[key] = max(widest.get(key, 0), len(line.text))
        edge[round(line.right)] += len(line.text)
    margin = edge.most_common(1)[0][0] if edge else 0.0
    done: list[tuple[list[str], float]] = []
    last: _Printed | None = None
    for line in lines:
        if last is not None and _goes_on(last, line, widest):
            done[-1][0].append(line.text)
        else:
            done.append(([line.text], line.right))
        last = line
    return _bulleted([(" ".join(parts), right) for parts, right in done], margin)


def _goes_on(last: _Printed, line: _Printed, widest: dict[float, int]) -> bool:
    if abs(last.size - line.size) > 0.6 or 0.0 in (last.size, line.size) and last.size != line.size:
        return False
    room = len(last.text) + 1 + len(line.text.split(" ", 1)[0])
    full = room > 0.75 * widest[last.size] and widest[last.size] > 24
    ended = _ENDED.search(last.text) is not None
    if MARK.match(line.text) and not (full and not ended and line.text[0] in "–—("):  # «أحمد صبري / – المدير العام»
        return False
    if line.exact and last.exact and line.page == last.page:  # within one paragraph a short line ends in a break
        return line.block == last.block and room > 0.6 * widest[-line.block]
    return full and not ended and (line.block == last.block or line.page == last.page + 1)


def _bulleted(done: Sequence[tuple[str, float]], margin: float) -> Iterator[str]:
    """Browsers and word processors draw bullets as shapes: two or more lines set in by the same step after a colon are a list."""
    i = 0
    while i < len(done):
        yield done[i][0]
        if done[i][0].endswith(":"):
            j = i + 1
            while j < len(done) and 12 < margin - done[j][1] < 90 and abs(done[j][1] - done[i + 1][1]) < 2:
                j += 1
            if j - i > 2:
                yield from (text if MARK.match(text) else f"- {text}" for text, _ in done[i + 1 : j])
                i = j - 1
        i += 1
