"""From the shapes of `patterns.py` to mentions: what was said, not yet when it is.

Each shape is tried in turn over the whole string; what it takes is covered, so «15 إلى 19 ديسمبر» is never also «19 ديسمبر». A shape's reader
(`readers.py`) looks at the words around its match and may refuse it.
"""

from __future__ import annotations

import re

from arextract.extract.dates.beside import COVER
from arextract.extract.dates.patterns import SHAPES, held
from arextract.extract.dates.points import Found, Point, fill
from arextract.extract.dates.readers import READERS
from arextract.extract.dates.words import Line


def shapes(line: Line, text: str) -> list[Found]:
    """Every mention of a text, unresolved, in order of text."""
    letters = line.letters
    found: list[Found] = []
    bits = held(letters)
    hinted: dict[re.Pattern[str] | None, bool] = {None: True}  # on the letters as read: what a mention covers makes nothing new
    for name, pattern, hint, one, two, three in SHAPES:
        if not (bits & one and bits & two and bits & three):
            continue
        if hint not in hinted:
            hinted[hint] = hint is not None and hint.search(letters) is not None
        if not hinted[hint]:
            continue
        m = pattern.search(letters)
        if m is None:
            continue
        parts: list[str] = []
        at = 0
        while m is not None:
            start, end = m.span()
            made = _made(name, m, line, letters, text)
            if made is not None and "(" in letters[start:end]:
                # «الأحد (12 مايو)»: the bracket that opens inside closes inside, or there is no mention.
                end = made.end = end + (letters.count("(", start, end) > letters.count(")", start, end))
                made = made if letters[end - 1 : end] != "(" and letters.count("(", start, end) == letters.count(")", start, end) else None
            if made is None:
                end = start + 1
            else:
                found.append(made)
                parts += (letters[at:start], COVER * (end - start))
                at = end
            m = pattern.search(letters, end)
        if parts:
            letters = "".join(parts) + letters[at:]
    found.sort(key=lambda f: f.start)
    return found


def _made(name: str, m: re.Match[str], line: Line, letters: str, text: str) -> Found | None:
    """The mention that a match stands for, or None where the words around it or its own values speak against it."""
    at = {group: start for group in m.re.groupindex if (start := m.start(group)) >= 0}
    worth = {group: line.values[i] for group, i in at.items()}
    found = Found(m.start(), m.end(), name, Point())
    if not fill(found.a, "1", at, worth, line, letters, text):
        return None
    if any(group.partition("_")[2][:1] == "2" for group in at):
        found.b = Point()
        if not fill(found.b, "2", at, worth, line, letters, text):
            return None
    reader = READERS.get(name)
    return found if reader is None or reader(found, at, worth, line, letters, text) else None
