"""The small model that ships: features of a word, a few convolutions over words, tags. numpy alone, one text at a time, so that a text has one answer."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from arextract.extract.ner.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BUCKETS = {"whole": 20_000, "prefix": 4_000, "suffix": 4_000}
KINDS = 16
MOST = 8  # pieces of a word
BLOCK = 4096  # words of a long text that are worked on at once, for memory; beyond the reach of the convolutions a word has no say
ROWS = 32  # words whose vectors are made at once
AT_ONCE = 64  # words whose vectors are made at once
_GRAIN = 2.0**-14  # a fiftieth and less of the steps of the tables
_EPSILON = 1e-5  # as torch's LayerNorm
LOOSE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


def bucket(text: str, name: str) -> int:
    """The row of a folded text in the table of that name."""
    return zlib.crc32(text.encode("utf-8", "replace")) % BUCKETS[name]


def kind(token: str) -> int:
    """What a token is made of: Arabic letters by length, Latin by case, digits, quotes, brackets, line end, the rest."""
    c = token[0]
    if "\u0621" <= c <= "\u06ff" and c.isalpha():
        return min(len(token), 7)
    if c.isdigit():
        return 8
    if c.isalpha():
        return 9 if token.isupper() else 10
    if c in "\"'«»“”‘’":
        return 11
    if c in "()[]":
        return 12
    if c == "\n":
        return 13
    return 14 if c in ".!?؟" else 15


def features(token: str, cut: Pieces) -> tuple[list[int], int, int, int, int]:
    """The pieces of a cleaned token, the buckets of the whole word, its first and its last three letters (folded), and its kind."""
    folded = token.translate(LOOSE)
    return cut(token)[:MOST], bucket(folded, "whole"), bucket(folded[:3], "prefix"), bucket(folded[-3:], "suffix"), kind(token)


class Student:
    """The model of a file that `training/student.py` wrote."""

    def __init__(self, arrays: Any) -> None:
        text = bytes(arrays["vocabulary"]).decode("utf-8")
        self.cut = Pieces(text.split("\n"), arrays["scores"].tolist())
        self.tags: list[str] = bytes(arrays["tags"]).decode("utf-8").split("\n")
        self.dilations: list[int] = arrays["dilations"].tolist()
        self.tables = {n: (arrays[n], arrays[f"{n}.scale"]) for n in ("pieces", "whole", "prefix", "suffix", "kind")}
        small = {k: arrays[k].astype(np.float32) for k in arrays if arrays[k].dtype == np.float16}
        self.inward = (small["inward.w"].astype(np.float64) * _GRAIN, small["inward.b"].astype(np.float64))
        self.blocks = [
            (small[f"{i}.norm.w"], small[f"{i}.norm.b"], np.split(small[f"{i}.conv.w"], 3), small[f"{i}.conv.b"]) for i in range(len(self.dilations))
        ]
        self.last = (small["last.w"], small["last.b"])
        self.head = (small["head.w"], small["head.b"])
        self.width = int(small["last.w"].shape[0])
        self._row: dict[str, int] = {}
        self._vectors: NDArray[np.float32] = np.empty((1024, self.width), dtype=np.float32)

    def _look(self, name: str, ids: Sequence[int]) -> NDArray[np.float64]:
        """Rows of a table, in whole _GRAINs."""
        table, scale = self.tables[name]
        rows = np.array(ids)
        found: NDArray[np.float64] = np.rint(table[rows] * (scale[rows].astype(np.float64) / _GRAIN)[:, None])
        return found

    def _learn(self, tokens: list[str]) -> None:
        """Vectors of word types not seen before, some at once: each is what it would be alone."""
        while len(self._row) + len(tokens) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])
        for start in range(0, len(tokens), AT_ONCE):
            some = tokens[start : start + AT_ONCE]
            at = len(self._row)
            self._vectors[at : at + len(some)] = self._words(some)
            self._row.update(zip(some, range(at, at + len(some)), strict=True))

    def _words(self, tokens: list[str]) -> NDArray[np.float32]:
        # A product of matrices sums in an order that depends on how many rows there are. Whole numbers that float64 holds have one sum in any order:
        # those of a word (in _GRAIN) by those of a layer that was stored in 16 bits, of which 2^-24 is the smallest.
        pieces, *others = zip(*(features(token, self.cut) for token in tokens), strict=True)
        sizes = np.array([len(p) for p in pieces])
        ends = np.cumsum(sizes)
        e = self._look("pieces", [i for p in pieces for i in p])
        means = np.rint(np.add.reduceat(e, ends - sizes, axis=0) / sizes[:, None])
        rest = [self._look(name, ids) for name, ids in zip(("whole", "prefix", "suffix", "kind"), others, strict=True)]
        w, b = self.inward
        y = np.concatenate([means, e[ends - sizes], e[ends - 1], *rest], axis=1) @ w + b
        found: NDArray[np.float32] = np.maximum(y[:, : self.width], y[:, self.width :]).astype(np.float32)
        return found

    def __call__(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The log probability of each tag for each cleaned token of one text."""
        if len(self._row) > 200_000:  # a long run over many texts keeps its memory
            self._row.clear()
        if new := [t for t in dict.fromkeys(tokens) if t not in self._row]:
            self._learn(new)
        rows = np.array([self._row[t] for t in tokens])
        halo = sum(self.dilations)  # as far as a word is heard
        parts = []
        for start in range(0, len(rows), BLOCK):
            first, last = max(0, start - halo), min(len(rows), start + BLOCK + halo)
            parts.append(self._run(self._vectors[rows[first:last]])[start - first : start - first + BLOCK])
        return np.concatenate(parts)

    def _run(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        n, width = x.shape
        for dilation, (scale, shift, (left, middle, right), b) in zip(self.dilations, self.blocks, strict=True):
            heard = _normal(x, scale, shift)
            y = heard @ middle
            y += b
            if dilation < n:  # three products cost less than one of a matrix three times as wide that is copied together first
                y[dilation:] += heard[:-dilation] @ left
                y[:-dilation] += heard[dilation:] @ right
            x = x + np.maximum(y[:, :width], y[:, width:], out=y[:, :width])
        scores = _normal(x, *self.last) @ self.head[0] + self.head[1]
        scores -= scores.max(axis=1, keepdims=True)
        found: NDArray[np.float32] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return found


def _normal(x: NDArray[np.float32], scale: NDArray[np.float32], shift: NDArray[np.float32]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = x - x.mean(axis=1, keepdims=True)
    found /= np.sqrt(np.einsum("nw,nw->n", found, found) / np.float32(x.shape[1]) + np.float32(_EPSILON))[:, None]
    found *= scale
    found += shift
    return found
