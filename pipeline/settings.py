"""Every limit and choice, with its unit and default, in one frozen object.

Order of precedence: command line, environment (``VANBAN_OCR_DPI=150``), a ``vanban.toml`` in
the working folder, these defaults.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import BadSettings

Lang = Literal["vi", "en"]
Engine = Literal["auto", "tesserocr", "pytesseract"]
_CHOICES = {"lang": get_args(Lang), "engine": get_args(Engine)}


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are in seconds, sizes in bytes, resolutions in dots an inch."""

    lang: Lang = "vi"
    workers: int = 0
    """Processes; 0 means one a core."""
    decisions: tuple[str, ...] = ()
    """Decisions asked about; empty means all under ``models/decisions``."""
    outline: str = ""
    """Path of an outline file; empty means: choose by what the letter cites."""
    engine: Engine = "auto"
    """``auto``: Tesseract within the process where tesserocr is installed, else the program."""
    tessdata: str = "fast"
    """``fast``, ``best`` (as Debian packages them), or a folder with ``vie.traineddata``."""
    repair: bool = True
    """Whether words that the engine doubts are mended by what official Vietnamese makes likely."""
    ocr_dpi: int = 200
    """Working resolution. Measured: 150 to 200 reads best, enlarging hurts."""
    picture_dpi: int = 200
    """Resolution of the page pictures kept as evidence."""
    page_seconds: float = 90.0
    """One page, from picture to words; what does not end by itself is killed ten seconds later."""
    cpu_seconds: float = 90.0
    """Computing time of one page, the same on a busy machine. Measured: 1 to 5."""
    open_seconds: float = 180.0
    """Opening and checking one file, from a slow drive too."""
    letter_seconds: float = 7200.0
    """All pages of one letter together, and each step of its analysis."""
    stall_seconds: float = 900.0
    """Nothing at all was finished for so long: what is under way is killed."""
    split_above: int = 1000
    """Letters in one workbook and one report page; larger corpora get one of each a province."""
    memory_bytes: int = 2 * 1024 * 1024 * 1024
    """Of one worker process, which reads one page at a time."""
    scheduler: str = ""
    """Address of a Dask cluster (``tcp://host:8786``); empty: processes on this machine."""
    database: str = ""
    """URL of a PostgreSQL database for readings and decisions; empty: ``OUT/vanban.db``."""
    password_file: str = ""
    """Path of a text file with passwords for locked PDFs, one a line."""
    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 2000
    max_pixels: int = 100_000_000
    """Of one page, before it is rasterised: A4 at 1000 dpi has 97 million."""
    trust_roots: str = ""
    """Folder of root certificates (.crt, .cer, .pem, .der) that digital signatures are held
    against; empty means: who signed is told as the certificate says it, unchecked."""
    review_below: float = 0.85
    """A value whose confidence is lower goes to a person."""

    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1


def load(overrides: Mapping[str, Any] | None = None, folder: Path | None = None) -> Settings:
    """The settings in force. Raises ``BadSettings`` for unknown names and wrong types."""
    known = {f.name: f for f in fields(Settings)}
    merged: dict[str, Any] = {}
    file = (folder or Path.cwd()) / "vanban.toml"
    if file.is_file():
        try:
            merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettings(where=str(file), what=str(error)) from error
    for name in known:
        if (value := os.environ.get(f"VANBAN_{name.upper()}")) is not None:
            merged[name] = value
    merged.update({k: v for k, v in (overrides or {}).items() if v is not None})
    defaults = Settings()
    checked: dict[str, Any] = {}
    for name, value in merged.items():
        if name not in known:
            raise BadSettings(where=name, what="?")
        checked[name] = _coerce(name, value, getattr(defaults, name))
    roots = str(checked.get("trust_roots", ""))
    if roots and not Path(roots).is_dir():
        raise BadSettings(where="trust_roots", what=roots)
    return Settings(**checked)


def _coerce(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, bool):
        known = {"1": True, "true": True, "0": False, "false": False}
        if str(value).lower() not in known:
            raise BadSettings(where=name, what=repr(value))
        return known[str(value).lower()]
    try:
        if isinstance(default, tuple):
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(p).strip() for p in parts if str(p).strip())
        result = type(default)(value)
    except (TypeError, ValueError) as error:
        raise BadSettings(where=name, what=repr(value)) from error
    if name in _CHOICES and result not in _CHOICES[name]:
        raise BadSettings(where=name, what=repr(value))
    if isinstance(result, (int, float)) and result < 0:
        raise BadSettings(where=name, what=repr(value))
    return result
