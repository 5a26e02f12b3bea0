"""What a shipped model reaches alone on the corpora's test sets: PER, LOC, ORG over words, through the pipeline's own tokenizer and `doc.spans["ner"]`.

    python training/score.py CORPORA MODEL...        (a name of resources/, or an .onnx file of export.py)

A corpus word is cut by our tokenizer («بتركيا» is ب + تركيا); the word belongs to a name when one of its tokens does, and opens one when a name
begins in it. PERSON is PER; ORGANIZATION, INSTITUTE
and MINISTRY are ORG; COUNTRY, CITY and LOCATION are LOC. Texts are twelve sentences at a time, a line each, as a file of news has them.
"""

from __future__ import annotations

import argparse
import pathlib
from collections.abc import Sequence

import accurate
import corpora
from teacher import chunks

from arextract.extract import ner

KINDS = ("PER", "LOC", "ORG")
GROUP = 12  # sentences that are read as one text


def word_tags(lines: Sequence[Sequence[str]], tagger: ner.Tagger) -> list[list[str]]:
    """A coarse BIO tag for each word of each line, read as one text."""
    spans: list[list[tuple[int, int]]] = []
    text = ""
    for line in lines:
        spans.append([])
        for word in line:
            spans[-1].append((len(text), len(text) + len(word)))
            text += word + " "
        text = text[:-1] + "\n"
    names = iter(ner.find_names(text, tagger))
    name = next(names, None)
    found: list[list[str]] = []
    seen: tuple[int, int] | None = None
    for line_spans in spans:
        tags = []
        for start, end in line_spans:
            while name is not None and name["end"] <= start:
                name = next(names, None)
            if name is None or name["start"] >= end:
                tags.append("O")
                continue
            key = (name["start"], name["end"])
            tags.append(f"{'I' if seen == key else 'B'}-{corpora.COARSE[name['label']]}")
            seen = key
        found.append(tags)
    return found


def score(rows: Sequence[tuple[list[str], list[str]]], tagger: ner.Tagger) -> dict[str, float]:
    """F1 per kind and over all of (words, gold tags)."""
    counts = {k: [0, 0, 0] for k in (*KINDS, "all")}
    for start in range(0, len(rows), GROUP):
        group = rows[start : start + GROUP]
        for (_, gold), said in zip(group, word_tags([words for words, _ in group], tagger), strict=True):
            g, p = ({c for c in chunks(tags) if c[2] in KINDS} for tags in (gold, said))
            for kind in counts:
                for i, spans in enumerate((g, p, g & p)):
                    counts[kind][i] += sum(kind in (c[2], "all") for c in spans)
    return {k: round(2 * r / max(1, g + p), 4) for k, (g, p, r) in counts.items()}


def anercorp(corpus: pathlib.Path) -> list[tuple[list[str], list[str]]]:
    """ANERcorp's test part."""
    kinds = {"PERS": "PER"}
    rows = []
    for block in corpora.blocks(corpus / "ner" / "ANERCorp_CamelLab_test.txt", " "):
        rows.append(([r[0] for r in block], [f"{r[1][:2]}{kinds.get(r[1][2:], r[1][2:])}" if r[1] != "O" else "O" for r in block]))
    return rows


def aqmar(corpus: pathlib.Path) -> list[tuple[list[str], list[str]]]:
    """AQMAR."""
    rows = []
    for path in sorted((corpus / "ner" / "aqmar" / "aqmar" / "articles").glob("*.txt")):
        for block in corpora.blocks(path, " "):
            rows.append(([r[0] for r in block], [r[1] if len(r) > 1 and r[1][:2] in ("B-", "I-") else "O" for r in block]))
    return rows


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("corpora", type=pathlib.Path), ap.add_argument("models", nargs="+")
    a = ap.parse_args()
    for model in a.models:
        tagger = accurate.Encoder(pathlib.Path(model).read_bytes()) if model.endswith(".onnx") else ner.tagger(model)
        print(model, "ANERcorp test", score(anercorp(a.corpora), tagger))
        print(model, "AQMAR", score(aqmar(a.corpora), tagger))


if __name__ == "__main__":
    main()
