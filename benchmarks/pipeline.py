"""Documents and words a second of a pipeline on one core, beside spaCy's blank Arabic tokenizer on the same texts in the same run.

    python benchmarks/pipeline.py --texts ../shared/corpora/text/saudinews_sample.jsonl.xz --limit 500 [--pipeline press_release_fast] [--docs]

A run makes records, events and all, as `arextract run` does; with `--docs` the Docs of the pipeline alone, as `nlp.pipe` gives them.
The texts are JSON Lines with a field `text`, and perhaps `title` and `date`; .xz and .gz are unpacked on the way. A word is a run of non-spaces.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import lzma
import os
import resource
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from arextract import engine
from arextract.records import Document, Failure

TURN = 32  # documents, as many as go through together: the two take turns, so that what else the machine does slows both alike
OPENERS = {".xz": lzma.open, ".gz": gzip.open}


def texts(path: Path, limit: int | None) -> list[Document]:
    """The first `limit` documents of a file of JSON Lines, headline first as a release has it."""
    with OPENERS.get(path.suffix, open)(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in itertools.islice(file, limit)]
    return [
        Document(str(r.get("id", i)), "\n\n".join(filter(None, [r.get("title"), r["text"]])), meta={"released": r["date"][:10]} if r.get("date") else {})
        for i, r in enumerate(records)
    ]


def seconds(work: Iterable[object]) -> float:
    """How long it takes to go through `work` once."""
    began = time.perf_counter()
    for _ in work:
        pass
    return time.perf_counter() - began


def one_core() -> None:
    """Keep this process on one core, where the system can, and numeric libraries on one thread."""
    engine.one_thread()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, required=True, metavar="FILE.jsonl[.xz|.gz]")
    parser.add_argument("--limit", type=int, default=500, help="documents (500)")
    parser.add_argument("--pipeline", default=engine.DEFAULT)
    parser.add_argument("--docs", action="store_true", help="the pipeline alone: its Docs, without events and records")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    one_core()
    if not engine.wants_torch(options.pipeline):
        engine.hide_torch()
    documents = texts(options.texts, options.limit)
    words = sum(len(d.text.split()) for d in documents)

    import spacy

    import arextract

    failed = 0
    load = cache(arextract.load)

    def docs(some: list[Document]) -> Iterable[object]:
        return load(options.pipeline).pipe(d.text for d in some)

    def releases(some: list[Document]) -> Iterable[object]:
        nonlocal failed
        for result in engine.process(some, options.pipeline):
            failed += isinstance(result, Failure)
            yield result

    ours = docs if options.docs else releases
    began = seconds(ours(documents[:1]))
    blank = spacy.blank("ar")
    blank.max_length = 100_000_000
    spent = dict.fromkeys(("blank ar", options.pipeline), 0.0)
    for i in range(0, len(documents), TURN):
        some = documents[i : i + TURN]
        spent["blank ar"] += seconds(blank.make_doc(d.text) for d in some)
        spent[options.pipeline] += seconds(ours(some))
    found = {
        "documents": len(documents), "words": words, "failed": failed, "first_document_seconds": round(began, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20),
        "pipelines": {n: {"documents_per_second": round(len(documents) / s, 1), "words_per_second": round(words / s)} for n, s in spent.items()},
        "ratio": round(spent[options.pipeline] / spent["blank ar"], 2),
    }  # fmt: skip
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"{len(documents)} documents, {words} words, {failed} failed; first document {began:.2f} s; peak {found['peak_mb']} MB")
    print(f"{'pipeline':24}{'documents/s':>12}{'words/s':>12}")
    for name, s in spent.items():
        print(f"{name:24}{len(documents) / s:12.1f}{words / s:12.0f}")
    made = "Docs" if options.docs else "records"
    print(f"{options.pipeline} takes {found['ratio']} times as long for its {made} as spaCy's blank Arabic tokenizer")


if __name__ == "__main__":
    main()
