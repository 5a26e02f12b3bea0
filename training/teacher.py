"""Fine-tune the small encoder as a tagger of names: the teacher of the student that ships, and, in int8, the accurate model.

    python training/teacher.py CORPORA ENCODER OUT --epochs-wide 1 --epochs 4 [--from CHECKPOINT] [--all]

Two passes: all corpora first, then ANERcorp and our releases alone, whose conventions are the ones wanted. A token's loss is the mass of the tags
that gold allows.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import time
from collections.abc import Callable, Sequence

import corpora
import numpy as np
import torch
from corpora import INDEX, TAGS, Sentence
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from arextract.extract import ner
from arextract.extract.ner.student import LOOSE

LENGTH = 192  # pieces in a window; consecutive sentences share one, for context
FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"})


class Tagger(nn.Module):
    """The encoder with a linear layer over each token's first piece."""

    def __init__(self, sizes: dict[str, int], layers: int | None = None) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=sizes["vocab"], hidden_size=sizes["hidden"], num_hidden_layers=layers or sizes["layers"], num_attention_heads=sizes["heads"],
            intermediate_size=sizes["ffn"], max_position_embeddings=sizes["positions"], type_vocab_size=sizes["types"], layer_norm_eps=1e-12,
        )  # fmt: skip
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(sizes["hidden"], len(TAGS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of each tag for each piece."""
        return self.head(self.drop(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state))


def load_encoder(folder: pathlib.Path, layers: int | None = None) -> Tagger:
    """A tagger with the encoder's pretrained weights."""
    sizes = json.loads((folder / "config.json").read_text())
    model = Tagger(sizes, layers)
    missing, left = model.encoder.load_state_dict(torch.load(folder / "encoder.pt"), strict=False)
    if missing or (left and layers is None):
        raise ValueError(f"{folder}: weights missing {missing} or left over {left}")
    return model


class Reader:
    """Tokens to pieces, each token by itself, cached."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.cache: dict[str, list[int]] = {}

    def __call__(self, token: str) -> list[int]:
        """The first eight pieces of a token."""
        found = self.cache.get(token)
        if found is None:
            found = self.tokenizer.encode([token], is_pretokenized=True, add_special_tokens=False).ids[:8] or [3]
            self.cache[token] = found
        return found


Window = tuple[list[int], list[int], list[tuple[int, ...]], list[tuple[int, int]]]


def windows(sentences: Sequence[Sentence], reader: Reader, length: int = LENGTH, rng: random.Random | None = None) -> list[Window]:
    """(pieces, position of each token's first piece, its allowed tags, (sentence, token)) of windows of consecutive sentences.

    With `rng` the letters of a window are loosened now and then, as people type them.
    """
    found: list[Window] = []
    ids, at, allowed, back = [0], [], [], []
    table: dict[int, str | int | None] | None = None
    for n, sentence in enumerate(sentences):
        size = 0
        if ids == [0] and rng is not None:
            draw = rng.random()
            table = LOOSE if draw < 0.08 else FOLDED if draw < 0.2 else None
        parts = [reader(t.translate(table) if table else t) for t in sentence.tokens]
        size = sum(map(len, parts)) + 1
        if len(ids) + size > length and len(ids) > 1:
            found.append((ids, at, allowed, back))
            ids, at, allowed, back = [0], [], [], []
        for k, (part, tags) in enumerate(zip(parts, sentence.allowed, strict=True)):
            if len(ids) + len(part) + 1 > 500:
                found.append((ids, at, allowed, back))
                ids, at, allowed, back = [0], [], [], []
            at.append(len(ids))
            ids.extend(part)
            allowed.append(tags)
            back.append((n, k))
        ids.append(2)
    if at:
        found.append((ids, at, allowed, back))
    return found


def batches(found: list[Window], pieces: int, rng: random.Random | None = None) -> list[list[Window]]:
    """Windows of like length together, about `pieces` pieces a batch."""
    order = sorted(found, key=lambda w: len(w[0]) + (rng.random() * 8 if rng else 0))
    made: list[list[Window]] = []
    for w in order:
        if made and len(made[-1]) and max(len(made[-1][-1][0]), len(w[0])) * (len(made[-1]) + 1) <= pieces:
            made[-1].append(w)
        else:
            made.append([w])
    if rng:
        rng.shuffle(made)
    return made


def tensors(batch: list[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pieces and mask of a batch."""
    longest = max(len(w[0]) for w in batch)
    ids = torch.ones(len(batch), longest, dtype=torch.long)
    for i, w in enumerate(batch):
        ids[i, : len(w[0])] = torch.tensor(w[0])
    return ids, (ids != 1).long()


def loss_of(scores: torch.Tensor, batch: list[Window]) -> torch.Tensor:
    """Minus the log of the mass on the allowed tags, over all tokens."""
    rows = torch.cat([torch.full((len(w[1]),), i) for i, w in enumerate(batch)])
    columns = torch.tensor([p for w in batch for p in w[1]])
    closed = torch.full((len(rows), len(TAGS)), -1e4)
    flat = [tags for w in batch for tags in w[2]]
    closed[[i for i, tags in enumerate(flat) for _ in tags], [t for tags in flat for t in tags]] = 0
    log = torch.log_softmax(scores[rows, columns].float(), -1)
    return -torch.logsumexp(log + closed, -1).mean()


def decode(log: np.ndarray) -> list[int]:
    """The best allowed tag of each token of a sentence."""
    found = [INDEX["O"]] * len(log)
    for first, run in ner.decode(log, list(TAGS)):
        found[first : first + len(run)] = run
    return found


def log_probabilities(model: Tagger, sentences: Sequence[Sentence], reader: Reader, pieces: int = 6144) -> list[np.ndarray]:
    """(tokens, tags) of each sentence."""
    model.eval()
    found = [np.zeros((len(s.tokens), len(TAGS)), dtype=np.float32) for s in sentences]
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(windows(sentences, reader), pieces):
            ids, mask = tensors(batch)
            log = torch.log_softmax(model(ids, mask).float(), -1).numpy()
            for i, w in enumerate(batch):
                for (n, k), at in zip(w[3], w[1], strict=True):
                    found[n][k] = log[i, at]
    return found


def predict(model: Tagger, sentences: Sequence[Sentence], reader: Reader) -> list[list[int]]:
    """A tag for each token of each sentence."""
    return [decode(log) for log in log_probabilities(model, sentences, reader)]


class AsTagger:
    """A trained teacher as `arextract.extract.ner` asks for one: tokens of a text, "\\n" between its lines, to log probabilities."""

    def __init__(self, encoder: pathlib.Path, weights: pathlib.Path) -> None:
        self.tags = list(TAGS)
        self.reader = Reader(encoder)
        self.model = load_encoder(encoder)
        self.model.load_state_dict(torch.load(weights))

    def __call__(self, tokens: Sequence[str]) -> np.ndarray:
        lines = corpora.lines(tokens)
        found = np.full((len(tokens), len(TAGS)), -20.0, dtype=np.float32)
        found[:, INDEX["O"]] = 0.0
        sentences = [Sentence(tuple(tokens[i] for i in line), ((0,),) * len(line)) for line in lines]
        for line, log in zip(lines, log_probabilities(self.model, sentences, self.reader), strict=True):
            found[line] = log
        return found


def chunks(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """(first, end, type) of the runs of a BIO sequence."""
    return {(a, b, k) for a, b, k in corpora._spans(list(tags))}


def coarse(tag: str) -> str:
    """PER, ORG, LOC or MISC of a fine tag."""
    return "O" if tag == "O" else f"{tag[:2]}{corpora.COARSE[tag[2:]]}"


def gold_tag(allowed: tuple[int, ...]) -> str:
    """The coarse tag of what gold allows (all of one coarse type); "O" where that is allowed."""
    return "O" if 0 in allowed else coarse(TAGS[allowed[0]])


def score(sentences: Sequence[Sentence], predicted: list[list[int]], kinds: Sequence[str], words: bool) -> dict[str, float]:
    """F1 per coarse kind and over all; `words`: over the corpus's words, each with the tag of the token that speaks for it."""
    gold_n, pred_n, right = ({k: 0 for k in kinds} for _ in range(3))
    for sentence, tags in zip(sentences, predicted, strict=True):
        gold = [gold_tag(a) for a in sentence.allowed]
        pred = [coarse(TAGS[t]) for t in tags]
        if words and sentence.speakers:
            starts = [0, *[s + 1 for s in sentence.speakers[:-1]]]
            gold = [by_word(gold[a : b + 1]) for a, b in zip(starts, sentence.speakers, strict=True)]
            pred = [by_word(pred[a : b + 1]) for a, b in zip(starts, sentence.speakers, strict=True)]
        g, p = ({c for c in chunks(x) if c[2] in kinds} for x in (gold, pred))
        for k in kinds:
            gold_n[k] += sum(c[2] == k for c in g)
            pred_n[k] += sum(c[2] == k for c in p)
            right[k] += sum(c[2] == k for c in g & p)
    found = {k: 2 * right[k] / max(1, gold_n[k] + pred_n[k]) for k in kinds}
    found["all"] = 2 * sum(right.values()) / max(1, sum(gold_n.values()) + sum(pred_n.values()))
    return {k: round(v, 4) for k, v in found.items()}


def by_word(tags: Sequence[str]) -> str:
    """A word's tag from its tokens': the first that is not O."""
    return next((t for t in tags if t != "O"), "O")


def exact(sentences: Sequence[Sentence], predicted: list[list[int]]) -> dict[str, float]:
    """F1 per fine kind over tokens, for our releases; MISC is left aside."""
    counts: dict[str, list[int]] = {}
    for sentence, tags in zip(sentences, predicted, strict=True):
        g = chunks(["O" if 0 in a else TAGS[a[0]] for a in sentence.allowed])
        p = {c for c in chunks([TAGS[t] for t in tags]) if c[2] != "MISC"}
        for c, where in [(c, 0) for c in g] + [(c, 1) for c in p] + [(c, 2) for c in g & p]:
            counts.setdefault(c[2], [0, 0, 0])[where] += 1
    found = {k: round(2 * r / (g + p), 4) for k, (g, p, r) in sorted(counts.items())}
    total = [sum(c[i] for c in counts.values()) for i in range(3)]
    found["all"] = round(2 * total[2] / max(1, total[0] + total[1]), 4)
    return found


def train(
    model: Tagger, data: Sequence[Sequence[Sentence]], reader: Reader, epochs: int, rate: float, pieces: int, seed: int,
    report: Callable[[str], None], average: float = 0.0,
) -> None:  # fmt: skip
    """AdamW with warm-up and linear decay; lower layers learn slower. `data` is a list of corpora, each in its order."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    depth = len(model.encoder.encoder.layer)
    groups = [{"params": list(model.head.parameters()), "lr": rate * 2}]
    groups += [{"params": list(layer.parameters()), "lr": rate * 0.9 ** (depth - 1 - i)} for i, layer in enumerate(model.encoder.encoder.layer)]
    groups.append({"params": list(model.encoder.embeddings.parameters()), "lr": rate * 0.9**depth})
    peaks = [g["lr"] for g in groups]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    per_epoch = len(batches([w for c in data for w in windows(c, reader)], pieces))
    total, step, began = per_epoch * epochs * 1.03, 0, time.time()
    mean = {k: v.detach().clone() for k, v in model.state_dict().items()} if average else None
    for epoch in range(epochs):
        model.train()
        made = [w for c in data for w in windows(shifted(c, rng), reader, rng=rng)]
        running = 0.0
        for batch in batches(made, pieces, rng):
            for g, peak in zip(groups, peaks, strict=True):
                g["lr"] = peak * min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)
            ids, mask = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(ids, mask)
            loss = loss_of(scores, batch)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            running = 0.98 * running + 0.02 * float(loss)
            if mean is not None:
                with torch.no_grad():
                    for k, v in model.state_dict().items():
                        mean[k].lerp_(v, 1 - min(average, step / (step + 10))) if v.is_floating_point() else None
            if step % 100 == 0:
                print(f"epoch {epoch} step {step}/{int(total)} loss {running:.4f} {time.time() - began:.0f}s", flush=True)
        report(f"epoch {epoch}")
    if mean is not None:
        model.load_state_dict(mean)


def shifted(sentences: Sequence[Sentence], rng: random.Random) -> list[Sentence]:
    """The sentences from another start, so that windows are cut elsewhere in every epoch."""
    k = rng.randrange(max(1, len(sentences)))
    return [*sentences[k:], *sentences[:k]]


def main() -> None:
    """Train, and print what the model reaches."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("corpora", type=pathlib.Path), ap.add_argument("encoder", type=pathlib.Path), ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--wide", type=int, default=1), ap.add_argument("--epochs", type=int, default=4), ap.add_argument("--start", type=pathlib.Path)
    ap.add_argument("--rate", type=float, default=2e-4), ap.add_argument("--seed", type=int, default=1), ap.add_argument("--layers", type=int)
    (
        ap.add_argument("--pieces", type=int, default=2048),
        ap.add_argument("--all", action="store_true", help="train on all of ANERcorp's train part, none of it kept aside"),
    )
    ap.add_argument("--test", action="store_true", help="score the test sets at the end")
    ap.add_argument("--without-releases", action="store_true", help="to see what they add")
    a = ap.parse_args()
    torch.set_num_threads(2)
    reader = Reader(a.encoder)
    model = load_encoder(a.encoder, a.layers)
    if a.start:
        model.load_state_dict(torch.load(a.start))
    home = pathlib.Path(__file__).parent / "releases"
    aner = corpora.anercorp(a.corpora, "train")
    held = [] if a.all else aner[-len(aner) // 10 :]
    aner = aner[: len(aner) - len(held)]
    ours = [] if a.without_releases else corpora.releases(home, "train")
    dev = [] if a.without_releases else corpora.releases(home, "dev")
    print(f"ANERcorp {len(aner)} + {len(held)} sentences, releases {len(ours)} + {len(dev)} lines", flush=True)

    def report(when: str) -> None:
        for name, sentences in (("anercorp held", held), ("our dev", dev)):
            if sentences:
                print(
                    when,
                    name,
                    (exact if name == "our dev" else lambda s, p: score(s, p, ("PER", "LOC", "ORG"), True))(sentences, predict(model, sentences, reader)),
                    flush=True,
                )
        a.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), a.out / "model.pt")

    if a.wide:
        train(model, [aner, ours, corpora.wikifane(a.corpora), corpora.wojood(a.corpora)], reader, a.wide, a.rate, a.pieces, a.seed, report)
        torch.save(model.state_dict(), a.out / "wide.pt")
    if a.epochs:
        train(model, [aner, ours], reader, a.epochs, a.rate * 0.75 if a.wide or a.start else a.rate, a.pieces, a.seed + 1, report, average=0.997)
    report("end")
    if a.test:
        test = corpora.anercorp(a.corpora, "test")
        print("anercorp test", score(test, predict(model, test, reader), ("PER", "LOC", "ORG"), True))
        print("aqmar", score(q := corpora.aqmar(a.corpora), predict(model, q, reader), ("PER", "LOC", "ORG"), True))


if __name__ == "__main__":
    main()
