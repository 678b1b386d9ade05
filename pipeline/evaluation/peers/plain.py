"""pytesseract as tutorials call it: ``convert_from_path`` and ``image_to_string(lang='vie')``,
one page after another, Tesseract's threads as they come.

Run as a program (``python -m pipeline.evaluation.peers.plain DPI FILE … FOLDER``) it leaves the
text of ``FILE`` number n as ``FOLDER/n.txt``, pages parted by form feeds.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.evaluation.measure import run_measured, without_thread_limit
from pipeline.evaluation.peers.reader import Taken, allowed, split_pages


@dataclass(frozen=True, slots=True)
class Plain:
    """``dpi``: 200 is what pdf2image does when nobody says otherwise."""

    dpi: int = 200
    name: str = "pytesseract"

    @property
    def how(self) -> str:
        return f"convert_from_path(pdf, dpi={self.dpi}); image_to_string(page, lang='vie')"

    def available(self) -> bool:
        libraries = all(find_spec(name) for name in ("pytesseract", "pdf2image"))
        return libraries and all(shutil.which(name) for name in ("tesseract", "pdftoppm"))

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        work.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", __name__, str(self.dpi), *map(str, files), str(work)]
        ran = run_measured(command, seconds=allowed(pages), environment=without_thread_limit())
        outputs = {path: work / f"{n}.txt" for n, path in enumerate(files)}
        texts = {p: split_pages(o.read_text("utf-8")) for p, o in outputs.items() if o.exists()}
        trouble = (f"exit {ran.code}: {ran.said}",) if ran.code else ()
        return Taken(texts, ran.cost, trouble=trouble)


def main(arguments: Sequence[str]) -> None:
    from pdf2image import convert_from_path
    from pytesseract import image_to_string

    dpi, *files, folder = arguments
    for n, path in enumerate(files):
        pages = convert_from_path(path, dpi=int(dpi)) if _is_pdf(path) else [path]
        text = "\f".join(image_to_string(page, lang="vie").rstrip("\f") for page in pages)
        (Path(folder) / f"{n}.txt").write_text(text, encoding="utf-8")


def _is_pdf(path: str) -> bool:
    """Tesseract opens pictures itself."""
    return Path(path).suffix.lower() == ".pdf"


if __name__ == "__main__":
    main(sys.argv[1:])
