"""Tesseract's command line, through pytesseract: version checked, timed out, outputs checked to
exist. The engine wherever tesserocr is not installed."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import EngineFailed, MissingDependency, TimedOut
from pipeline.reading.engine import Reading
from pipeline.reading.language_data import BEST, FAST, LanguageData, apt
from pipeline.reading.tsv import tokens_of

OLDEST = (4, 1)
_PAGE, _LINES = "--psm 3", "--psm 6"
_LOCAL_THRESHOLD = 2  # Sauvola's; 1 is a disaster
_KILLED = (-15, -9)  # how a time-out surfaces in pytesseract


@dataclass(frozen=True, slots=True)
class CommandLine:
    """An ``Engine``: one call of the program a page, of at most ``seconds``."""

    seconds: float
    data: LanguageData

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        """As ``Engine.read``. Raises ``MissingDependency``, ``TimedOut``, ``EngineFailed``."""
        import cv2

        version()
        options = [
            _LINES if lines else _PAGE,
            f"--dpi {max(70, round(dpi))}",
            "-c tessedit_create_tsv=1",
        ]
        if rough:
            options.append(f"-c thresholding_method={_LOCAL_THRESHOLD}")
        with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
            picture, base = Path(folder) / "page.bmp", Path(folder) / "out"
            if not cv2.imwrite(str(picture), grey):  # BMP: nothing to compress, nothing to wait for
                raise EngineFailed(what=f"{picture.name}: not written")
            self._run(picture, base, " ".join(options))
            return Reading(tokens_of(_output(base, ".tsv")))

    def _run(self, picture: Path, base: Path, config: str) -> None:
        from pytesseract import pytesseract as door

        # Tesseract's four threads a page eat the cores of the other workers: 8 times the CPU.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        if self.data.folder:
            config = f'--tessdata-dir "{self.data.folder}" {config}'
        mend = apt(FAST if self.data.name == "vie" else BEST)
        started = time.monotonic()
        try:
            door.run_tesseract(
                str(picture), str(base), extension="", lang=self.data.name, config=config,
                timeout=self.seconds,
            )  # fmt: skip
        except door.TesseractNotFoundError as error:
            raise MissingDependency(what="Tesseract", mend=mend) from error
        except door.TesseractError as error:
            if error.status in _KILLED and time.monotonic() - started >= self.seconds:
                raise TimedOut(seconds=self.seconds) from error
            if "load language" in error.message or "Error opening data file" in error.message:
                raise MissingDependency(what=f"{self.data.name}.traineddata", mend=mend) from error
            raise EngineFailed(what=error.message[:300] or f"exit {error.status}") from error
        except UnicodeDecodeError as error:  # pytesseract expects complaints in UTF-8
            raise EngineFailed(what=repr(error.object[:300])) from error
        except RuntimeError as error:  # pytesseract's own word for a time-out
            raise TimedOut(seconds=self.seconds) from error


@cache
def version() -> str:
    """Tesseract's version. Raises ``MissingDependency`` when there is none, or it is too old."""
    from pytesseract import pytesseract as door

    try:
        found = door.get_tesseract_version()
    except (door.TesseractNotFoundError, SystemExit, OSError) as error:
        raise MissingDependency(what="Tesseract", mend=apt(FAST)) from error
    if (found.major, found.minor) < OLDEST:
        raise MissingDependency(what=f"Tesseract ≥ {OLDEST[0]}.{OLDEST[1]}", mend=apt(FAST))
    return str(found)


def _output(base: Path, suffix: str) -> str:
    """Tesseract can end well and leave nothing, or the half of it where the disk is full: then
    say so, rather than read an empty page."""
    path = base.with_name(base.name + suffix)
    try:
        rows = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise EngineFailed(what=f"no {suffix} output") from error
    except UnicodeDecodeError as error:
        raise EngineFailed(what=f"{suffix} output: not UTF-8") from error
    if not rows:
        raise EngineFailed(what=f"empty {suffix} output")
    if not rows.endswith("\n"):
        raise EngineFailed(what=f"{suffix} output cut off")
    return rows
