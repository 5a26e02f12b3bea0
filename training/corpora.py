"""The corpora that train and test, as texts with tokens of our tokenizer and, for each token, the tags that gold allows.

Gold corpora differ in their types. Each token therefore carries a set of allowed tags, one where the corpus decides, several where it does not say
(ANERcorp's LOC may be COUNTRY, CITY or LOCATION; what our releases leave unmarked may be MISC). `training/README.md` says what may train.

Clitics: the corpora keep a word with its proclitics («بتركيا» B-LOC). Our tokenizer cuts them where it knows the word (ب + تركيا): the proclitics
become O, the rest carries the tag. An
uncut word carries the tag whole. To score against the corpora a word has the tag of its last token.
"""

from __future__ import annotations

import json
import lzma
import pathlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import marks

from arextract.extract.ner import as_read
from arextract.fold import fold
from arextract.tokenise import PROCLITICS, words_once

TYPES = ("PERSON", "ORGANIZATION", "INSTITUTE", "MINISTRY", "COUNTRY", "CITY", "LOCATION", "MISC")
TAGS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
INDEX = {tag: i for i, tag in enumerate(TAGS)}
COARSE = {"PERSON": "PER", "ORGANIZATION": "ORG", "INSTITUTE": "ORG", "MINISTRY": "ORG", "COUNTRY": "LOC", "CITY": "LOC", "LOCATION": "LOC", "MISC": "MISC"}
PLACES, BODIES = ("COUNTRY", "CITY", "LOCATION"), ("ORGANIZATION", "INSTITUTE", "MINISTRY")
_PEOPLE = ("Politician", "Religious_PER", "Artist", "Other_PER", "Scientist", "Athlete", "Businessperson", "Engineer", "Lawyer", "Police")
_BODIES = ("Non-Governmental", "Commercial", "Media", "Sports", "Government", "Medical-Science", "Entertainment", "Religious_ORG")
_PLACES = ("State-or-Province", "County-or-District", "GPE-Cluster", "Continent", "Water-Body", "Land-Region-Natural")
_THINGS = ("Book", "Movie", "Sound", "Software", "Hardware", "Celestial")
_LEFT_OUT = ("Building-Grounds", "Path", "Airport", "Subarea-Facility", "Land", "Group")  # mostly by ANERcorp; marked as one thing or another where it does not
FANE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PEOPLE, ("PERSON",)),
    **dict.fromkeys(_BODIES, ("ORGANIZATION",)),
    **dict.fromkeys(_PLACES, ("LOCATION",)),
    **dict.fromkeys(_THINGS, ("MISC",)),
    **dict.fromkeys(_LEFT_OUT, ()),
    "Educational": ("INSTITUTE",),
    "Nation": ("COUNTRY",),
    "Population-Center": ("CITY",),
}
WOJOOD = {"PERS": ("PERSON",), "ORG": BODIES, "GPE": PLACES, "LOC": ("LOCATION",), "FAC": ("O", "LOCATION", "ORGANIZATION", "MISC")}
INSTITUTE = re.compile("(ال)?(جامعه|معهد|كليه|اكاديميه|مدرسه)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with what glues them, allowed tags (indices of TAGS) of each, and, for corpora of words, the token that speaks for each word."""

    tokens: tuple[str, ...]
    allowed: tuple[tuple[int, ...], ...]
    speakers: tuple[int, ...] = ()
    source: str = ""


def pieces(word: str) -> list[str]:
    """The tokens of a run of characters without white space, as a model reads them at run time («للبنك» is لل and البنك)."""
    return [as_read(word, w) for w in words_once(word)]


def tags(prefix: str, types: Iterable[str]) -> tuple[int, ...]:
    """The indices of prefix-type; "O" among the types stands for itself."""
    return tuple(INDEX["O"] if t == "O" else INDEX[f"{prefix}-{t}"] for t in types)


def narrow(types: tuple[str, ...], first: str) -> tuple[str, ...]:
    """Bodies by their head noun: وزارة is a ministry, جامعة an institute."""
    if not set(types) & set(BODIES):
        return types
    head = fold(first).text
    head = re.sub("^[وفبلك](?=وزار|جامعه|معهد|كليه|ال)", "", head)
    if re.match("(ال)?وزار(ه|ات|تي)$", head):
        return ("MINISTRY",)
    return ("INSTITUTE",) if INSTITUTE.fullmatch(head) else tuple(t for t in types if t == "ORGANIZATION") or types


def labelled(run: list[str], spans: Iterable[tuple[int, int, tuple[str, ...]]], source: str) -> Sentence:
    """A sentence of corpus words with its names: (first, end, allowed types), bodies told by their head noun; a name without types is none."""
    labels: list[tuple[str, tuple[str, ...]]] = [("O", ())] * len(run)
    for first, end, types in spans:
        if types:
            types = narrow(types, run[first])
            labels[first:end] = [("B", types), *[("I", types)] * (end - first - 1)]
    return from_words(run, labels, source)


def from_words(run: list[str], labels: list[tuple[str, tuple[str, ...]]], source: str) -> Sentence:
    """A sentence of corpus words, each with (prefix, allowed types); proclitics that the tokenizer cuts off become O."""
    tokens: list[str] = []
    allowed: list[tuple[int, ...]] = []
    speakers: list[int] = []
    for word, (prefix, types) in zip(run, labels, strict=True):
        parts = pieces(word) or [word]
        lead = 0
        while lead < len(parts) - 1 and fold(parts[lead]).text in PROCLITICS and word[:1].isalpha():
            lead += 1
        for n, part in enumerate(parts):
            tokens.append(part)
            if not types or (prefix == "B" and n < lead):
                allowed.append((0,))
            else:
                allowed.append(tags("B" if prefix == "B" and n == lead else "I", types))
        speakers.append(len(tokens) - 1)
    return Sentence(tuple(tokens), tuple(allowed), tuple(speakers), source)


def blocks(path: pathlib.Path, separator: str) -> Iterator[list[list[str]]]:
    """Sentences of a column file, parted by empty lines."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            rows.append(re.split(separator, line.rstrip("\n")))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """(first, end, type) of the runs of a BIO column; an I after nothing opens one, as conlleval reads it."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate([*labels, "O"]):
        kind = label[2:] if label[:2] in ("B-", "I-") else None
        open_ = found and found[-1][1] == -1
        if open_ and (kind is None or label[0] == "B" or found[-1][2] != kind):
            found[-1] = (found[-1][0], i, found[-1][2])
            open_ = False
        if kind is not None and not open_:
            found.append((i, -1, kind))
    return found


def anercorp(corpus: pathlib.Path, part: str) -> list[Sentence]:
    """ANERcorp with finer types where NewsFANE's could be projected; `part` is train or test."""
    found = []
    for rows in blocks(corpus / "ner" / f"anercorp_camel_{part}_fine.tsv", "\t"):
        spans = []
        for first, end, kind in _spans([r[1] for r in rows]):
            fine = {r[2][2:] for r in rows[first:end] if len(r) > 2 and r[2][:2] in ("B-", "I-")}
            types: tuple[str, ...] = {"PERS": ("PERSON",), "LOC": PLACES, "ORG": BODIES, "MISC": ("MISC",)}[kind]
            if len(fine) == 1 and set(finer := FANE.get(next(iter(fine)), ())) & set(types):
                types = tuple(finer)
            elif kind == "LOC" and fine and "Nation" not in fine:
                types = ("CITY", "LOCATION")
            spans.append((first, end, types))
        found.append(labelled([r[0] for r in rows], spans, "anercorp"))
    return found


def wikifane(corpus: pathlib.Path) -> list[Sentence]:
    """WikiFANE gold, its types mapped to ours."""
    found = []
    for rows in blocks(corpus / "ner" / "wikifane_rejoined.conll", r"[\t ]+"):
        spans = [(first, end, FANE.get(kind, ())) for first, end, kind in _spans([r[-1] for r in rows])]
        found.append(labelled([r[0] for r in rows], spans, "wikifane"))
    return found


def wojood(corpus: pathlib.Path) -> list[Sentence]:
    """Wojood's public sample (its train part), the outermost of the types that we know."""
    found = []
    for rows in blocks(corpus / "ner" / "wojood_sample" / "train.txt", " +"):
        rows = [r for r in rows if r[0] != "$#$"]
        if not rows:
            continue
        nested = sorted(
            ((f, e, k) for kind in WOJOOD for f, e, k in _spans([next((t for t in r[1:] if t.endswith("-" + kind)), "O") for r in rows])),
            key=lambda s: (s[0] - s[1], s[0]),
        )
        taken: set[int] = set()
        spans = []
        for first, end, kind in nested:
            if not taken.intersection(range(first, end)):
                taken.update(range(first, end))
                spans.append((first, end, WOJOOD[kind]))
        found.append(labelled([r[0] for r in rows], spans, "wojood"))
    return found


def aqmar(corpus: pathlib.Path) -> list[Sentence]:
    """AQMAR: a test only."""
    found = []
    kinds = {"PER": ("PERSON",), "LOC": PLACES, "ORG": BODIES}
    for path in sorted((corpus / "ner" / "aqmar" / "aqmar" / "articles").glob("*.txt")):
        for rows in blocks(path, " "):
            spans = [(first, end, kinds.get(kind, ("MISC",))) for first, end, kind in _spans([r[1] if len(r) > 1 else "O" for r in rows])]
            found.append(labelled([r[0] for r in rows], spans, "aqmar"))
    return found


def releases(folder: pathlib.Path, part: str) -> list[Sentence]:
    """Our own marked releases, a line a sentence; `part` is train, dev or all. An issuer's releases stand in one part."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for release in marks.read(path):
            if part in ("all", marks.part(release)):
                found += from_release(release)
    return found


def from_release(release: marks.Release) -> list[Sentence]:
    """The lines of a marked release. What it leaves unmarked may be MISC, for our guidelines know no such type."""
    found = []
    spans = list(release.spans)
    at = 0
    for line in release.text.split("\n"):
        tokens: list[str] = []
        allowed: list[tuple[int, ...]] = []
        inside = None
        for word in words_once(line):
            while spans and spans[0][1] <= at + word.start:
                spans.pop(0)
            span = spans[0] if spans and spans[0][0] < at + word.end else None
            tokens.append(as_read(line, word))
            if span is None:
                allowed.append((0, *tags("B", ["MISC"]), *tags("I", ["MISC"])))
            else:
                allowed.append(tags("I" if inside == span else "B", [span[2]]))
            inside = span
        at += len(line) + 1
        if tokens:
            found.append(Sentence(tuple(tokens), tuple(allowed), (), release.slug))
    return found


def lines(tokens: Sequence[str], longest: int = 120) -> list[list[int]]:
    """The numbers of the tokens of each line of a text (a line ends with the token "\\n"), long lines in parts."""
    found: list[list[int]] = [[]]
    for i, token in enumerate(tokens):
        if token == "\n" or len(found[-1]) == longest:
            found.append([])
        if token != "\n":
            found[-1].append(i)
    return [line for line in found if line]


def raw(corpus: pathlib.Path) -> Iterator[str]:
    """The raw texts that may be labelled by the teacher to train the student."""
    with lzma.open(corpus / "text" / "antcorpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield f"{item['title']}\n\n{item['text']}"


def all_words(corpus: pathlib.Path) -> Iterator[set[str]]:
    """The words of everything that may train, a set per source."""
    for source in (anercorp(corpus, "train"), wikifane(corpus), wojood(corpus), releases(pathlib.Path(__file__).parent / "releases", "all")):
        yield {t for s in source for t in s.tokens}
    yield {p for text in raw(corpus) for word in text.split() for p in pieces(word)}
