"""Measure how far each voice is to be believed, and write `resources/reliability.tsv`.

    python training/reliability.py [--model press_release | --teacher ENCODER WEIGHTS] [--write] [--part dev]

Logistic regression over the claims of rules and model on releases that the model was not trained on (the dev part): one weight a feature and kind.
Prints, cross-validated by release,
the F1 of rules alone, of the model alone and of both, and how often a confidence holds. See arextract.extract.entities.weighing for the features.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

import evaluate
import numpy as np
from regression import fit

from arextract.extract import ner
from arextract.extract.dates import find_dates
from arextract.extract.entities import weighed
from arextract.extract.entities.weighing import KINDS, Claim, chance, choose
from arextract.extract.organisations import find_organisations
from arextract.extract.people import find_people
from arextract.extract.places import find_places

Span = evaluate.Span
Document = tuple[set[Span], list[tuple[Claim, dict[str, float]]]]
TARGET = pathlib.Path(__file__).parents[1] / "src" / "arextract" / "resources" / "reliability.tsv"


def document(text: str, gold: set[Span], tagger: Any) -> Document:
    """The claims on a text with their features, as the pipeline makes them."""
    heard = ner.Heard(text, tagger) if tagger is not None else None
    said = heard.names() if heard is not None else []
    places = find_places(text)
    bodies = find_organisations(text, places)
    people = find_people(text, bodies, places, ner.people(said))
    voices = {"places": places, "organisations": bodies, "people": people, "model": said}
    return gold, weighed(text, voices, [(d.start, d.end) for d in find_dates(text)], heard)


def fit_all(documents: Sequence[Document], ridge: float) -> dict[str, dict[str, float]]:
    """Weights per kind."""
    found = {}
    for kind in sorted(set(KINDS.values())):
        rows = [(f, c[:3] in gold) for gold, claims in documents for c, f in claims if KINDS[c.label] == kind]
        found[kind] = {n: round(w, 4) for n, w in fit([f for f, _ in rows], [r for _, r in rows], ridge, bias=0.01).items()}
    return found


def chosen(claims: Sequence[tuple[Claim, dict[str, float]]], weights: dict[str, dict[str, float]]) -> list[tuple[Span, float]]:
    """The claims that stand, with their probability."""
    return [(c[:3], p) for c, p in choose([(c, chance(weights[KINDS[c.label]], f)) for c, f in claims])]


def scores(pairs: Sequence[tuple[set[Span], set[Span]]]) -> str:
    """F1 per kind."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for gold, said in pairs:
        evaluate.tally(counts, gold, said)
    return "  ".join(f"{kind.lower()[:8]} {2 * r / max(1, g + p):.3f}" for kind, (g, p, r) in counts.items())


def calibration(pairs: Sequence[tuple[float, bool]]) -> str:
    """How often claims of a confidence are right."""
    found = []
    for low, high in ((0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)):
        held = [(p, r) for p, r in pairs if low <= p < high]
        if held:
            found.append(f"{low:.2f}-{min(1, high):.2f}: {len(held)} say {np.mean([p for p, _ in held]):.3f} right {np.mean([r for _, r in held]):.3f}")
    return "; ".join(found)


def shared(folder: pathlib.Path) -> list[tuple[str, set[Span]]]:
    """Texts and entities of a folder of gold (text/ and gold/)."""
    found = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            (
                (folder / "text" / f"{path.stem}.txt").read_text(encoding="utf-8"),
                {(e["start"], e["end"], e["type"]) for e in gold["entities"] if e["type"] in KINDS},
            )
        )
    return found


def main() -> None:
    """Measure, and write where asked."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    (
        ap.add_argument("--model", default="press_release"),
        ap.add_argument("--teacher", nargs=2, type=pathlib.Path),
        ap.add_argument("--rules", action="store_true"),
    )
    ap.add_argument("--write", action="store_true"), ap.add_argument("--part", default="dev"), ap.add_argument("--ridge", type=float, default=1.0)
    ap.add_argument("--gold", type=pathlib.Path, nargs="*", default=[])
    a = ap.parse_args()
    tagger = None
    if a.teacher:
        from teacher import AsTagger

        tagger = AsTagger(*a.teacher)
    elif a.model.endswith(".onnx"):
        import accurate

        tagger = accurate.Encoder(pathlib.Path(a.model).read_bytes())
    elif not a.rules:
        tagger = ner.tagger(a.model)
    read: Callable[[str, set[Span]], Document] = lambda text, gold: document(text, gold, tagger)  # noqa: E731
    documents = [read(r.text, {s for s in r.spans if s[2] in KINDS}) for r in evaluate.all_releases(a.part)]
    print(f"{len(documents)} releases, {sum(len(g) for g, _ in documents)} names")
    print("rules ", scores([(g, {c[:3] for c, _ in cs if c.mention and c.mention["rule"] != "people:model"}) for g, cs in documents]))
    if tagger is not None:
        print("model ", scores([(g, {c[:3] for c, _ in cs if c.said and not c.cut}) for g, cs in documents]))
    pairs, sure = [], []
    for fold in range(5):
        weights = fit_all([d for i, d in enumerate(documents) if i % 5 != fold], a.ridge)
        for gold, claims in (d for i, d in enumerate(documents) if i % 5 == fold):
            stand = chosen(claims, weights)
            pairs.append((gold, {s for s, _ in stand}))
            sure += [(p, s in gold) for s, p in stand]
    print("both  ", scores(pairs))
    print("       ", calibration(sure))
    weights = fit_all(documents, a.ridge)
    for folder in a.gold:
        held = [read(text, gold) for text, gold in shared(folder)]
        stand = [chosen(cs, weights) for _, cs in held]
        print(f"{folder.name:6}", scores([(g, {s for s, _ in st}) for (g, _), st in zip(held, stand, strict=True)]))
        print("       ", calibration([(p, s in g) for (g, _), st in zip(held, stand, strict=True) for s, p in st]))
    if a.write:
        voices = "rules" if a.rules else a.model
        old = [line for line in TARGET.read_text(encoding="utf-8").splitlines()[1:] if not line.startswith(voices + "\t")] if TARGET.exists() else []
        new = [f"{voices}\t{kind}\t{name}\t{w}" for kind, ws in weights.items() for name, w in ws.items()]
        TARGET.write_text("\n".join(["voices\tkind\tfeature\tweight", *sorted(old + new)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
