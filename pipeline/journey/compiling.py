"""What people take home, made of published letters: in one piece, or, for a large corpus, by
province, as nobody can open a page or a workbook of a hundred thousand letters."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.compile import exports, graph, report, workbook
from pipeline.compile.columns import TABLES
from pipeline.compile.directory import write_directory
from pipeline.compile.growing import growing_tables
from pipeline.compile.register import Register, make_register
from pipeline.compile.shelved import Shelved
from pipeline.compile.split import Part, PartRow, split, summed
from pipeline.compile.tables import ordered
from pipeline.errors import Code
from pipeline.journey.entries import Progress
from pipeline.records import Outline
from pipeline.settings import Settings

GRAPH = "citations.graphml"
WORKBOOK, PAGE, TABLE_FOLDER = "compliance.xlsx", "report.html", "tables"
NOT_IN_PARTS = ("reporters",)
"""Tables that need all letters at once: a province's letters don't say who did not report."""
_OF_PARTS = ("report-*.html", "compliance-*.xlsx", "citations-*.graphml")


def compile_all(
    out: Path,
    documents: Shelved,
    settings: Settings,
    outlines: Sequence[Outline],
    progress: Progress,
) -> Sequence[dict[str, Any]]:
    """Tables, workbook, pages and graph of all letters; the letters. What an earlier run left
    that is not made again goes."""
    if len(documents) > settings.split_above:
        _in_parts(out, documents, settings, outlines, progress)
        return documents
    progress.stage("compiling")
    whole = list(documents)
    _clear(out, set())
    lang, register = settings.lang, make_register(whole, outlines)
    graph.write_graphml(graph.citation_graph(whole), out / GRAPH)
    exports.write_tables(whole, out / TABLE_FOLDER, outlines, register)
    workbook.write_workbook(whole, out / WORKBOOK, lang, outlines, register=register)
    gc.collect()  # a workbook is rings of objects
    report.write_letter_pages(whole, out, lang)
    report.write_report(whole, out, out / PAGE, lang, outlines=outlines, register=register)
    return whole


def parts_in(out: Path) -> list[str]:
    """The files of the parts that a run left, by name."""
    return sorted(path.name for like in _OF_PARTS for path in out.glob(like))


def _in_parts(
    out: Path,
    documents: Shelved,
    settings: Settings,
    outlines: Sequence[Outline],
    progress: Progress,
) -> None:
    """One part in memory at a time."""
    parts = split(documents, settings.split_above)
    progress.stage("compiling", len(parts))
    _clear(out, {name for part in parts for name in (part.page, part.workbook, part.graph)})
    (out / GRAPH).unlink(missing_ok=True)
    for name in NOT_IN_PARTS:
        for end in ("csv", "parquet"):
            (out / TABLE_FOLDER / f"{name}.{end}").unlink(missing_ok=True)
    names = [name for name in TABLES if name not in NOT_IN_PARTS]
    rows: list[PartRow] = []
    with growing_tables(out / TABLE_FOLDER, names) as add:
        for part in parts:
            letters = ordered(documents.chosen(part.places))
            register = make_register(letters, outlines)
            add(exports.facts_of(letters, outlines, register))
            _write_part(out, part, letters, settings, register)
            rows.append(summed(part, letters))
            progress.step()
            del letters, register
            gc.collect()  # pages and workbooks are rings of objects: they would pile up
    write_directory(rows, out, settings.lang)


def _write_part(
    out: Path,
    part: Part,
    letters: Sequence[dict[str, Any]],
    settings: Settings,
    register: Register,
) -> None:
    lang = settings.lang
    graph.write_graphml(graph.citation_graph(letters), out / part.graph)
    workbook.write_workbook(letters, out / part.workbook, lang, page=part.page, register=register)
    gc.collect()  # a workbook is rings of objects
    # A copy shares the folder of the letter itself, which may be in another part.
    own = [d for d in letters if all(e["code"] != Code.DUPLICATE for e in d["errors"])]
    report.write_letter_pages(own, out, lang)
    report.write_report(letters, out, out / part.page, lang, register=register)


def _clear(out: Path, made: set[str]) -> None:
    """Parts of an earlier run that are not made again would be taken for results of this one."""
    for name in parts_in(out):
        if name not in made:
            (out / name).unlink()
