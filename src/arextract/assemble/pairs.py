"""Two events told in one sentence: «نظمت الغرفة دورتين، الأولى في المحاسبة … والثانية في التسويق …»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from arextract.assemble.nouns import duals
from arextract.assemble.reading import phrases
from arextract.assemble.titles import find_title

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention
    from arextract.assemble.reading import Reading

_FARTHEST = 80  # tokens between the noun and «الثانية»


def pair(reading: Reading, mention: EventMention) -> list[EventMention]:
    """A mention of two events as one of each, where the sentence goes on to tell them apart; else the mention alone.

    «نظمت الجمعية دورتين، إحداهما للكبار وتستمر أسبوعاً والدورة الثانية للصغار وتستمر ثلاثة أسابيع» gives two; «نظمت الجمعية دورتين للكبار» one.
    """
    if mention.definite or mention.headline or reading.norm(mention.token) not in duals():
        return [mention]
    start, end = reading.sentences[mention.sentence]
    first = second = None
    for k in range(mention.token + 1, min(mention.token + _FARTHEST, len(reading.words))):
        if reading.words.starts[k] >= end:
            break
        norm = reading.norm(k)
        if reading.norm(k - 1) in phrases("not_of_pair"):
            continue
        if first is None and norm in phrases("pair_first"):
            first = k
        elif first is not None and norm.removeprefix("و") in phrases("pair_second"):
            second = k
            break
    if first is None or second is None:
        return [mention]
    opening, dividing = reading.words.starts[first], reading.words.starts[second]
    shared = (start, opening)
    one = replace(mention, stretch=(opening, dividing), shared=shared, title=None, title_span=None)
    other = replace(mention, token=second, start=dividing, end=reading.words.ends[second], stretch=(dividing, end), shared=shared, title=None, title_span=None)
    for m, token in ((one, first), (other, second)):
        probe = replace(m, token=token, start=reading.words.starts[token])
        find_title(reading, probe)
        if probe.title_span and m.stretch and m.stretch[0] <= probe.title_span[0] < m.stretch[1]:
            m.title, m.title_span = probe.title, probe.title_span
    other.twin_of = one
    return [one, other]
