"""Towns misspelt by one letter, in the opening dateline only."""

from __future__ import annotations

import re
from functools import cache

from arextract.extract.places.reading import Hit, Text
from arextract.extract.places.weighing import LEAD
from arextract.lexicon import Place, column, place_names

_KNOWN = 20_000  # people of a town that a misspelt word is rather than one of the many that differ from a village by a letter
_SLOT = re.compile(r"^(?:[^\W\d_]{2,12} ?- ?)?(?P<name>[\u0621-\u064a]{5,12}) ?[-/(] ?", re.M)


def mended(text: Text, hits: list[Hit], votes: dict[str, float]) -> list[Hit]:
    """A town misspelt by one letter in the opening dateline: «وطنية - طرايلس - » is Tripoli."""
    if any("dateline" in h.cues for h in hits):
        return []
    for m in _SLOT.finditer(text.view.text[: 2 * LEAD]):
        word = m["name"]
        if word in place_names() or word in _common():
            continue
        close = {p for shape in _shapes(word) for p in _misspelt().get(shape, ())}
        if close:
            place = max(close, key=lambda p: (votes.get(p.country, 0.0), p.capital, p.people, p.name))
            return [Hit(0, 0, m.start("name"), m.end("name"), "", word, (place,), None, place, {"dateline"}, 0.6, "city:typo")]
    return []


@cache
def _common() -> frozenset[str]:
    return frozenset(column("words"))


def _shapes(word: str) -> list[str]:
    return [word[:i] + "." + word[i + 1 :] for i in range(1, len(word))]


@cache
def _misspelt() -> dict[str, tuple[Place, ...]]:
    """Strong names with one letter blotted out -> the places."""
    found: dict[str, list[Place]] = {}
    for name, places in place_names().items():
        strong = [p for p in places if p.label == "CITY" and p.tier == "S" and p.ours and (p.capital or p.people >= _KNOWN)]
        if len(name) >= 5 and " " not in name:
            for shape in _shapes(name) if strong else ():
                found.setdefault(shape, []).extend(strong)
    return {shape: tuple(places) for shape, places in found.items()}
