"""What a reading depends on beside code: the engine and its language data."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import MissingDependency
from pipeline.reading.tesseract import LANGUAGE, version
from pipeline.settings import Settings


def engine_identity(settings: Settings) -> str:
    """A text that changes when Tesseract or its Vietnamese data does. Without an engine it
    still tells so, as letters that are no scans can be read without one."""
    try:
        found = version()
    except MissingDependency:
        return "none"
    folders = [Path(settings.tessdata)] if settings.tessdata else _usual()
    for folder in folders:
        data = folder / f"{LANGUAGE}.traineddata"
        if data.is_file():
            return f"{found} {data.stat().st_size}"
    return found


def _usual() -> list[Path]:
    return sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
