"""Bytes of one format to text: HTML, DOCX, PDF, Markdown; `ingest` finds the files and decodes what is text already.

What a reader takes is a text of lines: a paragraph, a heading, a list item («- …» or its number) or a row of a table («a | b») each. The libraries load when
their format first turns up.
"""

from __future__ import annotations

import datetime
import io
import json
import logging
import os
import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_tz
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element  # type: ignore[import-untyped]


class IngestError(ValueError):
    """A document that cannot be read; the message says what is wrong and what to do."""


class EmptyFile(IngestError):
    """No bytes, or no text in them."""


class NotText(IngestError):
    """Binary data under the name of a text."""


class BrokenEncoding(IngestError):
    """Text whose bytes are in no encoding we know."""


class Damaged(IngestError):
    """A DOCX or PDF that is truncated or broken."""


class Encrypted(IngestError):
    """A document that wants a password."""


class NeedsOcr(IngestError):
    """A PDF of pictures."""


class Unsafe(IngestError):
    """A document built to harm its reader: a zip bomb, an entity trick."""


class Unsupported(IngestError):
    """A format that is not read."""


class TooLarge(IngestError):
    """More bytes than the limit."""


class Reading(NamedTuple):
    """What a format gave: the text, the title and the day of publication (ISO) that it states, and remarks for `meta`."""

    text: str
    title: str | None = None
    published: str | None = None
    meta: dict[str, Any] | None = None


# A mark that the author typed, so that none is added: «- …», «• …», «3. …», «أ) …»; but «د. سامي» is a doctor.
MARK = re.compile(r"(?:[-–—•●○◦▪■□*·►]\s|[-–—•●○◦▪■□·►](?=\w)|\(?(?:\d{1,3}[.)\-–]|[أ-ي]{1,2}[)\-–])(?=\s|[^\W\d]))")
_BULLET = re.compile(r"[-–—•●○◦▪■□*·►\uf0b7\uf0a7\uf0d8o]")


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's remarks about a broken file off the user's screen: the failure says it."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def iso_day(value: object) -> str | None:
    """The ISO day that a machine-written date states («2024-05-12T10:00:00+03:00», «20240512», «Sun, 12 May 2024 …»), as written, or None."""
    text = str(value or "").strip()[:64]
    if m := re.match(r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)", text):
        year, month, day = int(m[1]), int(m[3]), int(m[4])
    elif (parsed := parsedate_tz(text)) is not None:
        year, month, day = parsed[:3]
    else:
        return None
    try:
        return datetime.date(year, month, day).isoformat() if year >= 1900 else None
    except ValueError:
        return None


def markdown(text: str) -> Reading:
    """Markdown stays as it is read, marks and all; front matter (`title:`, `date:`) and the first «# » heading give title and day."""
    front: dict[str, str] = {}
    body = text
    if m := re.match(r"---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)", text):
        body = text[m.end() :]
        for line in m[1].split("\n"):
            key, colon, value = line.partition(":")
            if colon and key == key.strip():
                front.setdefault(key.lower(), value.strip().strip("\"'").strip())
    heading = re.search(r"^#[ \t]+(.+?)[ \t#]*$", body, re.M)
    return Reading(text, front.get("title") or (heading[1] if heading else None), iso_day(front.get("date")))


# --- HTML ----------------------------------------------------------------------------------------------------------------------------------

_BLOCKS = frozenset(
    "p head quote h1 h2 h3 h4 h5 h6 div section article main body blockquote pre figure figcaption header footer address dl dt dd center code fieldset hr"
    " details summary list ul ol menu item li table tbody thead tfoot row tr cell td th caption lb br".split()
)
_LISTS, _ITEMS = frozenset(("list", "ul", "ol", "menu")), frozenset(("item", "li"))
_ROWS, _CELLS = frozenset(("row", "tr")), frozenset(("cell", "td", "th"))
_SCRIPTS, _CONTROLS = frozenset(("script", "style", "title")), frozenset("noscript template iframe svg select button nav object".split())
_CHROME = frozenset(
    "share sharing social socials share-bar sharebar share-buttons social-share social-links addtoany a2a_kit tags tag-list tags-links tagcloud post-tags"
    " entry-tags breadcrumb breadcrumbs related related-posts related-news comments comment-form menu navbar sidebar cookie cookies newsletter pagination"
    " pager print-link site-header site-footer footer copyright"
    " skip-link screen-reader-text post-navigation nav-links widget".split()
)
_DAY_META = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "publish_date", "publish-date", "publication_date", "pubdate",
    "dc.date.issued", "dcterms.issued", "dc.date", "dc.date.created", "dcterms.created", "citation_publication_date", "parsely-pub-date",
    "sailthru.date", "date",
)  # fmt: skip


def html(source: str) -> Reading:
    """The main text of a page: headline first, then its paragraphs, lists and tables; menus, share bars and tags left out.

    The day is the one that the page states for machines. htmldate, which comes with trafilatura, is not asked: it holds what it finds against today's date.
    """
    page, deep = _parse(source)
    if page is None:
        return Reading("")
    title, published, h1 = _title(page), _published(page), _headline(page)
    headline = _flat(h1) if h1 is not None else ""
    _prune(page)
    _number(page)
    plain = list(_lines(_root(page)))
    found = [] if deep else _trafilatura(page)
    had, could = sum(map(len, found)), sum(map(len, plain))
    # On a short page its thresholds, made for newspapers, drop whole paragraphs.
    if not found or (could <= 3000 and had < 0.8 * could):
        found = plain
    if headline and not (found and found[0].startswith(headline)):
        near = next((i for i, line in enumerate(found[:6]) if line == headline), None)
        found = [headline, *(line for i, line in enumerate(found) if i != near)]
    if headline and title and headline in title:
        title = headline  # «headline - site»
    return Reading("\n".join(found), title or headline or None, published)


def _parse(source: str) -> tuple[_Element | None, bool]:
    """The tree of a page, and whether it nests deeper than trafilatura's parser goes (256; the text below would be lost without a word)."""
    import lxml.html  # type: ignore[import-untyped]
    from lxml import etree

    data = source.encode("utf-8", "replace")
    for deep in (False, True):
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep)
        try:
            page = lxml.html.document_fromstring(data, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None, deep
        if not any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
            return page, deep
    raise Damaged("its tags nest deeper than any page's do; save its text as .txt")


def _flat(element: _Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


def _meta(page: _Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for tag in page.iter("meta"):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if key and (tag.get("content") or "").strip():
            said.setdefault(key, str(tag.get("content")).strip())
    return said


def _title(page: _Element) -> str | None:
    shown = page.find(".//title")
    return _meta(page).get("og:title") or (_flat(shown) if shown is not None else None) or None


def _headline(page: _Element) -> _Element | None:
    heads = [h for h in islice(page.iter("h1"), 20) if 3 <= len(_flat(h)) <= 400]
    title = _title(page) or ""
    inside = [h for h in heads if next(h.iterancestors("article", "main"), None) is not None]  # the site's own name is an h1 too, on many
    return next((h for h in heads if _flat(h) in title), next((found[0] for found in (inside, heads) if len(found) == 1), None))


def _published(page: _Element) -> str | None:
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            try:
                data = json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue
            days = sorted({day for node in _nodes(data) if (day := iso_day(node.get("datePublished")))})
            if len(days) == 1:
                return days[0]
    said = _meta(page)
    for key in _DAY_META:
        if day := iso_day(said.get(key)):
            return day
    marked, times = set(), set()
    for tag in page.iter("time"):
        if day := iso_day(tag.get("datetime")):
            times.add(day)
            if tag.get("pubdate") is not None or tag.get("itemprop") == "datePublished" or re.search(r"publish|entry-date|post-date", tag.get("class") or ""):
                marked.add(day)
    for days_said in (marked, times):  # two different days: one of them belongs to something else
        if len(days_said) == 1:
            return str(days_said.pop())
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The page's own nodes in JSON-LD, not those of pages it links to."""
    if isinstance(data, list):
        for entry in data:
            yield from _nodes(entry)
    elif isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph", []))


def _prune(page: _Element) -> None:
    whole = len(_flat(page)) or 1
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("html", "body", "article", "main"):
            continue
        names = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
        chrome = element.tag in _CONTROLS or not names.isdisjoint(_CHROME) or element.get("hidden") is not None
        chrome = chrome or re.search(r"display:\s{0,9}none", element.get("style") or "") is not None
        # Some sites name the box around everything «widget» or «related»: what holds most of the page is no chrome.
        if element.tag in _SCRIPTS or (chrome and len(_flat(element)) < 0.4 * whole):
            element.drop_tree()


def _number(page: _Element) -> None:
    """Write out the numbers of lists that do not begin at 1: trafilatura forgets `start`."""
    for ordered in page.iter("ol"):
        start = ordered.get("start") or ""
        if re.fullmatch(r"[0-9]{1,5}", start):
            for number, item in enumerate(ordered.findall("li"), int(start)):
                if (item.text or "").strip() and not MARK.match(item.text.strip()):
                    item.text = f"{number}. {item.text.lstrip()}"


def _root(page: _Element) -> _Element:
    for path in ("//*[@itemprop='articleBody']", "//article", "//main"):
        found = page.xpath(path)
        if len(found) == 1 and len(_flat(found[0])) > 80:
            return found[0]
    body = page.find("body")
    if body is None:
        return page
    for tag in ("footer", "aside"):
        for element in list(body.iter(tag)):
            element.drop_tree()
    return body


def _trafilatura(page: _Element) -> list[str]:
    import trafilatura
    from lxml import etree

    try:
        with _quiet("trafilatura"):
            got = trafilatura.bare_extraction(
                etree.tostring(page, encoding="unicode", method="html"), favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
            )
    except Exception:  # whatever it stumbles over, the plain reading stands
        return []
    return list(_lines(got.body)) if got is not None and not isinstance(got, dict) and got.body is not None else []


def _lines(root: _Element) -> Iterator[str]:
    """The lines of a tree, HTML or trafilatura's own, without recursion: a page may nest as deep as it likes."""
    from lxml import etree

    layout = {t for t in root.iter("table") if _is_layout(t)}
    text: list[str] = []
    lists: list[list[Any]] = []  # [ordered, counter]
    mark = ""
    cells = 0

    def flush() -> Iterator[str]:
        nonlocal mark
        line = re.sub(r"[ \t\n\r\f\u00a0]+", " ", "".join(text)).strip(" |") if cells == 0 else ""
        if cells == 0:
            text.clear()
        if line:
            yield (line if not mark or MARK.match(line) else mark + line)
            mark = ""

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        tabled = (tag in _CELLS or tag in _ROWS) and not _in_layout(element, layout)
        if tag in _BLOCKS:
            if cells:
                text.append(" ")
            elif not (tabled and tag in _CELLS):
                yield from flush()
        if event == "start":
            if tag in _LISTS:
                lists.append([tag == "ol" or element.get("rend") == "ol", 1])
            elif tag in _ITEMS and lists:
                mark = f"{lists[-1][1]}. " if lists[-1][0] else "- "
                lists[-1][1] += 1
            elif tabled and tag in _CELLS:
                cells += 1
                text.append(" | ")
            if element.text:
                text.append(element.text if tag != "pre" else element.text.replace("\n", " "))
        else:
            if tag in _LISTS and lists:
                lists.pop()
            elif tag in _ITEMS:
                mark = ""
            elif tabled and tag in _CELLS:
                cells -= 1
            if element.tail and element is not root:
                text.append(element.tail)
    yield from flush()


def _is_layout(table: _Element) -> bool:
    """Old pages are built of tables; a table that holds paragraphs, lists or tables, or has one column, is none."""
    if any(True for inner in table.iter("table", "ul", "ol", "list", "h1", "h2") if inner is not table):
        return True
    rows = [r for r in table.iter("tr", "row")]
    if all(sum(1 for c in r if c.tag in _CELLS) < 2 for r in rows):
        return True
    return any(sum(1 for _ in cell.iter("p", "br", "lb", "div")) > 3 for cell in table.iter("td", "th", "cell"))


def _in_layout(element: _Element, layout: set[_Element]) -> bool:
    above = next(element.iterancestors("table"), None)
    return above is None or above in layout


# --- DOCX ----------------------------------------------------------------------------------------------------------------------------------

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def docx(data: bytes) -> Reading:
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
    stated = (re.search(rb"<(?:\w{1,20}:)?PublishDate[^>]{0,200}>([^<]{8,40})<", part) for part in parts)
    published = next((day for m in stated if m and (day := iso_day(m[1].decode("ascii", "ignore")))), None)
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


# --- PDF -----------------------------------------------------------------------------------------------------------------------------------


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


def pdf(data: bytes) -> Reading:
    """The text layer of a PDF: wrapped lines joined to paragraphs, running heads and page numbers dropped.

    qalam reads it (Arabic in logical order, letters and not their presentation forms); what it refuses pypdf may read. The day on which the file
    was made is not taken for the day of publication.
    """
    tail = data[-4096:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise Damaged("truncated: the end of the PDF is missing; fetch it again")
    missing: list[int] = []
    with _quiet("pypdf"):
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
        elif _BULLET.fullmatch(last.text):
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
