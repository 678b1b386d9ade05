"""Writes a trained recogniser as ONNX: ``export.py MODEL.pt OUT.onnx``; checks both agree."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from network import Crnn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = Crnn()
    model.load_state_dict(torch.load(args.weights, weights_only=True))
    model.eval()
    torch.onnx.export(
        model,
        (torch.zeros(2, 1, 32, 64),),
        str(args.out),
        input_names=["image"],
        output_names=["spoken"],
        dynamic_axes={"image": {0: "batch", 3: "width"}, "spoken": {0: "batch", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    session = ort.InferenceSession(str(args.out), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(0)
    for shape in ((1, 1, 32, 40), (5, 1, 32, 118)):
        image = rng.random(shape, dtype=np.float32)
        ours = session.run(None, {"image": image})[0]
        with torch.no_grad():
            theirs = model(torch.from_numpy(image)).numpy()
        if np.abs(ours - theirs).max() > 1e-3:
            raise SystemExit(f"ONNX and PyTorch disagree by {np.abs(ours - theirs).max()}")
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
