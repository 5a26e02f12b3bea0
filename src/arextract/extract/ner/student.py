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
        self.inward = (small["inward.w"], small["inward.b"])
        self.blocks = [(small[f"{i}.norm.w"], small[f"{i}.norm.b"], small[f"{i}.conv.w"], small[f"{i}.conv.b"]) for i in range(len(self.dilations))]
        self.last = (small["last.w"], small["last.b"])
        self.head = (small["head.w"], small["head.b"])
        self.width = int(small["last.w"].shape[0])
        self._row: dict[str, int] = {}
        self._vectors: NDArray[np.float32] = np.empty((1024, self.width), dtype=np.float32)

    def _look(self, name: str, ids: Sequence[int]) -> NDArray[np.float32]:
        table, scale = self.tables[name]
        found: NDArray[np.float32] = table[ids].astype(np.float32) * scale[ids][:, None]
        return found

    def _learn(self, tokens: list[str]) -> None:
        """Vectors of word types not seen before, one by one, so that a word's vector never depends on its company."""
        while len(self._row) + len(tokens) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])
        w, b = self.inward
        for token in tokens:
            pieces, whole, prefix, suffix, shape = features(token, self.cut)
            e = self._look("pieces", pieces)
            x = np.concatenate(
                [e.mean(0), e[0], e[-1], *(self._look(n, [i])[0] for n, i in (("whole", whole), ("prefix", prefix), ("suffix", suffix), ("kind", shape)))]
            )
            y = x @ w + b
            self._vectors[len(self._row)] = np.maximum(y[: self.width], y[self.width :])
            self._row[token] = len(self._row)

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
        for dilation, (scale, shift, w, b) in zip(self.dilations, self.blocks, strict=True):
            padded = np.zeros((n + 2 * dilation, width), dtype=np.float32)
            padded[dilation : n + dilation] = _normal(x, scale, shift)
            y = np.concatenate([padded[:n], padded[dilation : n + dilation], padded[2 * dilation :]], axis=1) @ w + b
            x = x + np.maximum(y[:, :width], y[:, width:])
        scores = _normal(x, *self.last) @ self.head[0] + self.head[1]
        scores -= scores.max(axis=1, keepdims=True)
        found: NDArray[np.float32] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return found


def _normal(x: NDArray[np.float32], scale: NDArray[np.float32], shift: NDArray[np.float32]) -> NDArray[np.float32]:
    centred = x - x.mean(axis=1, keepdims=True)
    found: NDArray[np.float32] = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + _EPSILON) * scale + shift
    return found
