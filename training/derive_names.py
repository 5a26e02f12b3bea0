"""Derive resources/name_words.tsv: single words that stand in people's names, from marked corpora whose licence lets us.

A word is kept when it was marked as part of a person's name at least twice and in at least a third of all places where it stands. `kind` is
given (it mostly opens a name), family (it mostly closes one) or both; `common` is 1 where it also stood often outside names. Run with the
sources in hand::

    python training/derive_names.py CORPORA src/arextract/resources/name_words.tsv

CORPORA holds `ner/ANERCorp_CamelLab_train.txt` (CC BY-SA 4.0), `ner/wikifane_rejoined.conll` and `lists/fane_entities_by_type.tsv` (CC BY-SA
3.0). The test part of ANERcorp is never read.
"""

from __future__ import annotations

import collections
import pathlib
import re
import sys
from collections.abc import Iterator

from arextract.fold import fold_name

PERSON = {"PERS", "PER", "Politician", "Artist", "Athlete", "Scientist", "Other_PER", "Religious_PER", "Businessperson", "Engineer", "Police", "Lawyer"}
LEAST, SHARE, COMMON = 2, 0.34, 0.75
LETTERS = re.compile("[\u0621-\u064a]{3,14}")
NOT_NAMES = set(
    "الله الدين النبي الرسول الملك الامير الرئيس الشيخ السيد الامام الدكتور القديس بنت ابن ابو عبد اللهم الحاج الاول الثاني الثالث الرابع الخامس".split()
)


def sentences(path: pathlib.Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a two-column file as (folded word, tag)."""
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) == 2:
            sentence.append((fold_name(fields[0]), fields[1]))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def main(corpora: pathlib.Path, target: pathlib.Path) -> None:
    """Write the table to `target`."""
    first: collections.Counter[str] = collections.Counter()
    last: collections.Counter[str] = collections.Counter()
    inside: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    origin: dict[str, set[str]] = collections.defaultdict(set)

    def name(words: list[str], source: str, times: int = 1) -> None:
        if len(words[0]) > 4 and words[0][0] in "وفلب" and inside[words[0][1:]] >= LEAST:
            words = [words[0][1:], *words[1:]]  # the proclitic of a name seen before
        for n, word in enumerate(words):
            inside[word] += times
            origin[word].add(source)
            if len(words) > 1:
                first[word] += times * (n == 0)
                last[word] += times * (n == len(words) - 1)

    for source, file in (("anercorp", "ANERCorp_CamelLab_train.txt"), ("wikifane", "wikifane_rejoined.conll")):
        for sentence in sentences(corpora / "ner" / file):
            run: list[str] = []
            for word, tag in [*sentence, ("", "O")]:
                total[word] += 1
                place, _, kind = tag.partition("-")
                if run and (place != "I" or kind not in PERSON):
                    name(run, source)
                    run = []
                if kind in PERSON:
                    run.append(word)
    seen = set(inside)
    for line in (corpora / "lists" / "fane_entities_by_type.tsv").read_text(encoding="utf-8").splitlines():
        kind, text, count = line.split("\t")
        words = fold_name(text).split()
        # The list only adds words that the running texts have not, for it says nothing about where else a word stands.
        if kind in PERSON and len(words) > 1 and not seen.intersection(words):
            name(words, "fane", int(count))
            total.update({w: int(count) for w in words})

    rows = []
    for word, times in inside.items():
        share = times / max(total[word], times)
        if times < LEAST or share < SHARE or word in NOT_NAMES or not LETTERS.fullmatch(word):
            continue
        if word[0] == "و" and inside[word[1:]] or word[0] in "فلب" and len(word) > 4 and inside[word[1:]] > times:
            continue
        kind = "given" if first[word] > 2 * last[word] else "family" if last[word] > 2 * first[word] else "both"
        rows.append((word, kind, int(share < COMMON), "+".join(sorted(origin[word]))))
    rows.sort()
    target.write_text("word\tkind\tcommon\tsource\n" + "".join("\t".join(map(str, r)) + "\n" for r in rows), encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
