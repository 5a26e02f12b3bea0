"""Web pages to text: the main text by trafilatura, or plainly, line by line, where it drops too much."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from arextract.ingest.days import stated_day
from arextract.ingest.reading import MARK, Damaged, Reading, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element  # type: ignore[import-untyped]

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


def read(source: str) -> Reading:
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
            days = sorted({day for node in islice(_nodes(data), 200) if (day := stated_day(node.get("datePublished")))})
            if len(days) == 1:
                return days[0]
    said = _meta(page)
    for key in _DAY_META:
        if day := stated_day(said.get(key)):
            return day
    marked, times = set(), set()
    for tag in islice(page.iter("time"), 200):
        if day := stated_day(tag.get("datetime") or " ".join("".join(islice(tag.itertext(), 9)).split())):
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
        with quiet("trafilatura"):
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
