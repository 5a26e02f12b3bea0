"""What a release looks like before a word of it is understood: headline, dateline, paragraphs, list items, sentences.

Pure, on characters alone; offsets are those of the text as read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from arextract import lexicon
from arextract.by_text import by_text
from arextract.fold import fold, fold_name, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["headline", "dateline", "body", "item", "footer"]


@cache
def _listed(kind: str) -> str:
    """The folded phrases of one kind in resources/layout_words.tsv, as alternatives of a pattern, the longest first."""
    phrases = {fold_name(row["phrase"]) for row in lexicon.rows("layout_words") if row["kind"] == kind}
    return "|".join(regex.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


@cache
def _item() -> regex.Pattern[str]:
    """A bullet, or a number or letter that counts: «- », «• », «1- », «2. », «(3) », «أ- », «أولاً: »."""
    return regex.compile(
        r"[ \u200e\u200f]*(?!\*\*[^\s*])(?:[-*•·●○▪▫◦‣–—■□➢✓✔]+[ ]*|o[ ]+"
        r"|\(?(?:[0-9]{1,2}|[ابجدهوزحطي])[ ]?(?:[-.)/:]|\)-)(?![0-9])[ ]*"
        rf"|(?:{_listed('ordinal')})[ ]?[:,.-][ ]*)(?=[^\s])"
    )


_ENDS = re.compile("[\n\r\u2028\u2029]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2}")


@cache
def _ordinals() -> frozenset[str]:
    """The first two letters of the ordinals that open items."""
    return frozenset(fold_name(row["phrase"])[:2] for row in lexicon.rows("layout_words") if row["kind"] == "ordinal")


def _may_open_item(line: str) -> bool:
    """Whether a line begins with anything but a word, or with what may be an ordinal: most lines need not be folded."""
    return _WORD.match(line) is None or fold_word(line[:2]) in _ordinals()


@cache
def _footer() -> regex.Pattern[str]:
    """«// انتهى //», «20:45 ت م», tags, and the lines for editors below a release."""
    closing = rf"[ /\\*#-]*(?:{_listed('footer')})\b[^\n]{{0,80}}$"
    return regex.compile(rf"{closing}|[ ]*\d{{1,2}}[:.]\d\d ?ت ?م[ ]*$|[ ]*#\w+(?: #\w+)*$|[ -]*-{{2,}}[ ]*$")


@cache
def _agency() -> regex.Pattern[str]:
    """«جدة 25 شوال 1445 هـ الموافق 4 مايو 2024 م واس»: a dateline that an agency's tag closes."""
    gregorian = r"(?: الموافق [^\n.:]{6,30}\d{4} ?م?)?"
    return regex.compile(rf"[^\n.:]{{2,45}}?\d{{1,2}} [^\n.:]{{2,30}}\d{{4}} ?[هم]?{gregorian} (?:{_listed('agency')})\b ?(?=\n|$|[-/:])")


# A town, an agency, perhaps a date, closed by a dash or a slash: «القاهرة – 5 مايو 2024 –», «عدن ــ سبأنت:», «المنامة في 9 فبراير / بنا /».
_NAME = r"[^\W\d_]+(?:[ ][^\W\d_]+){0,2}(?:[ ]?\([^()\n]{2,30}\))?"
_NUMERIC = r"\d{1,4}[ ]?[-/.][ ]?\d{1,2}[ ]?[-/.][ ]?\d{1,4}"
_MONTH = r"[^\W\d_]+(?:[ ][^\W\d_]+|/[^\W\d_]+)?"
_DAY = rf"(?:في[ ])?(?:[^\W\d_]+,?[ ])?(?:\d{{1,2}}[ ]{_MONTH}(?:[ ,]{{0,2}}\d{{4}})?|{_NUMERIC})(?:[ ]?[مه]\b)?(?:[ ]?\([^()\n]{{2,30}}\))?"
_PART = rf"(?:{_NAME}(?:,?[ ]{_DAY})?|{_DAY})"
_CLOSED = regex.compile(
    rf"{_PART}[ ]?[-/|]+[ ]?(?:{_PART}[ ]?[-/|:]+[ ]?){{0,2}}(?:{_NAME}:?$)?|(?:{_NAME},?[ ])?{_DAY}[ ]?(?:[-/|:]+[ ]?|$)|[^\W\d_]+[ ]?:[ ]"
    rf"|{_NAME},?[ ]{_NUMERIC}[ ]\(?[^\W\d_]{{2,8}}\)?[ ]?[-/|:]+[ ]?"  # «رام الله 9-4-2025 وفا-»
)
_ALONE = regex.compile(r"[^\W\d_]+(?:[ ][^\W\d_]+)?[ ]?(?:\.{2,}|…)[ ]*$")  # a line of its own: «حلب..»
_DATED = regex.compile(r"[^\n.:]{2,45}?\d{1,2} [^\n.:]{2,25} (?:\d{4})[^\n.:]{0,60}?(?:[:/] |- (?![0-9])|\b(?=\n)|$)")
# Where a sentence ends. «د.» and «أ.د.» do not end one, nor does the point of «2.5».
_SENTENCE = regex.compile(r"(?<![\s(./]\w)(?<!^\w)[.!?؟…]+(?=[\s\"'”»)\]]|$)[\"'”»)\]]*|\n+", regex.M)


LONGEST = 2000  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that belong together; `start` and `end` leave out white space and, for an item, its bullet."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text in order, its sentences (start, end), and the dateline's span or None."""

    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    dateline: tuple[int, int] | None

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence in which a character stands (the one before it, in the white space between two)."""
        i = bisect_right(self.sentences, (offset, 1 << 60)) - 1
        return self.sentences[max(i, 0)] if self.sentences else (0, 0)

    def block_at(self, offset: int) -> Block | None:
        """The block in which a character stands, or None."""
        i = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        return self.blocks[i] if i >= 0 and offset <= self.blocks[i].end else None

    @property
    def headline(self) -> tuple[int, int] | None:
        """From the first headline line to the last, or None."""
        heads = [b for b in self.blocks if b.kind == "headline"]
        return (heads[0].start, heads[-1].end) if heads else None


def _lines(text: str) -> list[tuple[int, int]]:
    found = []
    at = 0
    for line in _ENDS.split(text):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            found.append((start, start + len(body)))
        at += len(line) + 1
    return found


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = 0
    for end in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        piece = text[at:end]
        body = piece.strip()
        if body:
            start = at + len(piece) - len(piece.lstrip())
            found.extend(_clauses(text, start, start + len(body)))
        at = end
    return tuple(found)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or, where nobody set a full stop for pages, cut behind commas: what looks at a sentence must not look at a book."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind(mark) + 1 for mark in ("،", ",", "؛", ";"))
        cut = cut if cut > LONGEST // 2 else window.rfind(" ") + 1 or LONGEST
        body = text[start : start + cut]
        if body.strip():
            yield start, start + len(body.rstrip())
        start += cut + len(text[start + cut : end]) - len(text[start + cut : end].lstrip())
    if start < end:
        yield start, end


@by_text
def layout(text: str) -> Layout:
    """Read the layout of a text.

    A first line that is short, ends no sentence and is followed by a paragraph is a headline: «وزارة المالية تنظم ورشة عمل».
    """
    lines = _lines(text)
    blocks: list[Block] = []
    dateline: tuple[int, int] | None = None
    heads = _headlines(text, lines)
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        if n < heads and not (n == 0 and heads > 1 and _signed(line)):
            blocks.append(Block(start + len(line) - len(line.lstrip("# ")), end, "headline"))
            continue
        flat = fold(line).text if len(line) < 60 or len(line) < 400 and _may_open_item(line) else ""
        if m := _item().match(flat):
            skip = fold(line).source(0, m.end())[1]
            if end - start - skip > 1:
                blocks.append(Block(start + skip, end, "item"))
                continue
        if flat and len(line) < 60 and _footer().match(flat):
            blocks.append(Block(start, end, "footer"))
            continue
        if dateline is None and n <= heads + 1 and (size := _dateline(line)):
            dateline = (start, start + size)
            blocks.append(Block(start, start + size, "dateline"))
            rest = line[size:]
            start += size + len(rest) - len(rest.lstrip())
            if start >= end:
                continue
        blocks.append(Block(start, end, "body"))
    return Layout(tuple(blocks), _sentences(text), dateline)


def _headlines(text: str, lines: list[tuple[int, int]]) -> int:
    """How many of the first lines are headline: at most three, short, ending no sentence, and a longer text follows."""
    if len(lines) < 2:
        return 0
    count = 0
    for n, (start, end) in enumerate(lines[:3]):
        line = text[start:end]
        rest = lines[n + 1 :]
        if not rest or len(line) > 220 or line.endswith((".", ":", "؛")) or not any(e - s > len(line) * 0.8 for s, e in rest):
            break
        flat = fold(line).text
        dated = _DIGIT.search(flat) is not None
        stamp = dated and _agency().match(flat) or len(line) < 60 and _CLOSED.fullmatch(flat) or n and (len(line) < 25 or dated and _DATED.match(flat))
        if n == 0 and _signed(line) and len(lines) > 2 and _headlines(text, lines[1:]):
            return 2  # «جامعة مؤتة – العلاقات العامة» above the headline
        if stamp or _item().match(flat):
            break
        # A second line is a headline too when a blank line comes only after it, and the next line is much longer.
        if n and "\n\n" in text[lines[n - 1][1] : start] and "\n\n" not in text[end : lines[n + 1][0]]:
            break
        if n and not ("\n\n" in text[end : lines[n + 1][0]] and lines[n + 1][1] - lines[n + 1][0] > len(line)):
            break
        if len(line) > 120 and regex.match(r"[\w]+ [\w]+", line) and lines[n + 1][1] - lines[n + 1][0] < 2 * len(line):
            break
        count = n + 1
    return count


def _signed(line: str) -> bool:
    """Whether a line of its own says who issues and no more: a name, a dash, a name; no date, no colon."""
    flat = fold(line).text
    return len(line) < 60 and not _DIGIT.search(flat) and ":" not in flat and _CLOSED.fullmatch(flat) is not None


def _dateline(line: str) -> int:
    """How many characters of a body's first line are its dateline; 0 when it has none."""
    view = fold(line[:200])
    flat = view.text
    patterns = (_agency(), _DATED, _CLOSED) if _DIGIT.search(flat) else (_CLOSED, _ALONE)
    longest = max((m.end() for p in patterns if (m := p.match(flat))), default=0)
    return view.source(0, longest)[1] if longest and (longest < len(flat) or len(line) < 100) else 0
