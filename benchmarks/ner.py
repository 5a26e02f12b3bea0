"""Words a second of the models that ship, alone, on one core, beside a BERT-base token classifier of CAMeLBERT's shape on the same texts in the same run.

    python benchmarks/ner.py --texts ../shared/corpora/text/saudinews_sample.jsonl.xz --limit 100 [--bert 10]

The BERT has random weights, which cost what trained ones do (12 layers, 768 wide, 30,000 pieces); it is given one piece for each of our tokens,
fewer than its own tokenizer
would make, so the ratio flatters it. It reads `--bert` texts only, for it is slow. A word is a run of non-spaces.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline import one_core, texts

WINDOW = 126  # tokens that the BERT reads at once


def rate(work: Callable[[str], object], bodies: Sequence[str]) -> float:
    """Words a second of processor time."""
    began = time.process_time()
    for body in bodies:
        work(body)
    return sum(len(b.split()) for b in bodies) / (time.process_time() - began)


def bert() -> Callable[[str], object]:
    """A token classifier of CAMeLBERT's shape, in float32 on one thread, as camel-tools runs it."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    from arextract.tokenise import words

    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = BertForTokenClassification(BertConfig(vocab_size=30_000, num_labels=9)).eval()

    def work(body: str) -> None:
        ids = [zlib.crc32(w.norm.encode()) % 29_000 + 100 for w in words(body)]
        with torch.inference_mode():
            for start in range(0, len(ids), WINDOW):
                model(torch.tensor([[2, *ids[start : start + WINDOW], 3]]))

    return work


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--models", nargs="+", default=["press_release"])
    parser.add_argument("--bert", type=int, default=10, help="texts that the BERT reads (10); 0 leaves it out")
    options = parser.parse_args()
    one_core()
    bodies = [d.text for d in texts(options.texts, options.limit)]
    from arextract.extract import ner

    found: dict[str, float] = {}
    for name in options.models:
        began = time.perf_counter()
        tagger = ner.tagger(name)
        print(f"{name}: loaded in {time.perf_counter() - began:.2f} s")
        ner.find_names(bodies[0], tagger)
        found[name] = rate(lambda body, tagger=tagger: ner.find_names(body, tagger), bodies)  # type: ignore[misc]
    if options.bert:
        found["BERT-base"] = rate(bert(), bodies[: options.bert])
    for name, words in found.items():
        print(f"{name:26}{words:10,.0f} words/s" + (f"{words / found['BERT-base']:8.1f} times BERT-base" if options.bert else ""))


if __name__ == "__main__":
    main()
