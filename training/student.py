"""Train the student that ships: pieces and affixes of a word, a few gated convolutions over words, taught by the teacher's probabilities.

    python training/student.py CORPORA ENCODER SILVER OUT [--epochs 10] [--width 192] [--layers 5] [--gold-only] [--hard]

SILVER is what `label.py` wrote: texts as tokens with the teacher's probability of each tag. OUT receives `student.npz`, read by `arextract.extract.ner`.
The shape is arextract.extract.ner.student's; tests/test_ner.py holds the two equal on random weights.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import time
from collections.abc import Iterator, Sequence

import corpora
import numpy as np
import torch
from corpora import TAGS, Sentence
from teacher import FOLDED, decode, exact, score
from torch import nn

from arextract.extract.ner.pieces import Pieces
from arextract.extract.ner.student import BUCKETS, KINDS, LOOSE, MOST, features

PIECE, WHOLE, AFFIX = 128, 48, 24
SPAN = 256  # tokens of a training example
UNKNOWN, BLANK = 0.2, 0.05  # the share of words whose own vector is hidden while training, and of places that are hidden whole: context must speak
SWAPS = {"PERSON": 0.3, "CITY": 0.15, "ORGANIZATION": 0.1, "INSTITUTE": 0.1}  # the share of names that another of their kind stands in for


class Student(nn.Module):
    """Word features -> `layers` residual blocks (LayerNorm, a convolution of three words, maxout of two) -> tags."""

    def __init__(self, pieces: torch.Tensor, width: int, dilations: Sequence[int]) -> None:
        super().__init__()
        self.pieces = nn.Embedding.from_pretrained(pieces, freeze=False, padding_idx=1)
        self.whole = nn.Embedding(BUCKETS["whole"], WHOLE)
        self.prefix, self.suffix = nn.Embedding(BUCKETS["prefix"], AFFIX), nn.Embedding(BUCKETS["suffix"], AFFIX)
        self.kind = nn.Embedding(KINDS, 16)
        size = 3 * pieces.shape[1] + WHOLE + 2 * AFFIX + 16
        self.inward = nn.Linear(size, width * 2)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in dilations)
        self.convolutions = nn.ModuleList(nn.Conv1d(width, 2 * width, 3, padding=d, dilation=d) for d in dilations)
        self.last = nn.LayerNorm(width)
        self.head = nn.Linear(width, len(TAGS))
        self.drop = nn.Dropout(0.15)
        for table in (self.whole, self.prefix, self.suffix, self.kind):
            nn.init.normal_(table.weight, std=0.3)

    def words(self, f: dict[str, torch.Tensor]) -> torch.Tensor:
        """A vector for each word type."""
        there = (f["pieces"] != 1).unsqueeze(-1)
        e = self.pieces(f["pieces"]) * there
        n = there.sum(1).clamp(min=1)
        mean = e.sum(1) / n
        first, final = e[:, 0], e.gather(1, (n - 1).unsqueeze(-1).expand(-1, 1, e.shape[2])).squeeze(1)
        whole = self.whole(f["whole"])
        if self.training:
            whole = whole * (torch.rand(len(whole), 1) > UNKNOWN)
        x = torch.cat([mean, first, final, whole, self.prefix(f["prefix"]), self.suffix(f["suffix"]), self.kind(f["kind"])], -1)
        a, b = self.inward(self.drop(x)).chunk(2, -1)
        return torch.maximum(a, b)

    def forward(self, types: dict[str, torch.Tensor], index: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of tags; `index` says which word type stands at each place of (example, token)."""
        x = self.words(types)[index] * mask.unsqueeze(-1)
        if self.training:
            x = x * (torch.rand(*mask.shape, 1) > BLANK)
        for norm, convolution in zip(self.norms, self.convolutions, strict=True):
            y = self.drop(norm(x)) * mask.unsqueeze(-1)
            a, b = convolution(y.transpose(1, 2)).transpose(1, 2).chunk(2, -1)
            x = (x + torch.maximum(a, b)) * mask.unsqueeze(-1)
        return self.head(self.drop(self.last(x)))


class Words:
    """Word types with their features, grown as texts are read."""

    def __init__(self, cut: Pieces) -> None:
        self.cut = cut
        self.index: dict[str, int] = {}
        self.rows: list[tuple[list[int], int, int, int, int]] = []

    def __call__(self, token: str) -> int:
        """The number of a word type."""
        i = self.index.get(token)
        if i is None:
            i = self.index[token] = len(self.rows)
            self.rows.append(features(token, self.cut))
        return i

    def batch(self, ids: np.ndarray) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        """The features of the types in a batch, and the batch by their numbers."""
        there, index = np.unique(ids, return_inverse=True)
        rows = [self.rows[i] for i in there]
        pieces = np.ones((len(rows), MOST), dtype=np.int64)
        for r, row in enumerate(rows):
            pieces[r, : len(row[0])] = row[0]
        found = {"pieces": torch.from_numpy(pieces)}
        for k, name in enumerate(("whole", "prefix", "suffix", "kind"), 1):
            found[name] = torch.tensor([row[k] for row in rows])
        return found, torch.from_numpy(index.reshape(ids.shape))


Example = tuple[list[str], np.ndarray]  # tokens, and the probability of each tag for each


def gold_examples(sentences: Sequence[Sentence]) -> list[Example]:
    """Gold as token lists with a probability row each: even over the tags that it allows."""
    made: list[Example] = []
    tokens: list[str] = []
    rows: list[np.ndarray] = []
    for s in sentences:
        for token, allowed in zip(s.tokens, s.allowed, strict=True):
            row = np.zeros(len(TAGS), dtype=np.float32)
            row[list(allowed) if 0 not in allowed else [0]] = 1.0
            rows.append(row / row.sum())
            tokens.append(token)
        tokens.append("\n")
        rows.append(np.eye(1, len(TAGS), dtype=np.float32)[0])
        if len(tokens) >= SPAN:
            made.append((tokens, np.stack(rows)))
            tokens, rows = [], []
    if tokens:
        made.append((tokens, np.stack(rows)))
    return made


def labelled_examples(path: pathlib.Path, array: str) -> Iterator[tuple[str, list[Example]]]:
    """(source, examples) of what label.py wrote: `array` is "probabilities", the teacher's own, or "gold", where gold has had its say."""
    for part in sorted(path.glob("*.npz")):
        held = np.load(part)
        if array not in held:
            continue
        tokens = bytes(held["tokens"]).decode("utf-8").split("\x1f")
        ends, rows = held["ends"], held[array]  # read once: each look into the file reads all of it
        cuts = [(at, min(b, at + SPAN)) for a, b in zip([0, *ends[:-1]], ends, strict=True) for at in range(a, b, SPAN)]
        yield part.stem, [(tokens[a:b], rows[a:b]) for a, b in cuts]


def names(example: Example) -> Iterator[tuple[int, int, str]]:
    """(first, end, type) of the likeliest names of an example."""
    best = [TAGS[t] for t in example[1].argmax(axis=1)]
    for first, tag in enumerate(best):
        if tag[0] == "B":
            end = first + 1
            while end < len(best) and best[end] == f"I-{tag[2:]}":
                end += 1
            yield first, end, tag[2:]


def names_of(examples: Sequence[Example]) -> dict[str, list[list[str]]]:
    """The different names of examples, by the types that are swapped."""
    found: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in SWAPS}
    for example in examples:
        for first, end, kind in names(example):
            if kind in found:
                found[kind].add(tuple(example[0][first:end]))
    return {kind: [list(name) for name in sorted(held)] for kind, held in found.items()}


def swapped(example: Example, pool: dict[str, list[list[str]]], rng: random.Random) -> Example:
    """The example with some of its names exchanged for others of their kind, so that the words around a name are learnt and not the name."""
    tokens, rows = example
    made: list[str] = []
    kept: list[np.ndarray] = []
    at = 0
    for first, end, kind in names(example):
        if rng.random() >= SWAPS.get(kind, 0.0):
            continue
        name = rng.choice(pool[kind])
        inside = rows[end - 1 : end] if end - first > 1 else np.eye(1, len(TAGS), TAGS.index(f"I-{kind}"), dtype=rows.dtype)
        made += tokens[at:first] + name
        kept += [rows[at : first + 1], *[inside] * (len(name) - 1)]
        at = end
    return (made + tokens[at:], np.concatenate([*kept, rows[at:]])) if at else example


def collate(
    batch: list[Example], words: Words, rng: random.Random | None = None, pool: dict[str, list[list[str]]] | None = None
) -> tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor, torch.Tensor]:
    """Types, index, mask and target of a batch; to train, letters are loosened in some examples, as people type them, and names swapped in half."""
    if rng and pool:
        batch = [swapped(e, pool, rng) if rng.random() < 0.5 else e for e in batch]
    longest = max(len(t) for t, _ in batch)
    ids = np.full((len(batch), longest), words("\n"), dtype=np.int64)
    target = np.zeros((len(batch), longest, len(TAGS)), dtype=np.float32)
    mask = np.zeros((len(batch), longest), dtype=np.float32)
    for i, (tokens, rows) in enumerate(batch):
        draw = rng.random() if rng else 1.0
        table = LOOSE if draw < 0.08 else FOLDED if draw < 0.2 else None
        ids[i, : len(tokens)] = [words(t.translate(table) if table else t) for t in tokens]
        target[i, : len(tokens)] = rows
        mask[i, : len(tokens)] = 1
    types, index = words.batch(ids)
    return types, index, torch.from_numpy(mask), torch.from_numpy(target)


def predict(model: Student, sentences: Sequence[Sentence], words: Words) -> list[list[int]]:
    """A tag per token, in examples of consecutive sentences as the pipeline reads lines."""
    model.eval()
    found: list[list[int]] = []
    with torch.inference_mode():
        for start in range(0, len(sentences), 12):
            group = sentences[start : start + 12]
            tokens = [t for s in group for t in [*s.tokens, "\n"]]
            types, index, mask, _ = collate([(tokens, np.zeros((len(tokens), len(TAGS)), dtype=np.float32))], words)
            log = torch.log_softmax(model(types, index, mask), -1)[0].numpy()
            at = 0
            for s in group:
                found.append(decode(log[at : at + len(s.tokens)]))
                at += len(s.tokens) + 1
    return found


def export(model: Student, vocabulary: list[tuple[str, float]], dilations: Sequence[int], path: pathlib.Path) -> None:
    """The model as arrays: tables in int8 with a scale per row, the rest in float16."""
    held: dict[str, np.ndarray] = {
        "vocabulary": np.frombuffer("\n".join(p for p, _ in vocabulary).encode(), dtype=np.uint8),
        "scores": np.array([s for _, s in vocabulary], dtype=np.float32),
    }
    held["tags"] = np.frombuffer("\n".join(TAGS).encode(), dtype=np.uint8)
    held["dilations"] = np.array(dilations, dtype=np.int64)
    for name in ("pieces", "whole", "prefix", "suffix", "kind"):
        table = getattr(model, name).weight.detach().numpy()
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        held[name], held[f"{name}.scale"] = np.round(table / scale).astype(np.int8), scale.astype(np.float32)[:, 0]
    half = {
        "inward.w": model.inward.weight.T,
        "inward.b": model.inward.bias,
        "head.w": model.head.weight.T,
        "head.b": model.head.bias,
        "last.w": model.last.weight,
        "last.b": model.last.bias,
    }
    for i, (norm, convolution) in enumerate(zip(model.norms, model.convolutions, strict=True)):
        # (out, in, 3) -> (3 * in, out): a row per word of the window
        half |= {
            f"{i}.norm.w": norm.weight,
            f"{i}.norm.b": norm.bias,
            f"{i}.conv.w": convolution.weight.permute(2, 1, 0).reshape(-1, convolution.weight.shape[0]),
            f"{i}.conv.b": convolution.bias,
        }
    held |= {k: v.detach().numpy().astype(np.float16) for k, v in half.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **held)


def initial(encoder: pathlib.Path, teacher: pathlib.Path | None) -> torch.Tensor:
    """The teacher's piece embeddings in PIECE dimensions, by their principal components."""
    held = (
        torch.load(teacher)["encoder.embeddings.word_embeddings.weight"] if teacher else torch.load(encoder / "encoder.pt")["embeddings.word_embeddings.weight"]
    )
    held = held.float() - held.float().mean(0)
    _, _, v = torch.linalg.svd(held, full_matrices=False)
    small = held @ v[:PIECE].T
    return small / small.std() * 0.5


def main() -> None:
    """Train, and print what the model reaches."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("corpora", "encoder", "silver", "out"):
        ap.add_argument(name, type=pathlib.Path)
    ap.add_argument("--start", type=pathlib.Path, help="the student.pt of an earlier run to go on from")
    ap.add_argument("--average", type=pathlib.Path, nargs="+", default=[], help="student.pt of earlier runs: what is written is the mean of them and this")
    ap.add_argument("--vectors", type=pathlib.Path, help="what vectors.py wrote, to begin the table of whole words with")
    ap.add_argument("--teacher", type=pathlib.Path), ap.add_argument("--epochs", type=int, default=10), ap.add_argument("--width", type=int, default=192)
    (
        ap.add_argument("--dilations", type=lambda s: [int(x) for x in s.split(",")], default=[1, 2, 4, 1, 1]),
        ap.add_argument("--rate", type=float, default=1.5e-3),
    )
    (
        ap.add_argument("--gold-only", action="store_true"),
        ap.add_argument("--without-releases", action="store_true"),
        ap.add_argument("--seed", type=int, default=1),
    )
    ap.add_argument("--all", action="store_true"), ap.add_argument("--gold-weight", type=int, default=3), ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    vocabulary = [(p, s) for p, s in json.loads((a.encoder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]]
    words = Words(Pieces([p for p, _ in vocabulary], [s for _, s in vocabulary]))
    home = pathlib.Path(__file__).parent / "releases"
    aner = corpora.anercorp(a.corpora, "train")
    held = [] if a.all else aner[-len(aner) // 10 :]
    aner = aner[: len(aner) - len(held)]
    ours = [] if a.without_releases else corpora.releases(home, "train")
    dev = corpora.releases(home, "dev")
    if a.gold_only:
        gold, silver = gold_examples(aner) + gold_examples(ours), []
        pool = names_of(gold)
    else:
        told = dict(labelled_examples(a.silver, "gold"))
        gold = told["anercorp"] + told["releases"]
        silver = [e for _, found in labelled_examples(a.silver, "probabilities") for e in found] + told["wikifane"] + told["wojood"]
        pool = names_of([e for found in told.values() for e in found])
    model = Student(initial(a.encoder, a.teacher), a.width, a.dilations)
    if a.vectors:
        known = torch.from_numpy(np.load(a.vectors))
        model.whole.weight.data[known.any(1)] = known[known.any(1)]
    if a.start:
        model.load_state_dict(torch.load(a.start))
    size = sum(p.numel() for p in model.parameters()) / 1e6
    others = [torch.load(run) for run in a.average]  # before anything is written there
    print(f"{len(gold)} gold and {len(silver)} silver examples, {sum(map(len, pool.values()))} names to swap, {size:.2f} M parameters", flush=True)
    slow = [p for n, p in model.named_parameters() if n.startswith("pieces")]
    rest = [p for n, p in model.named_parameters() if not n.startswith("pieces")]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": a.rate * 0.5}, {"params": rest, "lr": a.rate}], weight_decay=0.01)
    peaks = [g["lr"] for g in optimiser.param_groups]
    size, step, began = 24, 0, time.time()
    total = a.epochs * (len(silver) + a.gold_weight * len(gold)) / size
    mean = {k: v.detach().clone() for k, v in model.state_dict().items()}
    for epoch in range(a.epochs):
        model.train()
        order = silver + gold * a.gold_weight
        rng.shuffle(order)
        running = 0.0
        for start in range(0, len(order), size):
            for g, peak in zip(optimiser.param_groups, peaks, strict=True):
                g["lr"] = peak * min(1.0, (step + 1) / (0.03 * total)) * max(0.01, 1 - step / total)
            types, index, mask, target = collate(order[start : start + size], words, rng, pool)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(types, index, mask)
            loss = (-(target * torch.log_softmax(scores.float(), -1)).sum(-1) * mask).sum() / mask.sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    mean[k].lerp_(v, 1 - min(0.998, step / (step + 10)))
            running = 0.98 * running + 0.02 * loss.item()
            if step % 200 == 0:
                print(f"epoch {epoch} step {step}/{int(total)} loss {running:.4f} {time.time() - began:.0f}s", flush=True)
        if epoch == a.epochs - 1:
            mean = {k: (v + sum(run[k] for run in others)) / (1 + len(others)) for k, v in mean.items()}
        if epoch % 3 == 2 or epoch == a.epochs - 1:
            live = {k: v.detach().clone() for k, v in model.state_dict().items()}
            model.load_state_dict(mean)
            if held:
                print(epoch, "anercorp held", score(held, predict(model, held, words), ("PER", "LOC", "ORG"), True), flush=True)
            print(epoch, "our dev", exact(dev, predict(model, dev, words)), flush=True)
            export(model, vocabulary, a.dilations, a.out / "student.npz")
            torch.save(mean, a.out / "student.pt")
            model.load_state_dict(live)
    model.load_state_dict(mean)
    test = corpora.anercorp(a.corpora, "test")
    print("anercorp test", score(test, predict(model, test, words), ("PER", "LOC", "ORG"), True))
    print("aqmar", score(q := corpora.aqmar(a.corpora), predict(model, q, words), ("PER", "LOC", "ORG"), True))


if __name__ == "__main__":
    main()
