"""The teacher as a file: ONNX, weights in int8, vocabulary and tags in the file's metadata.

python training/export.py ENCODER TEACHER OUT.onnx
"""

from __future__ import annotations

import json
import pathlib
import sys
import tempfile

import onnx
import torch
from corpora import TAGS
from onnxruntime.quantization import QuantType, quantize_dynamic
from teacher import load_encoder
from torch import nn


class Alone(nn.Module):
    """The tagger on one window without padding."""

    def __init__(self, tagger: nn.Module) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """(1, pieces) -> (1, pieces, tags)."""
        return self.tagger(ids, torch.ones_like(ids))


def main(encoder: str, weights: str, out: str) -> None:
    """Export and quantise."""
    folder = pathlib.Path(encoder)
    held = torch.load(weights)
    tagger = load_encoder(folder, 1 + max(int(k.split(".")[3]) for k in held if k.startswith("encoder.encoder.layer.")))
    tagger.load_state_dict(held)
    tagger.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = f"{scratch}/whole.onnx"
        torch.onnx.export(
            Alone(tagger),
            (torch.tensor([[0, 5, 6, 2]]),),
            whole,
            input_names=["ids"],
            output_names=["scores"],
            dynamic_axes={"ids": {1: "pieces"}, "scores": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False, op_types_to_quantize=["MatMul", "Gather"])
    model = onnx.load(out)
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    for key, value in (("tags", TAGS), ("vocabulary", [[p, round(s, 4)] for p, s in vocabulary])):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value, ensure_ascii=False)
    onnx.save(model, out)
    print(f"{pathlib.Path(out).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
