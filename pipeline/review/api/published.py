"""A letter as the interface gives it: the published contract (``documents.jsonl``), as models.

The contract says that keys may be added; so may they here.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Box = list[float]


class Open(BaseModel):
    """More keys may stand beside those that are named."""

    model_config = ConfigDict(extra="allow")


class Place(Open):
    page: int | None = None
    box: Box | None = Field(None, description="[x0, y0, x1, y1] in fractions of the page")


class Value(Place):
    value: str | list[str] | None
    raw: str | None
    confidence: float
    source: str = Field(description="read, inferred, blank, unreadable, absent, corrected")
    review: bool
    why: str | None = None


class Problem(Open):
    code: str
    message: str
    page: int | None


class Reference(Place):
    symbol: str | None
    type: str | None
    date: str | None
    issuer: str | None
    raw: str
    confidence: float
    mentions: int


class Quote(Place):
    quote: str | None = None


class Item(Open):
    id: str
    title: str
    heading: str = Field(description="kept, renamed, merged, none")
    content: str = Field(description="full, thin, none")
    printed_heading: str | None
    moved: bool
    score: float
    confidence: float
    review: bool
    evidence: list[Quote]
    why: str | None = None


class Coverage(Open):
    outline: str
    score: float
    items: list[Item]
    order_changed: bool


class Quantity(Place):
    count: int
    count_max: int | None = None
    unit: str
    award: str | None = None
    raw: str
    section: str | None = None


class PublishedLetter(Open):
    """``events`` is the id of the latest decision on it: ask for what came after."""

    file: str
    sha256: str
    status: str = Field(description="ok, partial, failed")
    errors: list[Problem]
    pages: int
    kind: str = "unknown"
    folder: str | None = None
    text: list[str]
    fields: dict[str, Value]
    references: list[Reference]
    cites: dict[str, Any]
    coverage: Coverage | None
    quantities: list[Quantity]
    seconds: dict[str, float]
    events: int = 0
