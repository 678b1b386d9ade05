"""A PDF that looks like the scan and can be searched: the pages as they were, our words put over
them unseen."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import NotADocument, Truncated
from pipeline.files import in_one_step
from pipeline.pdf import rotation
from pipeline.reading.as_pdf import image_as_pdf
from pipeline.reading.export import font, pdfa
from pipeline.reading.export.hidden import drop_hidden_text
from pipeline.reading.export.layer import Put, draw, runs_of
from pipeline.reading.export.signed import is_signed, settle
from pipeline.records import Page, Source, Transcript, map_point


@dataclass(frozen=True, slots=True)
class Searchable:
    """What became of a file. ``archival``: it is PDF/A-2b, and says so; else ``against`` holds
    the rules in the way. ``signed``: the original carries a digital signature, which vouches for
    its own bytes alone."""

    archival: bool
    signed: bool
    against: tuple[str, ...] = ()


def write_searchable(source: Source, transcript: Transcript, target: Path) -> Searchable:
    """Writes ``target``: ``source`` with the words of ``transcript``, in its reading order. What
    is seen stays as it was; pages that were turned to be read are shown upright. A scanner's own
    invisible text gives way to ours; pages whose own text was read keep it. A signed file to
    which nothing is to be added stays as it is, byte by byte. Same input, same bytes.

    Raises ``NotADocument`` for kinds without pages, ``Truncated``, ``OutputUnwritable``."""
    import pikepdf

    if source.kind not in ("pdf", "image"):
        raise NotADocument(what=source.kind)
    try:
        with in_one_step(target) as path:
            signed = _write(source, transcript, path, archival=True)
            against = pdfa.objections(path)
            if against:  # claim nothing: written anew, without a word of PDF/A
                _write(source, transcript, path, archival=False)
    except pikepdf.PdfError as error:
        raise Truncated(what=str(error)) from error
    return Searchable(not against, signed, against)


def _write(source: Source, transcript: Transcript, path: Path, *, archival: bool) -> bool:
    """Whether the source is signed."""
    import pikepdf

    with image_as_pdf(source) if source.kind == "image" else pikepdf.open(source.path) as pdf:
        signed = is_signed(pdf)
        if signed and all(page.origin != "ocr" and not page.turned for page in transcript.pages):
            shutil.copyfile(source.path, path)
            return signed
        settle(pdf)
        unseen = font.register(pdf)
        for page in transcript.pages:
            if page.number <= len(pdf.pages):
                _finish(pdf, pdf.pages[page.number - 1], transcript, page, unseen)
        if archival:
            pdfa.declare(pdf)
        else:
            pdfa.undeclare(pdf)
        pdf.save(path, **pdfa.save_options())
    return signed


def _finish(pdf: Any, leaf: Any, transcript: Transcript, page: Page, unseen: Any) -> None:
    from pikepdf import Dictionary, Name

    turn = (rotation(leaf) + page.turned) % 360
    if page.turned:
        leaf.obj.Rotate = turn
    if page.origin != "ocr":
        return
    runs = runs_of(transcript, page)
    if not runs and page.status == "unreadable":
        return  # a scanner's words are better than none
    leaf.contents_coalesce()
    drop_hidden_text(pdf, leaf)
    if not runs:
        return
    if not isinstance(leaf.resources.get("/Font"), Dictionary):
        leaf.resources.Font = Dictionary()
    name = leaf.add_resource(unseen, Name.Font, Name("/" + font.NAME), replace_existing=True)
    box = tuple(float(v) for v in leaf.cropbox)
    content = draw(runs, on_page(page, box, turn), name)  # type: ignore[arg-type]
    leaf.contents_add(b"q\n", prepend=True)
    leaf.contents_add(b"\nQ\n" + content)


def on_page(page: Page, box: tuple[float, float, float, float], rotation: int) -> Put:
    """From fractions of the straight page to the space of a PDF page with this crop box and
    /Rotate, by way of the paper as scanned."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0

    def put(x: float, y: float) -> tuple[float, float]:
        u, v = map_point(page.to_paper, x, y)
        if rotation == 90:
            return x0 + v * wide, y0 + u * high
        if rotation == 180:
            return x1 - u * wide, y0 + v * high
        if rotation == 270:
            return x1 - v * wide, y1 - u * high
        return x0 + u * wide, y1 - v * high

    return put
