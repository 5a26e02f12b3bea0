"""What an event is about: its topics and its aims."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from arextract.assemble.reading import phrases
from arextract.fold import fold

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Reading, Spans


def topics(reading: Reading, events: list[Happening]) -> dict[int, list[tuple[int, int]]]:
    """Bulleted or numbered axes by event (its index): each list goes to the event spoken of before it."""
    found: dict[int, list[tuple[int, int]]] = {}
    if not events:
        return found
    for block in reading.layout.blocks:
        if block.kind != "item" or _names_a_body(reading, block.start, block.end):
            continue
        owner = 0
        best = -1
        for n, event in enumerate(events):
            at = max((reading.sentences[s][0] for s in event.sentences if reading.sentences[s][0] < block.start and not _item(reading, s)), default=-1)
            if at > best and (n == 0 or event.lead.start < block.start):
                owner, best = n, at
        end = block.end
        while end > block.start and reading.text[end - 1] in ".؛;،, ":
            end -= 1
        found.setdefault(owner, []).append((block.start, end))
    return found


def _names_a_body(reading: Reading, start: int, end: int) -> bool:
    body = reading.bodies.at(start)
    return body is not None and body["end"] >= end - 3


def _item(reading: Reading, sentence: int) -> bool:
    block = reading.layout.block_at(reading.sentences[sentence][1] - 1)
    return block is not None and block.kind == "item"


@cache
def _aim() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\w)[وف]?\L<aims> ?(?:[^\W\d_]+ ){0,3}?(?:الي |ل(?=[^\W\d_]{3}))|(?<!\w)بهدف ", aims=phrases("aim"))


def objectives(reading: Reading, event: Happening) -> Spans:
    """What an event aims at: the clause behind «تهدف إلى», «بهدف»."""
    aim = _aim()
    found: Spans = []
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        hit = aim.search(view.text)
        if hit is None:
            continue
        stop = regex.search(r"[.,،؛;\n]", view.text[hit.end() :])
        end = hit.end() + stop.start() if stop else len(view.text)
        if end - hit.end() > 8:
            s, e = view.source(hit.end(), end)
            found.append((a + s, a + e))
    return found
