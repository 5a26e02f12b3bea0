"""The teacher in int8 as `export.py` wrote it, run by ONNX Runtime, to be measured beside the student.

It ships only if it is two points of entity F1 better on gold than the student; README.md has the figures.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import corpora
import numpy as np
import onnxruntime

from arextract.extract.ner.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LENGTH = 192  # pieces of a window: consecutive lines share one, for context, as in training
MOST = 8  # pieces of a token
_BEGIN, _LINE_END, _UNKNOWN = 0, 2, 3
_FAR = -20.0  # the log probability of a name where no token stands


class Encoder:
    """The model of a file; its vocabulary and tags stand in the file's metadata."""

    def __init__(self, data: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # one order of sums, and processes are how we use more cores
        options.log_severity_level = 3
        self.session: Any = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        held = self.session.get_modelmeta().custom_metadata_map
        self.tags: list[str] = json.loads(held["tags"])
        vocabulary = json.loads(held["vocabulary"])
        self.cut = Pieces([p for p, _ in vocabulary], [s for _, s in vocabulary])
        self._known: dict[str, list[int]] = {}

    def _pieces(self, token: str) -> list[int]:
        found = self._known.get(token)
        if found is None:
            if len(self._known) > 200_000:  # a long run over many texts keeps its memory
                self._known.clear()
            found = self._known[token] = self.cut(token)[:MOST] or [_UNKNOWN]
        return found

    def __call__(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The log probability of each tag for each cleaned token of one text, window by window."""
        found = np.full((len(tokens), len(self.tags)), _FAR, dtype=np.float32)
        found[:, self.tags.index("O")] = 0.0
        ids, at, rows = [_BEGIN], [], []
        for line in corpora.lines(tokens):
            parts = [self._pieces(tokens[i]) for i in line]
            if len(ids) + sum(map(len, parts)) + 1 > LENGTH and rows:
                found[rows] = self._run(ids)[at]
                ids, at, rows = [_BEGIN], [], []
            for i, part in zip(line, parts, strict=True):
                at.append(len(ids))
                rows.append(i)
                ids.extend(part)
            ids.append(_LINE_END)
        if rows:
            found[rows] = self._run(ids)[at]
        return found

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        (scores,) = self.session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        scores = scores[0] - scores[0].max(axis=1, keepdims=True)
        log: NDArray[np.float32] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return log
