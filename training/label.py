"""Let the teacher label raw text for the student: its probability of each tag for each token.

    python training/label.py CORPORA ENCODER TEACHER OUT [--limit N]

OUT receives a file per source: `tokens` (joined by U+001F, a line end between sentences), `ends` (where each text ends), `probabilities` (float16).
The texts of the gold corpora and of our releases are labelled too, and there `gold` stands beside: the teacher's probabilities among the tags that gold
allows, so that a PLACE of a corpus with one kind of place becomes the country or city that the teacher takes it for.
"""

from __future__ import annotations

import argparse
import pathlib
import time
from collections.abc import Iterator, Sequence

import corpora
import numpy as np
import torch
from corpora import TAGS, Sentence
from teacher import Reader, load_encoder, log_probabilities


def sentences_of(text: str) -> list[Sentence]:
    """The lines of a raw text as sentences without gold."""
    found = []
    for line in text.split("\n"):
        tokens = tuple(p for word in line.split() for p in corpora.pieces(word))
        for start in range(0, len(tokens), 120):
            part = tokens[start : start + 120]
            found.append(Sentence(part, tuple((0,) for _ in part)))
    return found


def given(log: np.ndarray, allowed: Sequence[tuple[int, ...]]) -> np.ndarray:
    """The probability of each tag once gold has said which are allowed; what gold leaves unmarked is outside."""
    held = np.zeros(log.shape, dtype=np.float64)
    for row, tags in zip(held, allowed, strict=True):
        row[[0] if 0 in tags else list(tags)] = 1.0
    found = held * (np.exp(log) + 1e-4)
    return (found / found.sum(axis=1, keepdims=True)).astype(np.float16)


def texts(corpus: pathlib.Path, limit: int | None) -> Iterator[tuple[str, list[list[Sentence]]]]:
    """(source, texts as sentences)."""
    home = pathlib.Path(__file__).parent / "releases"
    for name, gold in (
        ("wikifane", corpora.wikifane(corpus)),
        ("anercorp", corpora.anercorp(corpus, "train")),
        ("wojood", corpora.wojood(corpus)),
        ("releases", corpora.releases(home, "train")),
    ):
        yield name, [gold[i : i + 12] for i in range(0, len(gold), 12)]
    yield "antcorpus", [sentences_of(text) for n, text in enumerate(corpora.raw(corpus)) if limit is None or n < limit]


def main() -> None:
    """Label and write."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("corpora", "encoder", "teacher", "out"):
        ap.add_argument(name, type=pathlib.Path)
    ap.add_argument("--limit", type=int)
    a = ap.parse_args()
    torch.set_num_threads(2)
    reader, model = Reader(a.encoder), load_encoder(a.encoder)
    model.load_state_dict(torch.load(a.teacher))
    a.out.mkdir(parents=True, exist_ok=True)
    end_of_line = np.eye(1, len(TAGS), dtype=np.float16)
    for name, groups in texts(a.corpora, a.limit):
        began = time.time()
        flat = [s for g in groups for s in g]
        logs = iter(log_probabilities(model, flat, reader))
        tokens: list[str] = []
        parts: list[np.ndarray] = []
        gold: list[np.ndarray] = []
        ends: list[int] = []
        for group in groups:
            for s in group:
                log = next(logs)
                tokens += [*s.tokens, "\n"]
                parts += [np.exp(log).astype(np.float16), end_of_line]
                gold += [given(log, s.allowed), end_of_line] if name != "antcorpus" else []
            ends.append(len(tokens))
        held = {"tokens": np.frombuffer("\x1f".join(tokens).encode(), dtype=np.uint8), "ends": np.array(ends), "probabilities": np.concatenate(parts)}
        np.savez(a.out / f"{name}.npz", **(held | ({"gold": np.concatenate(gold)} if gold else {})))
        print(f"{name}: {len(groups)} texts, {len(tokens)} tokens, {time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
