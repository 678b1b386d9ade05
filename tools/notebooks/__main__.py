"""``python -m tools.notebooks [NAME …]``: run the notebooks and keep their outputs in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.files import write_atomically
from tools.notebooks.run import run, tidy, written

FOLDER = Path(__file__).parents[2] / "notebooks"


def main(names: Sequence[str]) -> int:
    root = str(FOLDER.parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(p for p in (root, os.getenv("PYTHONPATH")) if p)
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            write_atomically(path, written(tidy(run(path))).encode("utf-8"))
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
