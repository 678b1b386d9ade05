"""The compliance matrix: letters down, the outline's items across."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup, escape

from pipeline.compile.labels import label, named
from pipeline.compile.pages.states import SIGNS
from pipeline.review.context import context
from pipeline.review.pages.environment import link
from pipeline.review.pages.frame import render
from pipeline.review.pages.local import Lang
from pipeline.review.pages.paging import pager
from pipeline.store.desk import Desk
from pipeline.store.types import Cell, Matrix, MatrixRow

router = APIRouter(include_in_schema=False)
SIZE = 50


@router.get("/matrix")
def matrix(request: Request, outline: str = "", page: int = 1) -> Response:
    here = context(request)
    names = here.desk.outlines()
    chosen = outline if outline in names else None
    found = here.desk.matrix(chosen) if names else None
    at = pager(page, SIZE, len(found.rows) if found else 0)
    items = titled(here.desk, found) if found else ()
    return render(
        request,
        "matrix.html.j2",
        matrix=found,
        items=items,
        rows=found.rows[at.offset : at.offset + SIZE] if found else (),
        names=names,
        cells=Cells(here.lang, [id for id, _ in items]),
        at=at,
        to_page=lambda n: link("/matrix", outline=found.outline if found else "", page=n),
    )


class Cells:
    """A letter's row of cells as HTML. There are thousands on a page, so what they share is
    escaped once: by column the address and the id, by kind of cell the class and the words."""

    def __init__(self, lang: Lang, ids: Sequence[str]) -> None:
        self._lang = lang
        self._looks: dict[Cell, tuple[str, str, str]] = {}
        self._columns = [
            (id, quote(f"coverage.{id}.content"), escape(id), "" if "." in id else " top")
            for id in ids
        ]

    def __call__(self, row: MatrixRow) -> Markup:
        told, sha256 = [], quote(row.sha256)
        for id, what, shown, top in self._columns:
            cell = row.cells.get(id)
            if cell is None:
                told.append('<td class="cell"></td>')
                continue
            look, words, sign = self._looks.get(cell) or self._look(cell)
            told.append(
                f'<td class="cell {look}{top}"><a href="/letters/{sha256}?what={what}" '
                f'title="{shown} · {words}" aria-label="{shown} · {words}">{sign}</a></td>'
            )
        return Markup("".join(told))  # noqa: S704 (all parts are escaped or quoted)

    def _look(self, cell: Cell) -> tuple[str, str, str]:
        """Class, words and sign of all cells that are like this one."""
        said = [named("content", cell.content, self._lang)]
        said += [label("legend.review", self._lang)] if cell.review else []
        said += [named("source", "corrected", self._lang)] if cell.corrected else []
        marks = " doubt" * cell.review + " corrected" * cell.corrected
        sign = SIGNS[cell.content]  # type: ignore[index]
        made = (f"c-{cell.content}{marks}", str(escape(" · ".join(said))), sign)
        self._looks[cell] = made
        return made


def titled(desk: Desk, matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """The items with their titles; those of an outline that the store was never told of are taken
    from a letter that was judged by it."""
    if not matrix.rows or any(id != title for id, title in matrix.items):
        return matrix.items
    told = desk.letter(matrix.rows[0].sha256) or {}
    known = {i["id"]: i["title"] for i in (told.get("coverage") or {"items": []})["items"]}
    return tuple((id, known.get(id, title)) for id, title in matrix.items)
