"""Words to the pieces that the models' embeddings know: the Unigram segmentation of SentencePiece, in a few lines, cached by whoever asks.

A model's vocabulary is a list of pieces with log probabilities; a word's pieces are its most probable segmentation. «▁» marks the beginning of a word.
Kudo 2018, "Subword Regularization", https://arxiv.org/abs/1804.10959; the tests hold it equal to the `tokenizers` package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

UNKNOWN = 3
_LONGEST = 64  # characters of a word that are read; what is longer is no word
_PENALTY = 10.0  # an unknown character's score below the rarest piece's, as SentencePiece has it


class Pieces:
    """A vocabulary ready to cut words: `Pieces(["<s>", …, "▁مدير"], [0.0, …, -9.1])`."""

    def __init__(self, vocabulary: Sequence[str], scores: Sequence[float]) -> None:
        self.ids: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary) if i > UNKNOWN}
        self.scores = scores
        self.longest = max(map(len, self.ids), default=1)
        self.unknown = min((scores[i] for i in self.ids.values()), default=0.0) - _PENALTY

    def __call__(self, word: str) -> list[int]:
        """The pieces of one word without white space: «المدير» gives the ids of «▁المدير» where it is a piece, else of its parts."""
        text = "▁" + word[:_LONGEST]
        whole = self.ids.get(text)
        best = [0.0] + [-1e30] * len(text)
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(text) + 1)
        if whole is not None:
            best[-1], came[-1] = self.scores[whole], (0, whole)
        for start in range(len(text)):
            so_far = best[start]
            single = False
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece = self.ids.get(text[start:end])
                if piece is None:
                    continue
                single = single or end == start + 1
                score = so_far + self.scores[piece]
                if score > best[end]:
                    best[end], came[end] = score, (start, piece)
            if not single and so_far + self.unknown > best[start + 1]:
                best[start + 1], came[start + 1] = so_far + self.unknown, (start, UNKNOWN)
        found: list[int] = []
        at = len(text)
        while at:
            at, piece = came[at]
            if piece != UNKNOWN or not found or found[-1] != UNKNOWN:  # a run of unknown characters is one
                found.append(piece)
        return found[::-1]
