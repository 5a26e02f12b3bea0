"""What a pipeline finds in our marked releases, against their marks: strict and overlapping F1 per kind.

python training/evaluate.py [--part dev|train|all] [--pipeline NAME] [--errors KIND]
"""

from __future__ import annotations

import argparse
import collections
import pathlib
from collections.abc import Sequence

import marks

import arextract
from arextract.extract.entities.weighing import BODIES

KINDS = ("PERSON", "MINISTRY", "INSTITUTE", "ORGANIZATION", "COUNTRY", "CITY")
Span = tuple[int, int, str]
HOME = pathlib.Path(__file__).parent / "releases"


def all_releases(part: str) -> list[marks.Release]:
    """The releases of a part: train, dev or all."""
    return [r for path in sorted(HOME.glob("*.txt")) for r in marks.read(path) if part in ("all", marks.part(r))]


def count(releases: Sequence[marks.Release], pipeline: str, errors: str | None = None) -> dict[str, list[int]]:
    """[gold, said, right] per kind, and over all: entity, body (the kinds of bodies as one), overlap (edges forgiven).

    `errors` names a kind whose errors are printed.
    """
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for release in releases:
        found = arextract.extract(release.text, pipeline=pipeline)
        gold = {s for s in release.spans if s[2] in KINDS}
        said = {(e.start, e.end, e.label) for e in found.entities if e.label in KINDS and not e.anaphor}
        tally(counts, gold, said)
        if errors:
            g, p = matched(gold, errors), matched(said, errors)
            for what, spans in (("missed", g - p), ("wrong ", p - g)):
                for s in sorted(spans):
                    print(f"{release.slug} {what} {release.text[s[0] : s[1]]!r} in {release.text[max(0, s[0] - 25) : s[1] + 25]!r}")
    return counts


def matched(spans: set[Span], kind: str) -> set[tuple[object, ...]]:
    """What of names is held against gold for a kind: its label, «entity» for all; for «body», bodies of every kind, their label forgiven."""
    if kind.lower() == "body":
        return {s[:2] for s in spans if s[2] in BODIES}
    return {s for s in spans if kind.lower() in (s[2].lower(), "entity")}


def tally(counts: dict[str, list[int]], gold: set[Span], said: set[Span]) -> None:
    """Add a text's [gold, said, right] per kind."""
    for kind in (*KINDS, "entity", "body"):
        g, p = matched(gold, kind), matched(said, kind)
        for i, n in enumerate((len(g), len(p), len(g & p))):
            counts[kind][i] += n
    for i, n in enumerate((len(gold), len(said), overlapping(gold, said))):
        counts["overlap"][i] += n


def overlapping(gold: set[Span], said: set[Span]) -> int:
    """How many names of gold are met by one of their kind on some of their characters, one to one."""
    left, right = sorted(said), 0
    for s in sorted(gold):
        hit = next((p for p in left if p[2] == s[2] and p[0] < s[1] and s[0] < p[1]), None)
        if hit:
            left.remove(hit)
            right += 1
    return right


def main() -> None:
    """Print the scores."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--part", default="dev"), ap.add_argument("--pipeline", default="press_release"), ap.add_argument("--errors")
    a = ap.parse_args()
    for kind, (g, p, r) in count(all_releases(a.part), a.pipeline, a.errors).items():
        print(f"{kind:14}{g:6}{p:6}  P {r / max(1, p):.3f}  R {r / max(1, g):.3f}  F1 {2 * r / max(1, g + p):.3f}")


if __name__ == "__main__":
    main()
