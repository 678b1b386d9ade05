"""Verdicts, the matrix of an outline, and every table that a run exports."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse

from pipeline.compile.columns import MEANINGS, TABLES
from pipeline.review.api.common import LINE, AReader, Limit, Offset, Page, Told, page
from pipeline.review.failures import Refused
from pipeline.review.taking_home.downloads import Downloads
from pipeline.store import types as stored

router = APIRouter(tags=["tables"])
OutlineName = Annotated[str | None, Query(max_length=300, pattern=LINE)]
Plain = str | int | float | bool | None


class Verdict(Told):
    """How one report answers one item, with the first words that show it."""

    sha256: str
    file: str
    outline: str
    id: str
    title: str
    heading: str
    content: str
    printed_heading: str | None
    moved: bool
    score: float
    confidence: float
    review: bool
    source: str
    why: str | None
    page: int | None
    box: list[float] | None
    quote: str | None


class Cell(Told):
    content: str
    review: bool
    corrected: bool


class MatrixItem(Told):
    id: str
    title: str


class MatrixRow(Told):
    """``cells`` by the item's id."""

    sha256: str
    file: str
    name: str
    score: float | None
    cells: dict[str, Cell]


class Matrix(Told):
    """Reports × items of one outline; ``outlines`` are all there are."""

    outline: str | None
    outlines: list[str]
    items: list[MatrixItem]
    rows: list[MatrixRow]


class Column(Told):
    name: str
    type: str
    vi: str
    en: str


class Table(Told):
    name: str
    columns: list[Column]


@router.get("/verdicts", response_model=Page[Verdict])
def verdicts(
    here: AReader, offset: Offset = 0, limit: Limit = 50, outline: OutlineName = None
) -> Any:
    """Verdicts of all reports, or of those scored by ``outline``."""
    found = here.desk.verdicts(offset, limit, outline=outline)
    return page(found.rows, found.total, offset, limit)


@router.get("/matrix", response_model=Matrix)
def matrix(here: AReader, outline: OutlineName = None) -> Any:
    """Who covered what. Without ``outline``: of the one most reports were scored by."""
    found = here.desk.matrix(outline)
    told = {
        "outline": found.outline,
        "outlines": list(here.desk.outlines()),
        "items": [{"id": id, "title": title} for id, title in found.items],
        "rows": [_row(row) for row in found.rows],
    }
    # Tens of thousands of cells: they go out as they are, without a model for each.
    return JSONResponse(told)


def _row(row: stored.MatrixRow) -> dict[str, Any]:
    cells = {
        id: {"content": c.content, "review": c.review, "corrected": c.corrected}
        for id, c in row.cells.items()
    }
    told = {"sha256": row.sha256, "file": row.file, "name": row.name, "score": row.score}
    return {**told, "cells": cells}


@router.get("/tables", response_model=Page[Table])
def tables(here: AReader) -> Any:
    """The tables there are, and what their columns hold."""
    found = [
        {
            "name": name,
            "columns": [
                {"name": c, "type": m.kind, "vi": m.vietnamese, "en": m.english}
                for c, m in ((c, MEANINGS[c]) for c in columns)
            ],
        }
        for name, columns in TABLES.items()
    ]
    return page(found, len(found), 0, max(1, len(found)))


@router.get("/tables/{name}", response_model=Page[dict[str, Plain]])
def table(
    here: AReader,
    request: Request,
    name: Annotated[str, Path(max_length=60)],
    offset: Offset = 0,
    limit: Limit = 50,
) -> Any:
    """Rows of one table, with today's decisions in it."""
    if name not in TABLES:
        raise Refused(404, "not_found")
    downloads: Downloads = request.app.state.downloads
    rows = downloads.rows(name)
    return page(rows[offset : offset + limit], len(rows), offset, limit)
