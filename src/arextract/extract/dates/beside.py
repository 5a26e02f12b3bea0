"""What stands beside a mention: the words before and behind it, and whether it is all that a text says."""

from __future__ import annotations

import re
from functools import cache

from arextract.by_text import by_text
from arextract.extract.dates.points import Found
from arextract.extract.dates.words import Line
from arextract.fold import fold_name
from arextract.lexicon import rows

COVER = "\x01"  # stands for letters that a mention has taken
_PREVIOUS = re.compile(r"(\w+)\W*$")
_NEXT = re.compile(r"[ ]{0,3}(\w+)")


def word_before(text: str, start: int) -> str:
    """The word that ends before an offset, at most 30 characters back."""
    m = _PREVIOUS.search(text[max(0, start - 30) : start])
    return m[1] if m else ""


def word_after(text: str, end: int) -> str:
    """The word after an offset with only spaces between, or nothing."""
    m = _NEXT.match(text[end : end + 30])
    return m[1] if m else ""


@by_text
def _edges(text: str) -> tuple[int, int, int]:
    """Where what a text says begins, and where it ends, with its last lines and without. Asked for at every mention, so reckoned once."""
    return len(text) - len(text.lstrip()), len(text.rstrip(" .\n")), len(text.rstrip(" ."))


def whole(found: Found, line: Line, text: str) -> bool:
    """Tell whether the mention is all there is."""
    first, last, _ = _edges(text)
    return line.starts[found.start] <= first and line.ends[found.end - 1] >= last


def said_in(line: Line, letters: str, i: int) -> bool:
    """Tell whether «في», «خلال» or the like stands before a letter; the ب that is glued to a word says less."""
    return letters[i - 1 : i] == "v" and line.values[i - 1] == 0


def brief(text: str) -> bool:
    """Tell whether the text is a phrase rather than a release."""
    return len(text) < 90 and len(text.split()) <= 10


def sentence_end(found: Found, line: Line, text: str) -> bool:
    """Tell whether the text is over behind the mention, but for its marks."""
    return line.ends[found.end - 1] >= _edges(text)[2]


@cache
def today_words() -> dict[str, frozenset[str]]:
    """Words that keep «اليوم», «أمس», «نهاية الأسبوع» from being dates, by where they stand; and nouns in ي that are no adjectives."""
    found: dict[str, set[str]] = {}
    for row in rows("today_words"):
        found.setdefault(row["place"], set()).add(fold_name(row["word"]))
    return {place: frozenset(words) for place, words in found.items()}
