"""OCRmyPDF (MPL-2.0), run as a program and never imported: what users would pick instead."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from pipeline.evaluation.measure import Cost, run_measured, without_thread_limit
from pipeline.evaluation.peers.reader import Taken, allowed, split_pages


@dataclass(frozen=True, slots=True)
class OcrMyPdf:
    """One call a file, as there is no other; the text is its sidecar's."""

    jobs: int
    name: str = "ocrmypdf"

    @property
    def how(self) -> str:
        version = metadata.version("ocrmypdf") if self.available() else ""
        return f"ocrmypdf {version} --deskew -j{self.jobs} -l vie --sidecar"

    def available(self) -> bool:
        return find_spec("ocrmypdf") is not None

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        work.mkdir(parents=True, exist_ok=True)
        texts: dict[Path, tuple[str, ...]] = {}
        trouble: list[str] = []
        cost = Cost()
        for n, path in enumerate(files):
            text = work / f"{n}.txt"
            command = [sys.executable, "-m", "ocrmypdf", "--deskew", f"-j{self.jobs}", "-l", "vie"]
            command += [
                "--quiet",
                "--invalidate-digital-signatures",
                "--sidecar",
                str(text),
                str(path),
                str(work / f"{n}.pdf"),
            ]
            ran = run_measured(command, seconds=allowed(pages), environment=without_thread_limit())
            cost += ran.cost
            if ran.code:
                trouble.append(f"{path.name}: exit {ran.code}: {ran.said}")
            elif text.exists():
                texts[path] = split_pages(text.read_text("utf-8"))
        return Taken(texts, cost, trouble=trouble)
