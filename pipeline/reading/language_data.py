"""Where Tesseract's Vietnamese data lies, and which of its two kinds is asked for.

``fast`` (Debian's ``tesseract-ocr-vie``) and ``best`` (``tesseract-ocr-script-viet``, the larger
network in whole numbers) read clean and office scans alike within 0.1 points of CER; ``best``
costs a fifth to a third more time. ``vie+eng`` was worse on every kind of page.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MissingDependency
from pipeline.settings import Settings

FAST, BEST = "fast", "best"
_NAMES = {FAST: "vie", BEST: "script/Vietnamese"}
_PACKAGES = {FAST: "tesseract-ocr-vie", BEST: "tesseract-ocr-script-viet"}
_USUAL = ("/usr/share/tesseract-ocr", "/usr/share", "/usr/local/share", "/opt/homebrew/share")


@dataclass(frozen=True, slots=True)
class LanguageData:
    """``name`` is what Tesseract calls it; ``folder`` is None where only Tesseract knows it."""

    name: str
    folder: Path | None

    @property
    def file(self) -> Path | None:
        return self.folder / f"{self.name}.traineddata" if self.folder else None


def language_data(settings: Settings) -> LanguageData:
    """The data that ``settings.tessdata`` asks for: ``fast``, ``best``, or a folder of one's own.

    Raises ``MissingDependency`` with the command that installs it, but never for ``fast`` in no
    usual folder: Tesseract may have been built with another.
    """
    asked = settings.tessdata or FAST
    if asked not in _NAMES:
        for name in _NAMES.values():
            if (Path(asked) / f"{name}.traineddata").is_file():
                return LanguageData(name, Path(asked))
        raise MissingDependency(what=f"{asked}: vie.traineddata", mend=apt(FAST))
    for folder in folders():
        if (folder / f"{_NAMES[asked]}.traineddata").is_file():
            return LanguageData(_NAMES[asked], folder)
    if asked == BEST:
        raise MissingDependency(what=f"{_NAMES[BEST]}.traineddata", mend=apt(BEST))
    return LanguageData(_NAMES[FAST], None)


def apt(kind: str) -> str:
    return f"sudo apt-get install tesseract-ocr {_PACKAGES[kind]}"


def folders() -> list[Path]:
    """Folders of data, the newest version of Tesseract first."""
    told = os.environ.get("TESSDATA_PREFIX")
    found = [Path(told), Path(told) / "tessdata"] if told else []
    for usual in _USUAL:
        found += sorted(Path(usual).glob("*/tessdata"), reverse=True)
        found.append(Path(usual) / "tessdata")
    return [folder for folder in found if folder.is_dir()]
