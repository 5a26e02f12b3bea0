"""What an event is about: its topics and its aims."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

import regex

from arextract.assemble.reading import cue, phrases, verbs
from arextract.fold import fold
from arextract.numerals import alternation

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading, Spans
    from arextract.layout import Block


def topics(reading: Reading, events: list[Happening]) -> dict[int, list[tuple[int, int]]]:
    """Bulleted or numbered axes by event (its index): each list goes to the event spoken of before it."""
    found: dict[int, list[tuple[int, int]]] = {}
    # Where the talk is of which event, list items aside.
    spoken = sorted((reading.sentences[s][0], n) for n, event in enumerate(events) for s in set(event.sentences) if not _item(reading, s))
    above: Block | None = None  # what leads in to the items that follow
    for block in reading.layout.blocks:
        if block.kind != "item":
            above = block
        if block.kind != "item" or not events or (above and _lists_other(reading, above)) or _names_a_body(reading, block.start, block.end):
            continue
        before = bisect_left(spoken, (block.start, -1))
        owner = spoken[before - 1][1] if before else 0
        end = block.end
        while end > block.start and reading.text[end - 1] in ".؛;،, ":
            end -= 1
        found.setdefault(owner, []).append((block.start, end))
    for n, event in enumerate(events):
        if _figures_listed(reading, found.get(n, [])):
            del found[n]
        elif n not in found and (told := _in_prose(reading, event)):
            found[n] = told
    return found


def _lists_other(reading: Reading, above: Block) -> bool:
    """Whether the end of a paragraph says that no topics are listed below it."""
    return cue("no_topics").search(fold(reading.text[max(above.start, above.end - 120) : above.end]).text) is not None


def _figures_listed(reading: Reading, items: Spans) -> bool:
    """Whether a list is one of figures, and so no list of topics: «- القروض المتعثرة 9,7 بالمئة»."""
    return bool(items) and 2 * sum(bool(reading.statistics.between(a, b)) for a, b in items) > len(items)


@cache
def _axes() -> re.Pattern[str]:
    """«ثلاثة محاور هي: …», «تمحورت الدورة حول …» on folded text."""
    axes, are, turns = (f"(?:{alternation(phrases(kind))})" for kind in ("axes", "are", "turns"))
    return re.compile(rf"(?<!\w)[وف]?(?:(?:ال)?{axes}(?: [^\W\d_]+){{0,3}}? ?(?:{are}(?!\w)|:) ?:?|{turns}(?: [^\W\d_]+){{0,3}}? (?:حول|علي)) ?")


def _in_prose(reading: Reading, event: Happening) -> Spans:
    """Axes that are told in a sentence: «تمحورت الدورة حول الفوترة الإلكترونية والتوقيع الرقمي وحماية المعطيات» gives three; a single one is no list."""
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        hit = _axes().search(view.text)
        if hit is None:
            continue
        rest = regex.split(r"[.؛;\n]", view.text[hit.end() :])[0]
        # The number of axes, where it is said, ends the list: «ثلاثة محاور هي: …، …، و…، وحاضر فيها …».
        told = [
            n["value"] for n in reading.numbers.between(a, a + view.source(hit.start(), hit.end())[1]) if isinstance(n["value"], int) and 1 < n["value"] < 13
        ]
        cuts = [m.span() for m in regex.finditer(r" ?[،,] ?و?(?=\w)", rest)] or [m.span() for m in regex.finditer(r" و(?=\w{3})", rest)]
        bounds = [0, *(x for cut in cuts for x in cut), len(rest)]
        parts = [(s, e) for s, e in zip(bounds[::2], bounds[1::2], strict=True) if rest[s:e].strip()]
        stop = next((n for n, (s, e) in enumerate(parts) if n and (rest[s:e].split()[0] in verbs() or rest[s:e].split()[0] in phrases("joined"))), len(parts))
        parts = parts[: told[-1] if told and told[-1] <= stop else stop]
        if len(parts) > 1 and all(len(rest[s:e].split()) <= 9 for s, e in parts):
            spans = [view.source(hit.end() + s, hit.end() + s + len(rest[s:e].rstrip())) for s, e in parts]
            return [(a + s, a + e) for s, e in spans]
    return []


def _names_a_body(reading: Reading, start: int, end: int) -> bool:
    named = sum(min(b["end"], end) - b["start"] for b in reading.bodies.between(start, end))
    return bool(named >= 0.75 * (end - start))


def _item(reading: Reading, sentence: int) -> bool:
    block = reading.layout.block_at(reading.sentences[sentence][1] - 1)
    return block is not None and block.kind == "item"


def figures(reading: Reading, event: Happening, counts: list[Mention]) -> list[Mention]:
    """The figures that describe an event, in order of text: its counts, and what its own sentences measure of it («بلغت كلفة المعرض 650 مليون ليرة»).

    A figure that quotes a report, or that is of another year than the event's, is told beside it.
    """
    found = {s["id"]: s for s in counts}
    for s in reading.statistics.within(event.zone(reading)):
        if s["id"] in found or s.get("source"):
            continue
        start = reading.sentences[reading.sentence(s["start"])][0]
        before = fold(reading.text[max(start, s["start"] - 50) : s["start"]]).text
        if cue("event_word").search(fold(s.get("metric") or "").text) or (cue("event_word").search(before) and reading.sentence(s["start"]) in event.named_in):
            found[s["id"]] = s
    return sorted(found.values(), key=lambda s: int(s["start"]))


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:{alternation(phrases('aim'))}) ?(?:[^\W\d_]+ ){{0,3}}?(?:الي |ل(?=[^\W\d_]{{3}}))|(?<!\w)بهدف ")


def objectives(reading: Reading, event: Happening) -> Spans:
    """What an event aims at: the clause behind «تهدف إلى», «بهدف»."""
    aim = _aim()
    found: Spans = []
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        hit = aim.search(view.text)
        if hit is None:
            continue
        stop = re.search(r"[.,،؛;\n]", view.text[hit.end() :])
        end = hit.end() + stop.start() if stop else len(view.text)
        if end - hit.end() > 8:
            s, e = view.source(hit.end(), end)
            found.append((a + s, a + e))
    return found
