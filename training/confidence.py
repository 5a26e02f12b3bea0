"""Fit how far an event record is to be believed, and write `resources/confidence.tsv`.

    arextract run fixtures/releases --metadata fixtures/metadata.csv --out OUT
    python training/confidence.py fixtures/gold OUT [--write] [--calibrate GOLD OUT] [--also GOLD OUT …]

What is foretold is the share of a record that is right: F1 of its slots (those of `arextract evaluate`) against the gold event it stands for, 0 for
a record without one. (Right or wrong as a whole is too coarse for some ninety events: it was tried, and foretold worse than the mean.) Logistic
regression with a ridge over arextract.assemble.confidence.features, fitted on the fixtures alone; `--calibrate` moves the bias alone to what holds on
real releases (gold/dev). Printed: what a confidence said and what held, cross-validated by document on the fixtures, and on the sets of `--also`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from regression import fit

from arextract import evaluate
from arextract.assemble.confidence import features
from arextract.records import Event, _codec

TARGET = Path(__file__).parents[1] / "src" / "arextract" / "resources" / "confidence.tsv"
RIDGE, FOLDS = 3.0, 10
Example = tuple[str, tuple[str, ...], float]


def examples(gold: Path, out: Path) -> list[Example]:
    """Every event of a run: its document, its features, the share of it that is right."""
    events: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (out / "events.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        events[PurePosixPath(record["doc_id"]).stem].append(record)
    found: list[Example] = []
    for name, records in sorted(events.items()):
        file = gold / f"{name}.json"
        if not file.exists():
            continue
        wanted = [evaluate._gold_slots(e) for e in json.loads(file.read_text(encoding="utf-8"))["events"]]
        there = [evaluate._found_slots(e) for e in records]
        partner = {j: i for i, j in evaluate._pairs(wanted, there).items()}
        for j, record in enumerate(records):
            right = 0.0
            if j in partner and wanted[partner[j]]["type"] == there[j]["type"]:
                a, b = wanted[partner[j]], there[j]
                same = sum((Counter(a[k]) & Counter(b[k])).total() for k in evaluate.SLOTS)
                right = 2 * same / sum(len(a[k]) + len(b[k]) for k in evaluate.SLOTS)
            found.append((name, features(_codec(Event).validate_python(record)), right))
    return found


def weigh(given: list[Example]) -> dict[str, float]:
    """The weights of features by logistic regression; the bias is not shrunk."""
    return fit([dict.fromkeys(shown, 1.0) for _, shown, _ in given], [right for *_, right in given], RIDGE, bias=1e-9)


def score(shown: tuple[str, ...], weights: dict[str, float]) -> float:
    """The log odds of a record that shows these features."""
    return sum(weights.get(name, 0.0) for name in shown)


def shift(others: list[Example], weights: dict[str, float]) -> float:
    """What the bias must gain so that the mean confidence on a set is the mean share that holds there: our fixtures are easier than what arrives."""
    scores = np.array([score(shown, weights) for _, shown, _ in others])
    held = np.mean([right for _, _, right in others])
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(1 / (1 + np.exp(-scores - middle))) < held else (low, middle)
    return low


def told(label: str, chances: np.ndarray, right: np.ndarray) -> None:
    """Print the mean square error beside that of the mean, and what held in each band of confidence."""
    print(f"{label}: {len(right)} events, {right.mean():.2f} right, square error {np.mean((chances - right) ** 2):.4f} (mean alone {right.var():.4f})")
    for low, high in ((0.0, 0.7), (0.7, 0.85), (0.85, 0.92), (0.92, 0.96), (0.96, 1.01)):
        band = (chances >= low) & (chances < high)
        if band.any():
            print(f"  {low:.2f}-{min(high, 1):.2f}: {band.sum():3} events, said {chances[band].mean():.2f}, held {right[band].mean():.2f}")


def main() -> None:
    """Fit, print, and with --write replace the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--calibrate", nargs=2, type=Path, metavar=("GOLD", "OUT"), help="a set of real releases whose mean the bias is set to")
    parser.add_argument("--also", nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "OUT"))
    options = parser.parse_args()
    given = examples(options.gold, options.out)
    documents = sorted({document for document, _, _ in given})
    chances = np.zeros(len(given))
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = weigh([e for e in given if e[0] not in held])
        for i, (document, shown, _) in enumerate(given):
            if document in held:
                chances[i] = 1 / (1 + np.exp(-score(shown, weights)))
    told("fixtures, cross-validated", chances, np.array([right for _, _, right in given], dtype=float))
    weights = weigh(given)
    if options.calibrate:
        weights["bias"] += shift(examples(*options.calibrate), weights)
    for gold, out in options.also:
        others = examples(gold, out)
        scores = np.array([score(shown, weights) for _, shown, _ in others])
        told(str(gold), 1 / (1 + np.exp(-scores)), np.array([right for _, _, right in others], dtype=float))
    if options.write:
        rows = [f"{name}\t{weights[name]:.4f}" for name in ["bias", *sorted(weights.keys() - {"bias"})]]
        TARGET.write_text("\n".join(["feature\tweight", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
