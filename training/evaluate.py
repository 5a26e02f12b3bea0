"""What a pipeline finds in our marked releases, against their marks: strict and overlapping F1 per kind.

python training/evaluate.py [--part dev|train|all] [--pipeline NAME] [--errors KIND]
"""

from __future__ import annotations

import argparse
import collections
import pathlib

import marks

import arextract

KINDS = ("PERSON", "MINISTRY", "INSTITUTE", "ORGANIZATION", "COUNTRY", "CITY")
BODIES = frozenset(("MINISTRY", "INSTITUTE", "ORGANIZATION"))
HOME = pathlib.Path(__file__).parent / "releases"


def all_releases(part: str) -> list[marks.Release]:
    """The releases of a part: train, dev or all."""
    return [r for path in sorted(HOME.glob("*.txt")) for r in marks.read(path) if part in ("all", marks.part(r))]


def main() -> None:
    """Print the scores."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--part", default="dev"), ap.add_argument("--pipeline", default="press_release"), ap.add_argument("--errors")
    a = ap.parse_args()
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for release in all_releases(a.part):
        found = arextract.extract(release.text, pipeline=a.pipeline)
        gold = {s for s in release.spans if s[2] in KINDS}
        said = {(e.start, e.end, e.label) for e in found.entities if e.label in KINDS and not e.anaphor}
        for kind in (*KINDS, "entity", "body"):
            match = (lambda s: s) if kind != "body" else (lambda s: s[:2])
            g = {match(s) for s in gold if kind in (s[2], "entity") or (kind == "body" and s[2] in BODIES)}
            p = {match(s) for s in said if kind in (s[2], "entity") or (kind == "body" and s[2] in BODIES)}
            for i, n in enumerate((len(g), len(p), len(g & p))):
                counts[kind][i] += n
            if a.errors and kind.lower() == a.errors.lower():
                for what, spans in (("missed", g - p), ("wrong ", p - g)):
                    for s in sorted(spans):
                        print(f"{release.slug} {what} {release.text[s[0] : s[1]]!r} in {release.text[max(0, s[0] - 25) : s[1] + 25]!r}")
        left, right = sorted(said), 0
        for s in sorted(gold):
            hit = next((p for p in left if p[2] == s[2] and p[0] < s[1] and s[0] < p[1]), None)
            if hit:
                left.remove(hit)
                right += 1
        for i, n in enumerate((len(gold), len(said), right)):
            counts["overlap"][i] += n
    for kind, (g, p, r) in counts.items():
        print(f"{kind:14}{g:6}{p:6}  P {r / max(1, p):.3f}  R {r / max(1, g):.3f}  F1 {2 * r / max(1, g + p):.3f}")


if __name__ == "__main__":
    main()
