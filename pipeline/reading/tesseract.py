"""The only door to Tesseract: version checked, timed out, outputs checked to exist."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import EngineFailed, MissingDependency, TimedOut
from pipeline.reading.engine import Reading, Token
from pipeline.settings import Settings

LANGUAGE = "vie"  # ``vie+eng`` was worse on every kind of page, mostly in diacritics
OLDEST = (4, 1)
_PAGE, _LINES = "--psm 3", "--psm 6"
_LOCAL_THRESHOLD = 2  # Sauvola's; 1 is a disaster
_KILLED = (-15, -9)  # how a time-out surfaces in pytesseract
_APT = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An ``Engine``. ``tessdata`` empty means Tesseract's own folder."""

    seconds: float
    tessdata: str = ""

    def read(
        self, grey: Any, dpi: float, *, rough: bool, layer: bool, lines: bool = False
    ) -> Reading:
        import cv2

        version()
        layer = layer and _can_write_pdf(self.tessdata)
        options = [
            _LINES if lines else _PAGE,
            f"--dpi {max(70, round(dpi))}",
            "-c tessedit_create_tsv=1",
        ]
        if rough:
            options.append(f"-c thresholding_method={_LOCAL_THRESHOLD}")
        if layer:
            options.append("-c tessedit_create_pdf=1 -c textonly_pdf=1")
        with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
            picture, base = Path(folder) / "page.bmp", Path(folder) / "out"
            if not cv2.imwrite(str(picture), grey):  # BMP: nothing to compress, nothing to wait for
                raise EngineFailed(what=f"{picture.name}: not written")
            self._run(picture, base, " ".join(options))
            rows = _output(base, ".tsv").decode("utf-8", errors="replace")
            return Reading(_tokens(rows), _output(base, ".pdf") if layer else b"")

    def _run(self, picture: Path, base: Path, config: str) -> None:
        from pytesseract import pytesseract as door

        # Tesseract's four threads a page eat the cores of the other workers: 8 times the CPU.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        if self.tessdata:
            config = f'--tessdata-dir "{self.tessdata}" {config}'
        try:
            door.run_tesseract(
                str(picture), str(base), extension="", lang=LANGUAGE, config=config,
                timeout=self.seconds,
            )  # fmt: skip
        except door.TesseractNotFoundError as error:
            raise MissingDependency(what="Tesseract", mend=_APT) from error
        except door.TesseractError as error:
            if error.status in _KILLED:
                raise TimedOut(seconds=self.seconds) from error
            if "load language" in error.message or "Error opening data file" in error.message:
                raise MissingDependency(what=f"{LANGUAGE}.traineddata", mend=_APT) from error
            raise EngineFailed(what=error.message[:300]) from error
        except UnicodeDecodeError as error:  # pytesseract expects complaints in UTF-8
            raise EngineFailed(what=repr(error.object[:300])) from error
        except RuntimeError as error:  # pytesseract's own word for a time-out
            raise TimedOut(seconds=self.seconds) from error


def engine(settings: Settings) -> Tesseract:
    """The engine that these settings ask for."""
    return Tesseract(settings.page_seconds, settings.tessdata)


@cache
def version() -> str:
    """Tesseract's version. Raises ``MissingDependency`` when there is none, or it is too old."""
    from pytesseract import pytesseract as door

    try:
        found = door.get_tesseract_version()
    except (door.TesseractNotFoundError, SystemExit, OSError) as error:
        raise MissingDependency(what="Tesseract", mend=_APT) from error
    if (found.major, found.minor) < OLDEST:
        raise MissingDependency(what=f"Tesseract ≥ {OLDEST[0]}.{OLDEST[1]}", mend=_APT)
    return str(found)


def _can_write_pdf(tessdata: str) -> bool:
    """Tesseract needs its glyphless font for that, which bare folders of models lack."""
    return not tessdata or (Path(tessdata) / "pdf.ttf").is_file()


def _output(base: Path, suffix: str) -> bytes:
    """Tesseract can end well and leave nothing: then say so, rather than read an empty page."""
    path = base.with_name(base.name + suffix)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EngineFailed(what=f"no {suffix} output") from error
    if not data:
        raise EngineFailed(what=f"empty {suffix} output")
    return data


def _tokens(rows: str) -> tuple[Token, ...]:
    """Words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width,
    height, confidence, text."""
    tokens = []
    for row in rows.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
        x, y, w, h = (int(v) for v in cells[6:10])
        confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        tokens.append(
            Token(cells[11].strip(), (x, y, x + w, y + h), confidence, (block, paragraph, line))
        )
    return tuple(tokens)
