"""The floor of the time that reading can take: Tesseract's recognition alone, one model, one
thread, on the pages as our own cleaning hands them over, shared out among the workers.

Run as a program (``python -m benchmarks.floor FILE … OUTPUT``) it writes the seconds and the
text of each file to ``OUTPUT`` as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.evaluation.measure import Cost, run_measured
from pipeline.evaluation.peers.reader import Taken, allowed

_MODE = 3  # page mode: automatic
_SAUVOLA = "2"


@dataclass(frozen=True, slots=True)
class Floor:
    """A ``Reader`` that nobody can be: everything but recognition costs it nothing."""

    workers: int
    name: str = "floor"

    @property
    def how(self) -> str:
        return f"Tesseract's Recognize() on the cleaned pages, seconds / {self.workers}"

    def available(self) -> bool:
        return find_spec("tesserocr") is not None

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        work.mkdir(parents=True, exist_ok=True)
        output = work / "floor.json"
        command = [sys.executable, "-m", "benchmarks.floor", *map(str, files), str(output)]
        ran = run_measured(command, seconds=allowed(pages))
        if ran.code:
            return Taken({}, ran.cost, trouble=(f"exit {ran.code}: {ran.said}",))
        told = json.loads(output.read_text(encoding="utf-8"))
        texts = {path: tuple(told["texts"][str(path)]) for path in files}
        return Taken(texts, Cost(told["wall"] / self.workers, told["cpu"]))


def main(arguments: Sequence[str]) -> None:
    from tesserocr import PyTessBaseAPI

    from pipeline import intake, reading, scan, settings
    from pipeline.reading.language_data import language_data

    *files, output = arguments
    chosen = settings.load()
    judge = reading.legibility(chosen)
    data = language_data(chosen)
    api = PyTessBaseAPI(path=str(data.folder), lang=data.name, psm=_MODE)
    wall = cpu = 0.0
    texts: dict[str, list[str]] = {}
    for file in files:
        source = intake.open_source(Path(file), Path(file).name, chosen)
        texts[file] = []
        for number in range(1, source.pages + 1):
            image = scan.page_image(source, number, chosen, judge)
            if image.blank:
                texts[file].append("")
                continue
            api.SetVariable("thresholding_method", _SAUVOLA if image.rough else "0")
            height, width = image.clean.shape
            api.SetImageBytes(image.clean.tobytes(), width, height, 1, width)
            api.SetSourceResolution(round(image.dpi))
            started, used = time.perf_counter(), time.process_time()
            api.Recognize()
            wall += time.perf_counter() - started
            cpu += time.process_time() - used
            texts[file].append(api.GetUTF8Text())
    told = {"wall": wall, "cpu": cpu, "texts": texts}
    Path(output).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
