"""Logistic regression by Newton's method, for what `reliability.py` and `confidence.py` fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def fit(rows: Sequence[Mapping[str, float]], y: Sequence[float], ridge: float, bias: float) -> dict[str, float]:
    """Weights of features by name, for `y` between 0 and 1; `ridge` pulls them to 0, and `bias` the feature of that name."""
    names = sorted({n for r in rows for n in r})
    column = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, r in enumerate(rows):
        for n, v in r.items():
            x[i, column[n]] = v
    target = np.array(y, dtype=float)
    pull = np.array([bias if n == "bias" else ridge for n in names])
    w = np.zeros(len(names))
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (p - target) + pull * w)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return {n: float(v) for n, v in zip(names, w, strict=True)}
