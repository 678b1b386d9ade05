"""A PDF that looks like the scan and can be searched: the pages as they were, words put over
them unseen."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import NotADocument, Truncated
from pipeline.files import write_atomically
from pipeline.pdf import rotation
from pipeline.reading.as_pdf import image_as_pdf
from pipeline.records import Page, Source, map_point

_INVISIBLE = 3
_SHOW = frozenset(("Tj", "TJ", "'", '"'))
Matrix = tuple[float, float, float, float, float, float]


def write_searchable(
    source: Source, layers: Mapping[int, bytes], pages: Sequence[Page], target: Path
) -> None:
    """Writes ``target``: ``source`` with the text ``layers`` (one-page PDFs in the straight frame
    of their page, by page number). What is seen stays as it was; pages that were turned to be
    read are shown upright. A scanner's own invisible text gives way to ours. Same input, same
    bytes. Raises ``NotADocument`` for kinds without pages, ``Truncated``, ``OutputUnwritable``.
    """
    import pikepdf

    if source.kind not in ("pdf", "image"):
        raise NotADocument(what=source.kind)
    try:
        with image_as_pdf(source) if source.kind == "image" else pikepdf.open(source.path) as pdf:
            for page in pages:
                layer = layers.get(page.number)
                if page.number <= len(pdf.pages):
                    _finish(pdf, pdf.pages[page.number - 1], page, layer)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, linearize=False)
    except pikepdf.PdfError as error:
        raise Truncated(what=str(error)) from error
    write_atomically(target, out.getvalue())


def _finish(pdf: Any, leaf: Any, page: Page, layer: bytes | None) -> None:
    import pikepdf

    turn = (rotation(leaf) + page.turned) % 360
    if page.turned:
        leaf.obj.Rotate = turn
    if not layer:
        return
    _drop_unseen_text(pdf, leaf)
    with pikepdf.open(io.BytesIO(layer)) as text:
        x0, y0, x1, y1 = (float(v) for v in text.pages[0].mediabox)
        form = pdf.copy_foreign(text.pages[0].as_form_xobject())
    name = leaf.add_resource(form, pikepdf.Name.XObject, _free_name(leaf))
    box = tuple(float(v) for v in leaf.cropbox)
    matrix = place(page, (x1 - x0, y1 - y0), box, turn)  # type: ignore[arg-type]
    numbers = " ".join(f"{v:.6f}" for v in matrix)
    leaf.contents_add(b"q\n", prepend=True)
    leaf.contents_add(f"\nQ\nq {numbers} cm {name} Do Q\n".encode())


def place(
    page: Page, layer: tuple[float, float], box: tuple[float, float, float, float], rotation: int
) -> Matrix:
    """The matrix that puts a ``layer`` (width, height in points) over a page with this crop box
    and /Rotate: layer to fractions, straight to paper, fractions to the page's own space."""

    def to_page(x: float, y: float) -> tuple[float, float]:
        u, v = map_point(page.to_paper, x, 1 - y)
        x0, y0, x1, y1 = box
        wide, high = x1 - x0, y1 - y0
        return {
            0: (x0 + u * wide, y1 - v * high),
            90: (x0 + v * wide, y0 + u * high),
            180: (x1 - u * wide, y0 + v * high),
            270: (x1 - v * wide, y1 - u * high),
        }[rotation]

    origin, right, top = to_page(0, 0), to_page(1, 0), to_page(0, 1)
    return (
        (right[0] - origin[0]) / layer[0],
        (right[1] - origin[1]) / layer[0],
        (top[0] - origin[0]) / layer[1],
        (top[1] - origin[1]) / layer[1],
        origin[0],
        origin[1],
    )


def _free_name(leaf: Any) -> Any:
    """A resource name that the page does not use. pikepdf's own choice is random, and the same
    input would give other bytes."""
    import pikepdf

    taken = leaf.resources.get("/XObject", {}) if "/Resources" in leaf.obj else {}
    number = 0
    while f"/VanbanText{number}" in taken:
        number += 1
    return pikepdf.Name(f"/VanbanText{number}")


def _drop_unseen_text(pdf: Any, leaf: Any) -> None:
    """Takes a scanner's invisible words out of the page: they would be found beside ours."""
    import pikepdf

    kept = []
    mode, stack, dropped = 0, [], False
    for instruction in pikepdf.parse_content_stream(leaf):
        operands, operator = instruction.operands, instruction.operator
        op = str(operator)
        if op == "q":
            stack.append(mode)
        elif op == "Q":
            mode = stack.pop() if stack else 0
        elif op == "Tr":
            mode = int(operands[0])
        elif op in _SHOW and mode == _INVISIBLE:
            dropped = True
            continue
        kept.append((operands, operator))
    if dropped:
        leaf.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
