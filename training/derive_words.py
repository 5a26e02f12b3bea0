"""Derive resources/words.tsv: the words of Arabic that stand whole, so that the tokenizer knows «ورشة» from «و+المدير».

A word of the frequency list is left out when it is a proclitic and a word that is far more frequent than the whole. What is left is what the
tokenizer must not cut, and what it may find behind a proclitic. Run with the Python that has `wordfreq` (Apache-2.0; data CC BY-SA 4.0)::

    python training/derive_words.py src/arextract/resources/words.tsv
"""

from __future__ import annotations

import collections
import math
import pathlib
import sys

import wordfreq

from arextract.fold import fold_name

LEAST = 4e-7  # a word that is rarer decides nothing
RATIO = {"و": 0.5, "ف": 3.0, "ب": 1.6, "ل": 1.6, "ك": 4.0, "ال": 0.0}


def main(target: pathlib.Path) -> None:
    """Write the table to `target`."""
    frequency: collections.Counter[str] = collections.Counter()
    for word, f in wordfreq.get_frequency_dict("ar", "large").items():
        folded = fold_name(word)
        if folded.isalpha() and "\u0621" <= folded[0] <= "\u064a" and len(folded) > 1:
            frequency[folded] += f
    whole = {}
    for word, f in frequency.items():
        cut = [word[1:]] if word[0] in RATIO else []
        if word.startswith("لل"):
            cut.append("ال" + word[2:])
        if f >= LEAST and not any(len(rest) > 2 and frequency[rest] >= f * RATIO[word[0]] for rest in cut):
            whole[word] = round(10 * math.log10(f * 1e9))
    # A second look at those that only a rarer compound kept: «وبالقاهرة» has «بالقاهرة» behind it, which is itself cut.
    rows = sorted((w, z) for w, z in whole.items() if not (w[0] == "و" and w[1] in "بلكف" and w[2:4] == "ال"))
    target.write_text("word\tzipf10\tsource\n" + "".join(f"{w}\t{z}\twf\n" for w, z in rows), encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
