"""The register: all letters in a table that can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.compile.collation import sort_key
from pipeline.review.context import context
from pipeline.review.pages.environment import link
from pipeline.review.pages.frame import render
from pipeline.review.pages.paging import pager
from pipeline.store.types import LetterRow

router = APIRouter(include_in_schema=False)
SIZE = 50
_ALL = 1_000_000
KINDS = ("report", "plan", "dispatch", "guideline", "other", "unknown")
_order = lru_cache(maxsize=50_000)(sort_key)
"""Names come again at every look; their place in the Vietnamese alphabet is found once."""
SORTS: dict[str, Callable[[LetterRow], Any]] = {
    "issuer": lambda row: _order(row.issuer or ""),
    "number": lambda row: _order(row.number_symbol or ""),
    "date": lambda row: row.date or "",
    "kind": lambda row: KINDS.index(row.kind) if row.kind in KINDS else len(KINDS),
    "subject": lambda row: _order(row.subject or ""),
    "score": lambda row: row.score or 0.0,
    "doubts": lambda row: row.doubts,
    "file": lambda row: _order(row.file),
}
_EMPTY: dict[str, Callable[[LetterRow], bool]] = {
    "issuer": lambda row: not row.issuer,
    "number": lambda row: not row.number_symbol,
    "date": lambda row: not row.date,
    "subject": lambda row: not row.subject,
    "score": lambda row: row.score is None,
}


def arranged(rows: Sequence[LetterRow], sort: str, down: bool) -> list[LetterRow]:
    """By a column, in Vietnamese order; what is empty comes last, whichever way. Rows that are
    alike keep their order."""
    key, empty = SORTS[sort], _EMPTY.get(sort, _never)
    told = sorted((row for row in rows if not empty(row)), key=key, reverse=down)
    return [*told, *(row for row in rows if empty(row))]


def _never(_row: LetterRow) -> bool:
    return False


@router.get("/letters")
def letters(request: Request) -> Response:
    return RedirectResponse(f"/register?{request.url.query}".rstrip("?"), 307)


@router.get("/register")
def register(
    request: Request,
    q: Annotated[str, Query(max_length=500)] = "",
    kind: str = "",
    doubts: bool = False,
    sort: str = "",
    down: bool = False,
    page: int = 1,
) -> Response:
    here = context(request)
    kind = kind if kind in KINDS else ""
    asked = {"q": q, "kind": kind, "doubts": doubts}
    ask = partial(here.desk.letters, query=q, kind=kind or None, doubts_only=doubts)
    sort = sort if sort in SORTS else ""
    if sort:  # the store knows one order; ours need all rows
        found = ask(0, _ALL)
        at = pager(page, SIZE, found.total)
        rows = arranged(found.rows, sort, down)[at.offset : at.offset + SIZE]
    else:
        at = pager(page, SIZE, ask(0, 1).total)
        rows = list(ask(at.offset, SIZE).rows)

    def turned(column: str) -> str:
        again = column == sort and not down
        return link("/register", **asked, sort=column, down=again)

    return render(
        request,
        "register.html.j2",
        rows=rows,
        at=at,
        asked=asked,
        kinds=KINDS,
        sort=sort,
        down=down,
        turned=turned,
        to_page=lambda n: link("/register", **asked, sort=sort, down=down, page=n),
    )
