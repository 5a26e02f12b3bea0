"""What an event is about: its topics and its aims."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from arextract.assemble.reading import cue, phrases
from arextract.fold import fold
from arextract.numerals import alternation

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Reading, Spans


def topics(reading: Reading, events: list[Happening]) -> dict[int, list[tuple[int, int]]]:
    """Bulleted or numbered axes by event (its index): each list goes to the event spoken of before it."""
    found: dict[int, list[tuple[int, int]]] = {}
    # Where the talk is of which event, list items aside.
    spoken = sorted((reading.sentences[s][0], n) for n, event in enumerate(events) for s in set(event.sentences) if not _item(reading, s))
    other = False
    for block in reading.layout.blocks:
        if block.kind != "item":
            other = cue("no_topics").search(fold(reading.text[max(block.start, block.end - 120) : block.end]).text) is not None
        if block.kind != "item" or other or not events or _names_a_body(reading, block.start, block.end):
            continue
        before = bisect_left(spoken, (block.start, -1))
        owner = spoken[before - 1][1] if before else 0
        end = block.end
        while end > block.start and reading.text[end - 1] in ".؛;،, ":
            end -= 1
        found.setdefault(owner, []).append((block.start, end))
    return found


def _names_a_body(reading: Reading, start: int, end: int) -> bool:
    named = sum(min(b["end"], end) - b["start"] for b in reading.bodies.between(start, end))
    return bool(named >= 0.75 * (end - start))


def _item(reading: Reading, sentence: int) -> bool:
    block = reading.layout.block_at(reading.sentences[sentence][1] - 1)
    return block is not None and block.kind == "item"


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
