"""What a case is: a file made by code, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.settings import Settings

Status = Literal["ok", "partial", "failed", "passed over"]
Make = Callable[[Path], None]
"""Puts the case's files into an empty folder."""

PASSWORDS = Path(__file__).resolve().parents[1] / "resources" / "passwords.txt"
PASSWORD = PASSWORDS.read_text(encoding="utf-8").splitlines()[-1]
"""The one in the list; others are not."""

# Small limits, so that a bomb need not be large to go off.
SETTINGS = Settings(
    workers=1, max_pages=60, max_bytes=1 << 26, max_pixels=16_000_000, page_seconds=60.0,
    password_file=str(PASSWORDS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """``file``: the one looked at, of those that ``make`` leaves. ``refused``: the code with which
    intake turns it away. ``codes``: all that is published with it, in order of their names.
    ``reads``: it takes an OCR engine to tell. ``holds``: words that must have been read."""

    id: str
    group: str
    purpose: str
    file: str
    make: Make
    status: Status
    refused: str = ""
    codes: tuple[str, ...] = ()
    reads: bool = False
    holds: str = ""


def writing(file: str, data: Callable[[], bytes]) -> Make:
    """A case that is one file."""

    def make(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data())

    return make


class Group:
    """Cases of one kind, as they are written down."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[Case] = []

    def good(
        self,
        id: str,
        purpose: str,
        file: str,
        data: Callable[[], bytes],
        *notes: str,
        reads: bool = False,
        holds: str = "",
    ) -> None:
        """Read in full; ``notes`` are told with it."""
        self.add(
            id, purpose, file, writing(file, data), "ok", codes=notes, reads=reads, holds=holds
        )

    def bad(self, id: str, purpose: str, file: str, data: Callable[[], bytes], code: str) -> None:
        """Refused with ``code`` before anything is read."""
        self.add(id, purpose, file, writing(file, data), "failed", code, (code,))

    def partly(
        self, id: str, purpose: str, file: str, data: Callable[[], bytes], *codes: str,
        status: Status = "partial", reads: bool = False,
    ) -> None:  # fmt: skip
        """Taken, but some page (or all of them) gives nothing."""
        self.add(id, purpose, file, writing(file, data), status, codes=codes, reads=reads)

    def add(
        self, id: str, purpose: str, file: str, make: Make, status: Status, refused: str = "",
        codes: tuple[str, ...] = (), *, reads: bool = False, holds: str = "",
    ) -> None:  # fmt: skip
        made = Case(
            id, self.name, purpose, file, make, status, refused, tuple(sorted(codes)), reads, holds
        )
        self.cases.append(made)
