"""How each thing to take home is made of letters: one function a recipe, files into a folder.

``make`` may run in another process: an ``Order`` can be sent there, and nothing is returned but
the files.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically
from pipeline.messages import Lang, speak
from pipeline.records import Outline

Published = dict[str, Any]
ROWS = "rows"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Of files in archives: the same letters give the same bytes."""


@dataclass(frozen=True, slots=True)
class Order:
    """``recipe`` of the letters ``documents`` (their pictures lie under ``out``) into ``folder``.
    ``outline`` is the file that the run was asked to score by, empty for all known ones; ``of``
    names one outline among the results."""

    recipe: str
    documents: Sequence[Published]
    out: Path
    folder: Path
    lang: Lang = "vi"
    outline: str = ""
    of: str | None = None


def make(order: Order) -> None:
    """Raises ``NoInput`` where there is nothing to make it of, and ``OutputUnwritable``."""
    speak(order.lang)
    RECIPES[order.recipe](order)


def _facts(order: Order) -> None:
    from pipeline.compile.contract import write_documents

    write_documents(order.documents, order.folder / "documents.jsonl")


def _workbook(order: Order) -> None:
    from pipeline.compile.workbook import write_workbook

    target = order.folder / "compliance.xlsx"
    write_workbook(order.documents, target, order.lang, _outlines(order))


def _report(order: Order) -> None:
    from pipeline.compile.report import write_report

    target = order.folder / "report.html"
    write_report(order.documents, order.out, target, order.lang, outlines=_outlines(order))


def _graph(order: Order) -> None:
    from pipeline.compile.graph import citation_graph, write_graphml

    write_graphml(citation_graph(order.documents), order.folder / "citations.graphml")


def _tables(order: Order) -> None:
    """Also each table as JSON, for the desk's own interface."""
    from pipeline.compile.exports import facts_of, frames, write_facts

    facts = facts_of(order.documents, _outlines(order))
    write_facts(facts, order.folder / "tables")
    zip_folder(order.folder / "tables", order.folder / "tables.zip")
    for name, frame in frames(facts).items():
        told = frame.to_json(orient="records", force_ascii=False, double_precision=10)
        write_atomically(order.folder / ROWS / f"{name}.json", told.encode("utf-8"))


def _register(order: Order) -> None:
    from pipeline.compile.register import make_register
    from pipeline.compile.register.figures import rolls_of
    from pipeline.compile.register.sheets import write_register_book

    made = make_register(list(order.documents), _outlines(order))
    target = order.folder / "register.xlsx"
    write_register_book(made, rolls_of(made), target, order.folder, order.lang)


def _reminders(order: Order) -> None:
    """Drafts of letters to those who have not reported, a folder for each campaign and list."""
    from pipeline.compile.register import make_register
    from pipeline.compile.register.drafts import write_drafts
    from pipeline.compile.register.figures import rolls_of
    from pipeline.compile.reminder import file_name, reminders
    from pipeline.errors import NoInput

    folder = order.folder / "reminders"
    documents = list(order.documents)
    for roll in rolls_of(make_register(documents, _outlines(order))):
        name = file_name(f"{roll.campaign.name}-{roll.reporters.name}")
        write_drafts(folder / name, reminders(roll, documents))
    if not folder.is_dir():
        raise NoInput(what="reminders")
    zip_folder(folder, order.folder / "reminders.zip")


def _synthesis(order: Order) -> None:
    from pipeline.compile.plots import annex
    from pipeline.compile.synthesis import compose, find_outline, write_synthesis

    outline = find_outline(order.documents, _asked(order))
    made = compose(order.documents, outline)
    write_synthesis(made, order.folder / "synthesis.docx", annex(order.documents, outline))


def _asked(order: Order) -> str | None:
    """The outline's file where it is the one meant: a file says more than results do."""
    for outline in _outlines(order) or ():
        if outline.name == order.of:
            return order.outline
    return order.of


def _outlines(order: Order) -> Sequence[Outline] | None:
    from pipeline.knowledge.outlines import load_outline

    return (load_outline(Path(order.outline)),) if order.outline else None


RECIPES: dict[str, Callable[[Order], None]] = {
    "facts": _facts,
    "workbook": _workbook,
    "report": _report,
    "graph": _graph,
    "tables": _tables,
    "register": _register,
    "reminders": _reminders,
    "synthesis": _synthesis,
}


def zip_folder(folder: Path, target: Path) -> None:
    """All files of a folder but for hidden notes, in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.name.startswith("."):
                continue
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    write_atomically(target, out.getvalue())


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table that ``tables`` made."""
    rows: list[dict[str, Any]] = json.loads((folder / ROWS / f"{name}.json").read_bytes())
    return rows
