"""Orthographic folding: a canonical view of a text that remembers where each of its characters came from.

Rules run on the folded text and come back to the text as read through the origin map; nothing emitted carries a folded offset.
Only this module knows how lengths change.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache

from arextract.by_text import by_text
from arextract.by_word import by_word

# One character for one character. ٫ (decimal) and ٬ (thousands) say what they are, so they stay.
_ONE_FOR_ONE = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېۍ", "ي"),
    **dict.fromkeys("ةہۀە", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    **{chr(base + i): str(i) for base in (0x660, 0x6F0, 0xFF10) for i in range(10)},
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
    **dict.fromkeys("\u2028\u2029\u0085\r\x0b\x0c", "\n"),
    **dict.fromkeys("“”„‟«»‹›\u301d\u301e＂", '"'),
    **dict.fromkeys("‘’‚‛ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    "٪": "%",
    "؛": ";",
    "،": ",",
    "؟": "?",
    "٭": "*",
    "۔": ".",
}
_CHANGED = frozenset(_ONE_FOR_ONE)
_TABLE = str.maketrans(_ONE_FOR_ONE)
_USUAL = "أإآىة،"
_RARE = re.compile(f"[{re.escape(''.join(_CHANGED.difference(_USUAL)))}]")

# What vanishes: harakat and Quranic marks, tatweel, zero-width characters, bidi controls, soft hyphen, BOM.
_GONE = (
    r"\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f"
)
_WIDE = r"\ufb50-\ufdff\ufe70-\ufefc"  # presentation forms: NFKC may turn one into several
_ODD = re.compile(f"[{_GONE}{_WIDE}]")  # a text without these keeps its length
_UNLIKE = re.compile(f"[{_GONE}{_WIDE}{re.escape(''.join(_ONE_FOR_ONE))}]")  # what folding leaves has none of these
_MARKS = re.compile(f"([{_GONE}]+)")
_WIDES = re.compile(f"[{_WIDE}]")
_SPECIAL = re.compile(rf"(?P<dash>(?<=\s)\u0640+(?=\s))|(?P<gone>[{_GONE}]+)|(?P<wide>[{_WIDE}])")
_LOOSE = frozenset("\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad")


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A canonical view of a text that remembers where each of its characters came from.

    ``text[i]`` stands for ``raw[origin[i]:origin[i + 1]]``; ``origin`` has ``len(text) + 1`` entries, or is None where the two run in step.
    """

    raw: str
    text: str
    origin: array[int] | None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as read (end excluded) of ``text[start:end]``.

        Diacritics of the last letter belong to the span; bidi marks and tatweel at its edges do not.
        """
        if self.origin is None:
            return start, end
        if end <= start:
            return self.origin[start], self.origin[start]
        first, last = self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)
        while last - 1 > self.origin[end - 1] and self.raw[last - 1] in _LOOSE:
            last -= 1
        return first, last

    def quote(self, start: int, end: int) -> str:
        """The characters as read behind ``text[start:end]``."""
        first, last = self.source(start, end)
        return self.raw[first:last]


def _exchange(text: str) -> str:
    # A replacement per character: 1.8 times as fast as str.translate (measured on a release), which asks a dict for every character. What nearly every
    # text holds is replaced unasked; a look for the rest costs less than a set of all characters.
    for c in _USUAL:
        text = text.replace(c, _ONE_FOR_ONE[c])
    if _RARE.search(text) is not None:
        for c in _CHANGED.intersection(text):
            text = text.replace(c, _ONE_FOR_ONE[c])
    return text


@lru_cache(maxsize=1024)
def _nfkc(char: str) -> str:
    # Imported where it is needed: few texts hold presentation forms. The rest of camel-tools' normalisers do what this module does at
    # three times the cost and without the origin map (tests/test_fold.py holds the two together).
    from camel_tools.utils.normalize import normalize_unicode

    return str(normalize_unicode(char))


def fold(text: str) -> Folded:
    """Fold a text: «الأُولى» becomes «الاولي», «١٢٬٥٠٠» «12٬500», «ــ» a dash between spaces and nothing inside a word.

    The result is kept for the texts in hand, for every component of a pipeline asks for it, and apart from these for the sentences and names cut
    out of them, which would drive the texts out.
    """
    return _part(text) if len(text) < _PART else _text(text)


_COUNT = array("L", range(1 << 14))


def _counting(start: int, end: int) -> array[int] | range:
    """The numbers from start to end, copied at once where a text is not very long."""
    return _COUNT[start:end] if end <= len(_COUNT) else range(start, end)


def fold_once(text: str) -> Folded:
    """`fold` for a text that nobody asks for again soon: nothing is kept."""
    if _ODD.search(text) is None:
        return Folded(text, _exchange(text), None)
    parts: list[str] = []
    origin = array("L")
    at = 0
    if "\u0640" not in text and _WIDES.search(text) is None:  # marks alone, as in most texts: what stands between them is copied
        gaps = _MARKS.split(text)
        for piece, gone in zip(gaps[::2], [*gaps[1::2], ""], strict=True):
            origin.extend(_counting(at, at + len(piece)))
            at += len(piece) + len(gone)
        origin.append(at)
        return Folded(text, _exchange("".join(gaps[::2])), origin)
    for m in _SPECIAL.finditer(text):
        start, end = m.span()
        if start > at:
            parts.append(text[at:start])
            origin.extend(_counting(at, start))
        at = end
        kind = m.lastgroup
        if kind == "dash":
            parts.append("-")
            origin.append(start)
        elif kind == "wide":
            plain = "".join(c for c in _nfkc(m[0]) if not _SPECIAL.fullmatch(c)).strip()
            parts.append(plain)
            origin.extend([start] * len(plain))
    parts.append(text[at:])
    origin.extend(_counting(at, len(text) + 1))
    return Folded(text, _exchange("".join(parts)), origin)


def in_step(text: str) -> bool:
    """Whether a text and its folded form run in step: it has nothing that vanishes or becomes several characters."""
    return _ODD.search(text) is None


def fold_word(word: str) -> str:
    """The folded text of a word or name, for those who never come back to its characters as read."""
    if _UNLIKE.search(word) is None:
        return word
    return word.translate(_TABLE) if _ODD.search(word) is None else fold_once(word).text


_PART = 1000  # characters: what is shorter is folded by the dozen from every text
_text = by_text(fold_once)
_part = by_text(fold_once)


@by_word
def fold_name(name: str) -> str:
    """A name as gazetteers hold it: folded, its white space single («وزارة  المـالية» -> «وزاره الماليه»). `fold` keeps the texts in hand."""
    return " ".join(fold_word(name).split())


_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")


@by_word
def letters(word: str) -> str:
    """A word without marks, tatweel, controls and presentation forms, its digits ASCII, but its letters as written: «مديـرُ» -> «مدير», «الأُولى» stays.

    What a model is given that learnt from text with hamzas.
    """
    if word.isascii():
        return word
    view = fold_once(word)
    if view.origin is None:
        return "".join(raw if _LETTERS.fullmatch(raw) else new for raw, new in zip(word, view.text, strict=True))
    return "".join(word[at] if _LETTERS.fullmatch(word[at]) else new for at, new in zip(view.origin, view.text, strict=False))
