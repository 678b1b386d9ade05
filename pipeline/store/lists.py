"""Lists of letters and doubts, and the matrix: one SELECT each, from rows made beforehand."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from pipeline.store.outlines import outline_of
from pipeline.store.overviews import doubt_of, letter_of
from pipeline.store.schema import DOUBTS, LETTERS, OUTLINES, VERDICTS
from pipeline.store.types import Cell, Doubt, LetterRow, Listing, Matrix, MatrixRow
from pipeline.text import fold

Chosen = Select[*tuple[Any, ...]]
_OF_VERDICT = (
    "file", "outline", "item", "title", "heading", "content", "printed_heading", "moved", "score",
    "confidence", "review", "source", "why", "page", "quote",
)  # fmt: skip
_IN_ORDER = (DOUBTS.c.worth.desc(), DOUBTS.c.sha256, DOUBTS.c.what)


def letters(
    connection: Connection, offset: int, limit: int, query: str, kind: str | None, doubts: bool
) -> Listing[LetterRow]:
    """By province, issuer and file. ``query``: words in any of what is shown, as one types them."""
    where: list[ColumnElement[bool]] = [LETTERS.c.first]
    where += [LETTERS.c.folded.contains(word, autoescape=True) for word in fold(query).split()]
    if kind is not None:
        where.append(LETTERS.c.kind == kind)
    if doubts:
        where.append(LETTERS.c.doubts > 0)
    chosen = select(LETTERS).where(and_(*where))
    page = _page(chosen.order_by(LETTERS.c.sort), offset, limit)
    rows = connection.execute(page).mappings()
    return Listing(tuple(letter_of(row) for row in rows), _count(connection, chosen))


def doubts(connection: Connection, offset: int, limit: int, sha256: str | None) -> Listing[Doubt]:
    chosen = select(DOUBTS).where(DOUBTS.c.open)
    if sha256 is not None:
        chosen = chosen.where(DOUBTS.c.sha256 == sha256)
    rows = connection.execute(_page(chosen.order_by(*_IN_ORDER), offset, limit)).mappings()
    return Listing(tuple(doubt_of(row) for row in rows), _count(connection, chosen))


def next_doubt(connection: Connection, after: str | None) -> Doubt | None:
    """The most valuable that is open; of those behind ``after`` in the queue, where it is given
    (itself open or settled)."""
    chosen = select(DOUBTS).where(DOUBTS.c.open).order_by(*_IN_ORDER).limit(1)
    sha256, _, what = (after or "").partition("/")
    here = select(DOUBTS.c.worth).where((DOUBTS.c.sha256 == sha256) & (DOUBTS.c.what == what))
    if after and (worth := connection.scalar(here)) is not None:
        later = and_(DOUBTS.c.sha256 == sha256, DOUBTS.c.what > what)
        behind = and_(DOUBTS.c.worth == worth, or_(DOUBTS.c.sha256 > sha256, later))
        chosen = chosen.where(or_(DOUBTS.c.worth < worth, behind))
    row = connection.execute(chosen).mappings().first()
    return doubt_of(row) if row else None


def verdicts(
    connection: Connection, offset: int, limit: int, outline: str | None
) -> Listing[dict[str, Any]]:
    """Every verdict with its first evidence, letter by letter, in the outline's order."""
    here = VERDICTS.c.file == LETTERS.c.file
    where = LETTERS.c.first & (
        LETTERS.c.outline.is_not(None) if outline is None else LETTERS.c.outline == outline
    )
    columns = [VERDICTS.c[name] for name in (*_OF_VERDICT, "x0", "y0", "x1", "y1")]
    chosen = select(LETTERS.c.sha256, *columns).join(LETTERS, here).where(where)
    page = _page(chosen.order_by(LETTERS.c.sort, VERDICTS.c.nr), offset, limit)
    rows = [dict(row) for row in connection.execute(page).mappings()]
    return Listing(tuple(_verdict(row) for row in rows), _count(connection, chosen))


def outlines(connection: Connection) -> tuple[str, ...]:
    """Those that any letter was judged by."""
    named = select(LETTERS.c.outline).where(LETTERS.c.outline.is_not(None)).distinct()
    return tuple(sorted(name for name in connection.scalars(named) if name))


def matrix(connection: Connection, outline: str | None) -> Matrix:
    """Of ``outline``; without it, of the one that most letters were judged by."""
    name = outline or _commonest(connection)
    columns = (LETTERS.c[n] for n in ("sha256", "file", "issuer", "cells", "score"))
    where = LETTERS.c.first & (LETTERS.c.outline == name)
    found = connection.execute(select(*columns).where(where).order_by(LETTERS.c.sort))
    rows = tuple(
        MatrixRow(sha256, file, issuer or file, _cells(cells), score)
        for sha256, file, issuer, cells, score in found
    )
    return Matrix(name, _items(connection, name, rows), rows)


def _verdict(row: dict[str, Any]) -> dict[str, Any]:
    """With the published names."""
    sides = [row.pop(side) for side in ("x0", "y0", "x1", "y1")]
    row["id"] = row.pop("item")
    return {**row, "source": row["source"] or "read", "box": None if None in sides else sides}


def _commonest(connection: Connection) -> str | None:
    counted = select(LETTERS.c.outline).where(LETTERS.c.outline.is_not(None))
    counted = counted.group_by(LETTERS.c.outline)
    ordered = counted.order_by(func.count().desc(), LETTERS.c.outline).limit(1)
    name: str | None = connection.scalar(ordered)
    return name


def _cells(said: str) -> dict[str, Cell]:
    return {id: _cell(*cell) for id, cell in json.loads(said).items()}


@cache
def _cell(content: str, review: bool, corrected: bool) -> Cell:
    """There are twelve different ones, and tens of thousands in a matrix."""
    return Cell(content, review, corrected)


def _items(
    connection: Connection, name: str | None, rows: tuple[MatrixRow, ...]
) -> tuple[tuple[str, str], ...]:
    said = connection.scalar(select(OUTLINES.c.json).where(OUTLINES.c.name == name))
    if said and (outline := outline_of(said)):
        return tuple((item.id, item.title) for item in outline.items)
    return tuple((id, id) for id in dict.fromkeys(id for row in rows for id in row.cells))


def _page(chosen: Chosen, offset: int, limit: int) -> Chosen:
    return chosen.offset(max(0, offset)).limit(max(0, limit))


def _count(connection: Connection, chosen: Chosen) -> int:
    return connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
