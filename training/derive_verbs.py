"""Derive resources/verbs.tsv: words that are verbs, by their forms in a frequency list.

An imperfect takes a س before it («سيشارك»), a perfect has its feminine and its imperfect beside it («نظم، نظمت، ينظم»). No morphological
lexicon may ship, and a name ends where a verb stands. Run as derive_words.py::

    python training/derive_verbs.py src/arextract/resources/verbs.tsv
"""

from __future__ import annotations

import collections
import pathlib
import sys

import wordfreq

from arextract.fold import fold_name

LEAST = 1e-6


def main(target: pathlib.Path) -> None:
    """Write the table to `target`."""
    frequency: collections.Counter[str] = collections.Counter()
    for word, f in wordfreq.get_frequency_dict("ar", "large").items():
        folded = fold_name(word)
        if folded.isalpha() and "\u0621" <= folded[0] <= "\u064a":
            frequency[folded] += f
    verbs = {}
    for word, f in frequency.items():
        if f < LEAST or not 3 <= len(word) <= 8:
            continue
        if word[0] in "يت" and frequency["س" + word] > 0.004 * f and frequency["ال" + word] < 0.2 * f and not word.endswith("ه"):
            verbs[word] = "imperfect"
        masculine = word[:-1] if word.endswith("ت") else word
        if len(masculine) < 3 or masculine.startswith("ال"):
            continue
        stem = masculine[1:] if masculine[0] == "ا" and len(masculine) > 3 else masculine
        conjugated = frequency[masculine + "ت"] > 2e-7 and max(frequency["ي" + stem], frequency["ت" + masculine]) > 2e-7
        noun = frequency["ال" + word] >= 0.25 * f or frequency["ب" + masculine] >= 0.08 * f
        if conjugated and not noun and word[-1] not in "هاين":
            verbs.setdefault(word, "perfect")
    rows = sorted(verbs.items())
    target.write_text("word\tform\tsource\n" + "".join(f"{w}\t{form}\twf\n" for w, form in rows), encoding="utf-8")
    print(len(rows), "verbs", collections.Counter(verbs.values()))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
