"""Tesseract within this process, through tesserocr: a model is loaded once a worker, and no page
is written to disk for another program to read. The same words as the command line gives, within
half a percent of them (the library in the wheel is of another version), in two thirds of the time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.errors import EngineFailed, TimedOut
from pipeline.reading.engine import Reading
from pipeline.reading.language_data import LanguageData
from pipeline.reading.tsv import tokens_of

_PAGE, _LINES = 3, 6  # page modes: automatic, one block of lines
_PLAIN, _LOCAL = "0", "2"  # thresholds: Otsu's, Sauvola's
_MILLISECONDS = 1000


def version() -> str | None:
    """The version of the library within, or None where tesserocr is not installed."""
    try:
        import tesserocr
    except ImportError:
        return None
    return str(tesserocr.tesseract_version()).splitlines()[0].removeprefix("tesseract ")


@dataclass(frozen=True, slots=True)
class InProcess:
    """An ``Engine``. ``data.folder`` is known; ``seconds`` a page, from the outside in: Tesseract
    looks at the clock between words."""

    seconds: float
    data: LanguageData

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        """As ``Engine.read``. Raises ``TimedOut``, ``EngineFailed``."""
        import numpy as np

        api = _api(os.getpid(), str(self.data.folder), self.data.name)
        pixels = np.ascontiguousarray(grey)
        height, width = pixels.shape
        # All of it is said each time: what was set for one page must not leak into the next.
        api.SetPageSegMode(_LINES if lines else _PAGE)
        if not api.SetVariable("thresholding_method", _LOCAL if rough else _PLAIN):
            raise EngineFailed(what="thresholding_method?")
        try:
            api.SetImageBytes(pixels.tobytes(), width, height, 1, width)
            api.SetSourceResolution(max(70, round(dpi)))
            if not api.Recognize(int(self.seconds * _MILLISECONDS)):
                raise TimedOut(seconds=self.seconds)
            return Reading(tokens_of(api.GetTSVText(0)))
        except RuntimeError as error:
            raise EngineFailed(what=str(error)[:300]) from error
        finally:
            api.Clear()


@lru_cache(maxsize=2)
def _api(_process: int, folder: str, name: str) -> Any:
    """One loaded model a process: a child that inherits ours must not share it."""
    import tesserocr

    # What the libraries find odd about a page is no news for people: a page that can't be read
    # says so by itself.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    try:
        return tesserocr.PyTessBaseAPI(path=folder, lang=name, psm=_PAGE)
    except RuntimeError as error:
        raise EngineFailed(what=f"{folder}/{name}: {error}") from error
