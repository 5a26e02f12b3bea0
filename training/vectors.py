"""Static vectors of words from the raw text, to begin the student's table of whole words with (`student.py --vectors`).

    python training/vectors.py CORPORA OUT.npy          (`pip install floret`)

Words are folded as the student's features fold them; OUT is a row per bucket, the mean of the vectors of its words weighted by how often they stand.
"""

from __future__ import annotations

import collections
import pathlib
import sys
import tempfile

import corpora
import floret
import numpy as np
from student import WHOLE

from arextract.extract.ner.student import BUCKETS, LOOSE, bucket


def main() -> None:
    """Train and write."""
    corpus, out = map(pathlib.Path, sys.argv[1:3])
    counts: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "raw.txt"
        with text.open("w", encoding="utf-8") as stream:
            for article in corpora.raw(corpus):
                for line in article.split("\n"):
                    tokens = [p.translate(LOOSE) for word in line.split() for p in corpora.pieces(word)]
                    counts.update(tokens)
                    stream.write(" ".join(tokens) + "\n")
        model = floret.train_unsupervised(
            str(text), model="cbow", mode="floret", hashCount=2, bucket=50_000, dim=WHOLE, minn=3, maxn=5, minCount=3, epoch=10, ws=5, thread=1
        )
    table, mass = np.zeros((BUCKETS["whole"], WHOLE)), np.zeros((BUCKETS["whole"], 1))
    for word, count in counts.items():
        if count > 1:
            row = bucket(word, "whole")
            table[row] += count * model.get_word_vector(word)
            mass[row] += count
    table /= np.maximum(mass, 1)
    np.save(out, (table / table[mass[:, 0] > 0].std() * 0.3).astype(np.float32))
    print(f"{len(counts)} words, {int((mass > 0).sum())} of {BUCKETS['whole']} buckets", [word for _, word in model.get_nearest_neighbors("القاهره")])


if __name__ == "__main__":
    main()
