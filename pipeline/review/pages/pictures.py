"""Where the pictures of a letter's pages lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

NONE = ".none"


def folder_of(out: Path, document: dict[str, Any]) -> Path:
    """The letter's folder under ``out``; one that does not exist for a letter without, and for
    one that would lie elsewhere."""
    told = document.get("folder")
    folder = out / str(told or NONE)
    inside = folder.resolve().is_relative_to((out / "letters").resolve())
    return folder if told and inside else out / "letters" / NONE


def has_pictures(out: Path, document: dict[str, Any]) -> bool:
    """Whether there is paper to look at; text and Word files have none."""
    return (folder_of(out, document) / "pages" / "1.jpg").is_file()
