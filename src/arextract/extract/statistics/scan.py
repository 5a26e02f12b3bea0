"""A text as the rules of this room read it: folded sentences cut into words and segments, figures and names laid on them.

A segment is a stretch of a sentence that one statement fills: «…، فيما بلغت …», «…، وأن نسبة …», «… وأضاف أن …» begin new ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import compress, count
from typing import Any, NamedTuple

from arextract.by_word import by_word
from arextract.fold import Folded, fold, fold_name
from arextract.layout import Block, layout
from arextract.lexicon import column, rows
from arextract.tokenise import proclitics, runs

Mention = dict[str, Any]
Span = tuple[int, int]

_LONGEST = 2000  # characters of a sentence that are looked at together
_WORD = re.compile(r"([0-9]+(?:[.,٫٬][0-9]+)*|[^\W\d_]+|[^\w\s])")


@cache
def cues() -> dict[str, frozenset[str]]:
    """The folded words of `resources/statistic_cues.tsv`, by class."""
    found: dict[str, set[str]] = {}
    for row in rows("statistic_cues"):
        found.setdefault(row["class"], set()).add(fold_name(row["word"]))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _speech() -> frozenset[str]:
    """Every form of a verb of saying that is not also a preposition or a verb of measure: «أوضح», «أوضحت», «يوضح», «توضح»."""
    found: set[str] = set()
    for row in rows("speech_verbs"):
        if row["kind"] == "say":
            past, present = fold_name(row["past"]), fold_name(row["present"])
            found |= {past, past + "ت", past + "وا", present, "ت" + present[1:]}
    return frozenset(found) - cues()["measure"] - cues()["over"] - cues()["near"] - cues()["not_speech"]


@cache
def _verbs() -> frozenset[str]:
    found = {fold_name(v) for v in column("verbs")}
    for row in rows("speech_verbs"):
        past, present = fold_name(row["past"]), fold_name(row["present"])
        found |= {past, past.removesuffix("ي") + "ت", present} | ({"ت" + present[1:]} if present else set())
    return frozenset(w for w in found if len(w) > 2) - cues()["not_verb"]


@cache
def counted_kinds() -> dict[str, str]:
    """Folded counted nouns -> people | organizations | countries | body."""
    found = {fold_name(row["noun"]): row["class"] for row in rows("counted_nouns")}
    return {**dict.fromkeys(cues()["body"], "body"), **found}


@by_word
def is_speech(word: str) -> bool:
    """Whether a folded word is a verb of saying, و and ف before it allowed."""
    return word in _speech() or (word[:1] in ("و", "ف") and word[1:] in _speech())


@cache
def _common() -> frozenset[str]:
    return frozenset(column("words"))


def is_common(word: str) -> bool:
    """Whether a folded word stands in the frequency list of Arabic."""
    return word in _common()


def is_verb(word: str) -> bool:
    """Whether a folded word is a known verb."""
    return word in _verbs()


@cache
def _roles() -> frozenset[str]:
    return frozenset(fold_name(row[form]) for row in rows("roles") for form in ("word", "female") if row[form])


def is_role(word: str) -> bool:
    """Whether a folded word is the head of an office: «مديرة الدراسات» is no study."""
    return word in _roles()


@cache
def _events() -> frozenset[str]:
    nouns = {fold_name(row["noun"]) for row in rows("event_nouns") if row["type"] not in ("report", "other")}
    nouns = {n for n in nouns if " " not in n} | {n.partition(" ")[0] for n in nouns if n.endswith(" عمل")}
    return frozenset(form for n in nouns for form in (n, n + "ا", "ال" + n, n.removesuffix("ه") + "ته", n + "ها"))


@by_word
def is_event(word: str) -> bool:
    """Whether a folded word, or what stands behind و ب ل in it, names a kind of event: «ورشة», «للملتقى», «حلقة (عمل)»."""
    known = _events()
    return word in known or any(len(p) > 3 and p in known for p in (word[1:], word[2:])) or (word.startswith("لل") and "ال" + word[2:] in known)


def stem(word: str, name: str) -> str | None:
    """The word as class `name` knows it, without و ف س ل before it, or None: «وستبلغ» -> «تبلغ»."""
    return stem_in(word, cues()[name])


def stem_in(word: str, known: frozenset[str]) -> str | None:
    """`stem` for a set of folded words."""
    if word not in known and word[:1] not in ("و", "ف", "س", "ل"):
        return None
    for _ in range(3):
        if word in known:
            return word
        if len(word) < 4 or not (word[0] in "وف" or (word[0] in "سل" and word[1] in "يت")):
            return None
        word = word[1:]
    return None


@lru_cache(maxsize=1 << 15)
def says(word: str, name: str) -> bool:
    """Whether a folded word, or what stands behind و ف ب ل in it, belongs to class `name`: «وأكثر» is filler as «أكثر» is."""
    known = cues()[name]
    return word in known or (len(word) > 2 and word[0] in "وفبل" and (word[1:] in known or (len(word) > 3 and word[1] in "بل" and word[2:] in known)))


@cache
def all_of(*names: str) -> frozenset[str]:
    """The words of several classes of cues."""
    return frozenset().union(*(cues()[name] for name in names))


@by_word
def measure_verb(word: str) -> bool:
    """Whether a folded word is a verb of measure: «بلغ», «تجاوزت», «ناهز»."""
    return stem_in(word, all_of("measure", "over", "near", "under")) is not None


class Word(NamedTuple):
    """A word or mark of a sentence, on folded offsets."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Figure:
    """A number on folded offsets, and what has been found out about it."""

    start: int
    end: int
    number: Mention
    index: int = 0  # among the figures of its sentence
    headline: bool = False
    lead: bool = False  # an item of a list
    metric: str | None = None
    until: int = 0  # the folded end of the words behind the figure that its metric took
    paired: bool = False  # «و» joins it to the figure before, of which something is said between them
    weak: bool = False  # the metric was taken over from the figure before
    apart: bool = False  # no figure behind goes on with what this one measures
    place: str | None = None
    year: str | None = None
    dated: bool = False  # the year is told in its sentence
    source: str | None = None
    approximate: bool = False
    low: bool = False
    high: bool = False
    change: str | None = None


@dataclass(slots=True)
class Line:
    """A sentence with its words, the figures in it, and where its segments begin (indices of words)."""

    start: int
    end: int
    words: list[Word]
    starts: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # of its words
    figures: list[Figure] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)

    def at(self, offset: int) -> int:
        """The index of the first word that begins at or after a folded offset."""
        return bisect_left(self.starts, offset)

    def segment(self, offset: int) -> Span:
        """The folded stretch of the segment in which a character stands."""
        n = bisect_right(self.cuts, offset) - 1
        first = self.cuts[n] if n >= 0 else self.start
        return first, self.cuts[n + 1] if n + 1 < len(self.cuts) else self.end


class View:
    """A text folded, its sentences, and the way between the two kinds of offsets."""

    def __init__(self, text: str) -> None:
        self.raw = text
        self.folded: Folded = fold(text)
        self.flat = self.folded.text
        self.layout = layout(text)
        self._starts = [b.start for b in self.layout.blocks]
        self._lines: dict[Span, Line] = {}
        self._above: list[Block | None] = []  # for every block, the last one up to it that is no item
        last: Block | None = None
        for block in self.layout.blocks:
            last = last if block.kind == "item" else block
            self._above.append(last)

    def flat_at(self, offset: int) -> int:
        """The folded offset of a character of the text as read."""
        origin = self.folded.origin
        return offset if origin is None else min(bisect_left(origin, offset), len(self.flat))

    def span(self, mention: Mention) -> Span:
        """The folded stretch of a mention."""
        start, end, origin = mention["start"], mention["end"], self.folded.origin
        return (start, end) if origin is None else (bisect_left(origin, start), bisect_left(origin, end))

    def quote(self, start: int, end: int) -> str:
        """The characters as read of a folded stretch, white space single."""
        return " ".join(self.folded.quote(start, end).split())

    def block(self, offset: int) -> Block | None:
        """The block of the layout in which a character of the text as read stands, or None: in a bullet, or between blocks."""
        n = bisect_right(self._starts, offset) - 1
        return self.layout.blocks[n] if n >= 0 and offset < self.layout.blocks[n].end else None

    def heading(self, offset: int) -> Block | None:
        """The block over the list in which a character of the text as read stands, where it ends with a colon."""
        n = bisect_right(self._starts, offset) - 1
        block = self._above[n] if n >= 0 else None
        return block if block is not None and self.raw[max(block.start, block.end - 3) : block.end].rstrip().endswith(":") else None

    def line(self, offset: int) -> Line:
        """The sentence around a character of the text as read, cut into words and segments."""
        first, last = self.layout.sentence_at(offset)
        block = self.block(offset)
        if block is not None:  # a sentence does not reach over from a headline or dateline
            first, last = max(first, block.start), max(min(last, block.end), offset)
        if last - first > _LONGEST:  # a text without full stops is read in stretches, so that its cost stays linear
            first += (offset - first) // _LONGEST * _LONGEST
            last = min(last, first + _LONGEST)
        if (first, last) in self._lines:
            return self._lines[first, last]
        start, end = self.flat_at(first), self.flat_at(last)
        texts, starts, ends = runs(_WORD, self.flat[start:end])
        begins = [start + a for a in starts]
        words = list(map(_word, zip(begins, [start + b for b in ends], texts, strict=True)))
        line = Line(start, end, words, begins, texts)
        line.cuts = [begins[n] for n in compress(count(), map(_may_open, texts)) if n and _opens(words, n)]
        if begins:
            line.cuts.insert(0, begins[0])
        self._lines[first, last] = line
        return line


_word = partial(tuple.__new__, Word)  # half the cost of Word(...)


@by_word
def _may_open(word: str) -> bool:
    """Whether a new statement may begin at a folded word, whatever stands beside it."""
    known = cues()
    if word in known["connective"] or word in known["participle"] or word in ("وان", "وانه", "وانها", "وبان", ";"):
        return True
    rest = word[1:] if word[0] in "وف" else ""
    return bool(rest) and any(rest in forms for forms in (known["participle"], _speech(), _verbs(), known["measure"]))


def _opens(words: list[Word], n: int) -> bool:
    """Whether a new statement begins at a word of a sentence."""
    word, before = words[n].text, words[n - 1].text
    known = cues()
    if word in known["connective"]:
        return not (word in ("حيث", "حين") and before in ("من", "في"))
    if word in ("وان", "وانه", "وانها", "وبان") or word == ";":
        return True
    if word in known["participle"] or (word[0] == "و" and word[1:] in known["participle"]):
        after = words[n + 1].text if n + 1 < len(words) else ""
        return before == "," or after in known["complement"] or after in ("الي", "علي", "عن")
    if word[0] in "وف" and len(word) > 2:
        rest = word[1:]
        if rest in _speech() and word not in _verbs():
            return True
        return before == "," and (rest in _verbs() or rest in known["measure"]) and len(proclitics(word)) > 1
    return False
