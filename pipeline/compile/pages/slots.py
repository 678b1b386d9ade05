"""What other parts of the house may add to the report: tables and pictures, by tab."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Literal

Tab = Literal["deadline", "changes", "overview"]
Words = tuple[str, str]
"""The same in Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class ExtraTable:
    """``head`` names the columns; every row has as many cells."""

    tab: Tab
    title: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"{self.title[0]}: a row has another width than the head")


@dataclass(frozen=True, slots=True)
class ExtraPicture:
    """``told`` says in words what the picture shows, for those who can't see it."""

    tab: Tab
    title: Words
    told: Words
    png: bytes

    @property
    def uri(self) -> str:
        return f"data:image/png;base64,{b64encode(self.png).decode()}"


Extra = ExtraTable | ExtraPicture
