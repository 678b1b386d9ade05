"""``report.html``: one offline page with the matrix, the register and every verdict's evidence.

The page asks the network for nothing, and its policy forbids it. Whatever a letter says reaches
the browser escaped by the template, or as JSON data that the script sets as text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.compile.chains import missing
from pipeline.compile.details import letter_data
from pipeline.compile.graph import citation_graph, contradictions, letter_node
from pipeline.compile.labels import LABELS, Lang, label, named
from pipeline.compile.overview import figures
from pipeline.compile.phrases import doubt_about, verdict_codes
from pipeline.compile.picture import draw
from pipeline.compile.tables import (
    Published,
    anchor,
    clean,
    decisions,
    doubts,
    field_of,
    matrices,
    name_of,
    ordered,
    pages_of,
    shown,
    signer_of,
    value_of,
)
from pipeline.files import write_atomically

TEMPLATES = Path(__file__).with_name("templates")


def write_report(documents: Sequence[Published], out: Path, path: Path, lang: Lang = "vi") -> None:
    """Writes the page in one step; the same documents and pictures give the same bytes. Page
    pictures are looked for under ``out``. Raises ``OutputUnwritable``."""
    write_atomically(path, render(documents, out, lang).encode("utf-8", "replace"))


def render(documents: Sequence[Published], out: Path, lang: Lang = "vi") -> str:
    """The page as text."""
    letters = ordered(documents)
    found = matrices(letters)
    script, style = (_asset(name) for name in ("report.js", "report.css"))
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src '{_hash(script)}'; style-src '{_hash(style)}'"
    )
    context = {
        "lang": lang,
        "policy": policy,
        "script": _safe(script),
        "style": _safe(style),
        "labels_json": _json({key: list(words) for key, words in LABELS.items()}),
        "letters": letters,
        "figures": figures(letters),
        "matrices": found,
        "titles": _json({m.outline: dict(m.items) for m in found}),
        "decisions": decisions(letters),
        "kinds": sorted({d.get("kind", "unknown") for d in letters}),
        "data": _data(letters, out),
        **_graphs(letters),
    }
    page: str = _environment(lang).get_template("report.html.j2").render(context)
    return page


def _graphs(letters: Sequence[Published]) -> dict[str, Any]:
    """A picture a decision, with how many letters have no tie to it, and the two lists."""
    graph = citation_graph(letters)
    anchors = {letter_node(letter): anchor(letter) for letter in letters}
    pictures = []
    for decision in decisions(letters):
        alone = sum(letter["cites"].get(decision, "none") == "none" for letter in letters)
        drawn = alone < len(letters)  # a decision alone makes no picture
        svg = draw(graph, graph.graph[f"decision {decision}"], anchors) if drawn else ""
        pictures.append((clean(decision), _safe(clean(svg)), alone))
    return {
        "pictures": pictures,
        "missing": missing(graph),
        "contradictions": contradictions(graph, letters),
    }


def _data(letters: Sequence[Published], out: Path) -> list[tuple[str, Any]]:
    """Each letter's address and data, in order. Pillow works outside Python's lock, so threads
    help; two are enough to keep memory flat."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda d: (anchor(d), _json(letter_data(d, out))), letters))


def _environment(lang: Lang) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.globals.update(
        about=lambda doubt: doubt_about(doubt, lang),
        anchor=anchor,
        codes=lambda item: [verdict_codes(item, each) for each in ("vi", "en")],
        date=_date,
        doubts=doubts,
        field=field_of,
        label=lambda key, **details: label(key, lang, **details),
        labels=LABELS,
        name=name_of,
        named=lambda group, code: named(group, code, lang),
        pages_of=pages_of,
        shown=shown,
        signer=signer_of,
        value=value_of,
    )
    return environment


def _date(iso: str) -> str:
    """``2022-05-20`` as ``20/05/2022``, ``2022-05`` as ``05/2022``."""
    return "/".join(reversed(iso.split("-")))


def _json(value: object) -> Any:
    """JSON that can stand in a page: nothing in it can end the element that holds it."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(clean(text))  # noqa: S704 (escaped just above)


def _asset(name: str) -> str:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    if "</" in text:
        raise ValueError(f"{name} would end the element that holds it")
    return text


def _safe(text: str) -> Any:
    """Our own script and style, which must reach the browser as they are."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (an asset of ours, not a letter's words)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
