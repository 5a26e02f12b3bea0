"""The tokenizer that spaCy is given: splits proclitics, digits from letters and punctuation, and sets NORM to the folded word.

Pure: `words` needs no spaCy. A proclitic (و ف ب ل ك, and لل) is cut where what follows is a word of its own and the whole is not:
«وبوزارة» is و + ب + وزارة, «بغداد» and «ورشة» stay whole. resources/words.tsv (a frequency list of Arabic) and whole_words.tsv decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from arextract import lexicon
from arextract.by_text import by_text
from arextract.by_word import by_word
from arextract.fold import fold_once, fold_word, in_step
from arextract.mentions import keep_text

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f"
_LETTER = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
TOKEN = re.compile(
    rf"(?P<arabic>[{_LETTER}][{_LETTER}{_MARKS}]*)"
    r"|(?P<digits>[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c\u060c][0-9\u0660-\u0669\u06f0-\u06f9]+)*)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+(?:['’&-][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<other>\S)"
)
_ARABIC = frozenset(re.findall(f"[{_LETTER}]", "".join(map(chr, range(0x620, 0xFEFD)))))
_RUN = re.compile(f"({re.sub('[?]P<[a-z]+>', '?:', TOKEN.pattern)})")
_OPENINGS = ("ال", "ابو", "عبدال")  # what a word rarely holds behind a letter of its own
PROCLITICS = frozenset(("و", "ف", "ب", "ل", "ك", "لل"))  # the tokens that `proclitics` may cut off
_SHORTEST = 3  # letters a word must have behind a proclitic


class Word(NamedTuple):
    """A token: its characters are ``text[start:end]``; `norm` is the folded word, ال restored after لل."""

    start: int
    end: int
    norm: str


class Words(Sequence[Word]):
    """The words of a text, in order, as parallel lists: what each begins and ends with in the text, and its folded form. A `Word` is made when asked for."""

    __slots__ = ("starts", "ends", "norms")

    def __init__(self, starts: list[int], ends: list[int], norms: list[str]) -> None:
        self.starts, self.ends, self.norms = starts, ends, norms

    def __len__(self) -> int:
        return len(self.norms)

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.norms)

    @overload
    def __getitem__(self, i: int) -> Word: ...
    @overload
    def __getitem__(self, i: slice) -> list[Word]: ...
    def __getitem__(self, i: int | slice) -> Word | list[Word]:
        if isinstance(i, slice):
            return list(map(Word, self.starts[i], self.ends[i], self.norms[i]))
        return Word(self.starts[i], self.ends[i], self.norms[i])

    def at(self, offset: int) -> int:
        """The index of the first word that begins at an offset of the text or behind it."""
        return bisect_left(self.starts, offset)


def runs(pattern: re.Pattern[str], text: str) -> tuple[list[str], list[int], list[int]]:
    """Every match of a pattern that is one group, where each begins and where it ends: a third of the cost of a Match for each."""
    parts = pattern.split(text)
    ends = list(accumulate(map(len, parts)))
    return parts[1::2], ends[:-1:2], ends[1::2]


_FOLDED = re.compile("([0-9]+(?:[.,:٫٬][0-9]+)*|[\u0621-\u064a\u066e-\u06d3]+|[^\\W\\d_\u0621-\u064a\u066e-\u06d3]+)")


@by_text
def folded_runs(flat: str) -> tuple[list[str], list[int], list[int]]:
    """The words and the numbers in digits of a folded text, proclitics and all, where each begins and where it ends; the rooms that look for words share them.

    Scripts are kept apart, as nobody writes a word in two: «10مليونUSD» is three. The points and commas inside a number are part of it.
    """
    return runs(_FOLDED, flat)


@cache
def _known() -> frozenset[str]:
    return frozenset(lexicon.column("words")) | frozenset(lexicon.column("whole_words"))


def known(folded: str) -> bool:
    """Whether a folded word is one of the language's common words, proclitics aside: «مدرسة» is, «إيبرت» is not."""
    return proclitics(folded)[-1] in _known()


def _cut(folded: str) -> tuple[str, ...]:
    """The proclitics that a folded word begins with, and the rest as the last item: «وبالقاهره» -> ("و", "ب", "القاهره").

    A word without any gives itself alone. The rest after لل has its ال restored: «للبنك» -> ("لل", "البنك").
    """
    known = _known()
    if len(folded) < _SHORTEST + 1 or folded in known:
        return (folded,)
    first, rest = folded[0], folded[1:]
    if first in "وف":
        future = rest[0] == "س" and rest[1] in "يت" and rest[1:] in known  # «وسينظم»: the س of the future stays with its verb
        if rest in known or future or (len(rest) > 4 and rest.startswith(_OPENINGS)):
            return (first, rest)
        tail = _cut(rest) if rest[0] in "بلك" and len(rest) > _SHORTEST else (rest,)
        if len(tail) > 1:
            return (first, *tail)
    elif first in "بلك":
        if first == "ل" and folded.startswith("لل") and len(folded) > 4:
            stem = folded[2:]
            often = lexicon.frequencies()  # «للجنة», «للقاء»: the ل of the word itself, where that word is the commoner one
            whole = "ال" + stem
            own = rest in known and (whole not in known or often.get(rest, 0) > often.get(whole, 0))
            return ("ل", rest) if own else ("لل", whole)
        if len(rest) >= _SHORTEST and (rest in known or (len(rest) > 4 and rest.startswith(_OPENINGS))):
            return (first, rest)
    return (folded,)


proclitics = by_word(_cut)


def words_once(text: str) -> Words:
    """The words of a text in order, without white space. `words` gives the same and keeps it for the texts in hand.

    >>> [text[w.start:w.end] for w in words_once(text := "قامت وزارة المالية وبوزارة 2016م")]
    ['قامت', 'وزارة', 'المالية', 'و', 'ب', 'وزارة', '2016', 'م']
    """
    there, starts, ends = runs(_RUN, text)
    pieces: list[Any] = list(map(_pieces, there))
    norms: list[str] = []  # whole stretches of words without a proclitic are copied at once
    begins: list[int] = []
    stops: list[int] = []
    at = 0
    for i in [i for i, parts in enumerate(pieces) if parts.__class__ is tuple]:
        norms += pieces[at:i]
        begins += starts[at:i]
        stops += ends[at:i]
        start = starts[i]
        for first, last, norm in pieces[i]:
            norms.append(norm)
            begins.append(start + first)
            stops.append(start + last)
        at = i + 1
    return Words([*begins, *starts[at:]], [*stops, *ends[at:]], [*norms, *pieces[at:]])


words = by_text(words_once)


@by_text
def standing(text: str) -> dict[str, list[int]]:
    """Every norm of a text with its indices in `words(text)`."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, norm in enumerate(words(text).norms):
        found[norm].append(i)
    return dict(found)


def where(text: str, wanted: frozenset[str]) -> list[int]:
    """The indices in `words(text)`, in order, of the norms that a room looks for: the list is met with the words of a text once, not word by word."""
    there = standing(text)
    return sorted(i for norm in wanted.intersection(there) for i in there[norm])


@by_word
def _pieces(word: str) -> str | tuple[tuple[int, int, str], ...]:
    """The norm of a run that is one word; else (start, end, norm) of its parts, in its own characters: only Arabic letters have several."""
    if word[0] not in _ARABIC:
        return fold_word(word) if word[0].isdigit() else word  # a sign is what it is
    parts = _cut(folded := fold_word(word))
    if len(parts) == 1:
        return folded
    view = None if in_step(word) else fold_once(word)
    found, at = [], 0
    for n, part in enumerate(parts):
        size = len(part) - (2 if n and parts[n - 1] == "لل" else 0)
        first, last = (at, at + size) if view is None else view.source(at, at + size)
        if n < len(parts) - 1 and view is not None and view.origin is not None:  # tatweel and marks behind a proclitic go with it
            last = view.origin[at + size]
        found.append((first, last, part))
        at += size
    found[0] = (0, *found[0][1:])
    found[-1] = (found[-1][0], len(word), found[-1][2])
    # «ﻷﺳﺮ»: where a ligature holds the proclitic and the letter behind it, there is nothing to cut.
    return tuple(found) if all(first < last for first, last, _ in found) else folded


def _norm(word: str) -> str:
    return fold_word(word) or word


def _blank(run: str, pieces: list[str], spaces: list[bool]) -> None:
    """White space as spaCy keeps it: one blank belongs to the word before it, what is more is a token."""
    if pieces and run[0] == " ":
        spaces[-1] = True
        run = run[1:]
    if run:
        pieces.append(run)
        spaces.append(False)


class Tokenizer:
    """spaCy's tokenizer: `nlp.tokenizer("وبالقاهرة")` gives a Doc of و, ب, القاهرة whose text is the text as read."""

    def __init__(self, vocab: Vocab) -> None:
        from spacy.attrs import NORM  # type: ignore[import-not-found]

        self.vocab = vocab
        # A word's NORM is its folded form, asked for once per word of the vocabulary and not once per token.
        vocab.lex_attr_getters = {**vocab.lex_attr_getters, NORM: _norm}  # type: ignore[attr-defined]

    def __call__(self, text: str) -> Doc:
        """Cut a text. White space beyond the one blank behind a word is a token of its own, as everywhere in spaCy."""
        from spacy.tokens import Doc

        there = words(text)
        starts, ends = there.starts, there.ends
        said = list(map(text.__getitem__, map(slice, starts, ends)))
        gaps = list(map(text.__getitem__, map(slice, ends, [*starts[1:], len(text)])))
        blank = list(map(" ".__eq__, gaps))
        pieces: list[str] = []
        spaces: list[bool] = []
        if starts and starts[0] or not starts and text:
            _blank(text[: starts[0]] if starts else text, pieces, spaces)
        at = 0
        for i in [i for i, gap in enumerate(gaps) if gap and gap != " "]:  # words parted by one blank, or by nothing, are copied at once
            pieces += said[at : i + 1]
            spaces += blank[at : i + 1]
            at = i + 1
            _blank(gaps[i], pieces, spaces)
        pieces += said[at:]
        spaces += blank[at:]
        norms = there.norms
        doc = Doc(self.vocab, words=pieces, spaces=spaces)
        for i in [i for i, norm in enumerate(norms[:-1], 1) if norm == "لل"]:
            if norms[i].startswith("ال") and not gaps[i - 1] and said[i - 1].startswith("لل"):  # «لل⟦بنك⟧» is «البنك»
                for token in doc.char_span(starts[i], ends[i]) or ():
                    token.norm_ = norms[i]
        keep_text(doc, text)
        return doc

    def pipe(self, texts: Any, batch_size: int = 1000) -> Any:
        """Cut texts one by one, as spaCy's own tokenizer does."""
        return map(self, texts)

    # The tokenizer has no state beyond the vocab and resources that ship with the package.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Nothing to read."""
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Nothing to write."""

    def from_disk(self, path: Any, **kwargs: Any) -> Tokenizer:
        """Nothing to read."""
        return self
