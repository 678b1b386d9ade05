"""What a reading depends on beside code: the engine and its language data."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import MissingDependency
from pipeline.knowledge.header import header_words
from pipeline.reading.tesseract import LANGUAGE, version
from pipeline.settings import Settings


def engine_identity(settings: Settings) -> str:
    """A text that changes when Tesseract, its Vietnamese data, or the words of stamps do. Without
    an engine it still tells so, as letters that are no scans can be read without one."""
    return f"{_engine(settings)} {_stamps()}"


def _stamps() -> str:
    words = header_words()
    return hashlib.sha256(repr((words.urgency, words.secrecy)).encode()).hexdigest()[:8]


def _engine(settings: Settings) -> str:
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
