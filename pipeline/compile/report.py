"""``report.html``, one offline page over all letters, and a page per letter beside its pictures.

Pages ask the network for nothing, and their policy forbids it. Whatever a letter says reaches
the browser escaped by the template, or as JSON data that the script sets as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.compile.chains import missing
from pipeline.compile.collation import sort_key
from pipeline.compile.details import letter_data
from pipeline.compile.graph import citation_graph, contradictions, letter_node
from pipeline.compile.labels import LABELS, Lang, label
from pipeline.compile.missing import Roll
from pipeline.compile.overview import Figure, figures
from pipeline.compile.pages import letter
from pipeline.compile.pages.arrivals import arrivals
from pipeline.compile.pages.assets import as_json, policy, script, style, trusted
from pipeline.compile.pages.changes import changes
from pipeline.compile.pages.environment import environment, page_of, printed_date
from pipeline.compile.pages.places import place_maps
from pipeline.compile.pages.slots import Extra
from pipeline.compile.pages.states import state_of
from pipeline.compile.pages.timeline import draw_timeline
from pipeline.compile.picture import draw
from pipeline.compile.register import Register, make_register
from pipeline.compile.register.figures import register_figures, rolls_of
from pipeline.compile.tables import (
    Matrix,
    Published,
    anchor,
    clean,
    decisions,
    matrices,
    ordered,
    value_of,
    verdicts,
)
from pipeline.files import write_atomically
from pipeline.records import Outline

SCRIPTS = (
    "common.js", "tabs.js", "filters.js", "evidence.js", "panel.js", "grid.js", "map.js", "keys.js",
)  # fmt: skip
LANGUAGES: tuple[Lang, Lang] = ("vi", "en")
STYLES = ("base.css", "report.css", "map.css", "drawings.css", "print.css")


def write_report(
    documents: Sequence[Published],
    out: Path,
    path: Path,
    lang: Lang = "vi",
    extras: Sequence[Extra] = (),
    outlines: Sequence[Outline] | None = None,
    register: Register | None = None,
) -> None:
    """Writes the page in one step; the same documents and pictures give the same bytes. Page
    pictures are looked for under ``out``. ``outlines``: the campaigns there may be, with their
    deadlines; None for all known. ``register``: where it is made already. Raises
    ``OutputUnwritable``."""
    page = render(documents, out, lang, extras, outlines, register)
    write_atomically(path, page.encode("utf-8", "replace"))


def write_letter_pages(documents: Sequence[Published], out: Path, lang: Lang = "vi") -> list[Path]:
    """Writes ``OUT/letters/<folder>/index.html`` for every letter that has a folder, and returns
    their paths. Raises ``OutputUnwritable``."""
    return letter.write_pages(documents, out, lang)


def render(
    documents: Sequence[Published],
    out: Path,
    lang: Lang = "vi",
    extras: Sequence[Extra] = (),
    outlines: Sequence[Outline] | None = None,
    register: Register | None = None,
) -> str:
    """The page as text."""
    letters = ordered(documents)
    # The outline that most letters follow is shown first.
    found = sorted(matrices(letters), key=lambda matrix: -len(matrix.rows))
    code, look = script(*SCRIPTS), style(*STYLES)
    register = register or make_register(letters, outlines)
    rolls = rolls_of(register)
    provinces = {value_of(document, "province") for document in letters}
    page: str = (
        environment(lang)
        .get_template("report.html.j2")
        .render(
            policy=policy(code, look, "data:"),
            script=code,
            style=look,
            labels_json=as_json({key: list(words) for key, words in LABELS.items()}),
            first_tab="matrix" if found else "letters",
            letters=letters,
            figures=list(_figures(letters, register, rolls)),
            matrices=found,
            titles=as_json({m.outline: dict(m.items) for m in found}),
            decisions=decisions(letters),
            kinds=sorted({d.get("kind", "unknown") for d in letters}),
            provinces=sorted(provinces - {""}, key=sort_key),
            unplaced="" in provinces,
            places=[(matrix, place_maps(matrix, letters)) for matrix in found],
            timelines=list(_timelines(found, register, lang)),
            rolls=rolls,
            changes=[changes(matrix) for matrix in found],
            extras=list(extras),
            data=_data(letters, out),
            **_graphs(letters, lang),
        )
    )
    return page


def _figures(
    letters: Sequence[Published], register: Register, rolls: Sequence[Roll]
) -> Iterator[tuple[Figure, tuple[str, str]]]:
    """Each figure with its caption in both languages."""
    vietnamese, english = (
        [*figures(letters), *register_figures(register, rolls, each)] for each in LANGUAGES
    )
    for one, other in zip(vietnamese, english, strict=True):
        yield one, (one.caption("vi").strip(), other.caption("en").strip())


def _timelines(
    found: Sequence[Matrix], register: Register, lang: Lang
) -> Iterator[tuple[int, Any, Any]]:
    for at, matrix in enumerate(found):
        made = arrivals(register, matrix.outline)
        if made is not None:
            day = printed_date(made.day)
            told = label("caption.timeline", lang, count=len(made.rows), day=day)
            yield at, made, trusted(draw_timeline(made, told))


def _graphs(letters: Sequence[Published], lang: Lang) -> dict[str, Any]:
    """A picture a decision, with how many letters have no tie to it, and the two lists."""
    graph = citation_graph(letters)
    anchors = {letter_node(document): anchor(document) for document in letters}
    pictures = []
    for decision in decisions(letters):
        alone = sum(document["cites"].get(decision, "none") == "none" for document in letters)
        drawn = alone < len(letters)  # a decision alone makes no picture
        name = label("graph.name", lang, decision=clean(decision))
        svg = draw(graph, graph.graph[f"decision {decision}"], anchors, name) if drawn else ""
        pictures.append((clean(decision), trusted(clean(svg)), alone))
    return {
        "pictures": pictures,
        "missing": missing(graph),
        "contradictions": contradictions(graph, letters),
    }


def _data(letters: Sequence[Published], out: Path) -> list[tuple[str, Any]]:
    """Each letter's address and data, in order. Pillow works outside Python's lock, so threads
    help; two are enough to keep memory flat."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda d: (anchor(d), as_json(page_data(d, out))), letters))


def page_data(document: Published, out: Path) -> dict[str, Any]:
    """What the page shows of a letter when something in it is opened, with each item's state and
    the address of the letter's own page."""
    told = letter_data(document, out)
    for item, verdict in zip(told["items"], verdicts(document), strict=True):
        item["state"] = state_of(document, verdict.item)
    return {**told, "own": page_of(document.get("folder"))}
