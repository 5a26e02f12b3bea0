"""The marked releases of `releases/`: read, and checked.

A file holds releases, each behind a line `=== slug | issuer | ISO2`. In the text a name stands as `⟦name⟧X`, X a letter of LABELS.

    python training/marks.py FILE...            what is malformed, and how many marks of each kind
    python training/marks.py --stray FILE...    also names that stand marked in one place of a release and unmarked in another
"""

from __future__ import annotations

import collections
import hashlib
import pathlib
import re
import sys
from dataclasses import dataclass

LABELS = {"P": "PERSON", "M": "MINISTRY", "I": "INSTITUTE", "O": "ORGANIZATION", "N": "COUNTRY", "T": "CITY", "L": "LOCATION"}
HEAD = re.compile(r"=== (?P<slug>[a-z0-9-]+) \| (?P<issuer>[^|]+) \| (?P<country>[A-Z]{2}|INT)")
MARK = re.compile(r"⟦(?P<text>[^⟦⟧\n]+)⟧(?P<label>[A-Z])(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Release:
    """A marked release: its text without marks, and (start, end, label) of each name."""

    slug: str
    issuer: str
    country: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def parse(body: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text of a marked one, and its spans. Raises ValueError where a mark is malformed."""
    plain, spans, done, length = [], [], 0, 0
    for m in MARK.finditer(body):
        plain.append(body[done : m.start()])
        length += m.start() - done
        name = m["text"]
        if name != name.strip():
            raise ValueError(f"space at the edge of ⟦{name}⟧")
        if m["label"] not in LABELS:
            raise ValueError(f"no such label: ⟦{name}⟧{m['label']}")
        spans.append((length, length + len(name), LABELS[m["label"]]))
        plain.append(name)
        length += len(name)
        done = m.end()
    plain.append(body[done:])
    text = "".join(plain)
    if left := re.search(r"[^\n]{0,20}[⟦⟧][^\n]{0,20}", text):
        raise ValueError(f"malformed mark: {left[0]!r}")
    return text, spans


def read(path: pathlib.Path) -> list[Release]:
    """The releases of a file. Raises ValueError naming the release where a mark is malformed."""
    found: list[Release] = []
    parts = re.split(r"^(?==== )", path.read_text(encoding="utf-8"), flags=re.M)
    if parts[0].strip():
        raise ValueError(f"{path}: text before the first '=== ' line")
    for part in parts[1:]:
        head, _, body = part.partition("\n")
        m = HEAD.fullmatch(head.strip())
        if m is None:
            raise ValueError(f"{path}: not '=== slug | issuer | ISO2': {head!r}")
        try:
            text, spans = parse(body.strip("\n"))
        except ValueError as error:
            raise ValueError(f"{path}: {m['slug']}: {error}") from None
        found.append(Release(m["slug"], m["issuer"].strip(), m["country"], text, tuple(spans)))
    return found


def part(release: Release) -> str:
    """The part of a release: dev for one issuer in six, by a hash of its name, else train."""
    return "dev" if hashlib.sha256(release.issuer.encode()).digest()[0] % 6 == 0 else "train"


def stray(release: Release) -> list[str]:
    """Names of two or more words that stand marked in one place and unmarked in another."""
    covered = set()
    for start, end, _ in release.spans:
        covered.update(range(start, end))
    found = []
    for name in sorted({release.text[s:e] for s, e, _ in release.spans if " " in release.text[s:e] or e - s > 5}):
        for m in re.finditer(rf"(?<!\w)[وفبلك]?{re.escape(name)}(?!\w)", release.text):
            if m.end() - 1 not in covered:
                found.append(f"{release.slug}: {name}")
    return found


def main(arguments: list[str]) -> int:
    """Check files; 1 where something is malformed."""
    files = [pathlib.Path(a) for a in arguments if a != "--stray"]
    bad, counts, releases, words = 0, collections.Counter[str](), 0, 0
    slugs: set[str] = set()
    for path in files:
        try:
            for release in read(path):
                releases += 1
                words += len(release.text.split())
                counts.update(label for *_, label in release.spans)
                if release.slug in slugs:
                    bad += 1
                    print(f"{path}: slug twice: {release.slug}")
                slugs.add(release.slug)
                if "--stray" in arguments:
                    for line in stray(release):
                        print(line)
        except ValueError as error:
            bad += 1
            print(error)
    print(f"{releases} releases, {words} words, {dict(counts.most_common())}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
