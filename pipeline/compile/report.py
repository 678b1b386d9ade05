"""``report.html``: one offline page with the matrix, the register and every verdict's evidence.

The page asks the network for nothing, and its policy forbids it. Whatever a letter says reaches
the browser escaped by the template, or as JSON data that the script sets as text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.compile.cutouts import Cutouts, cut
from pipeline.compile.labels import LABELS, Lang, label, named
from pipeline.compile.overview import figures
from pipeline.compile.phrases import verdict_codes
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
    verdicts,
)
from pipeline.files import write_atomically

TEMPLATES = Path(__file__).with_name("templates")
_LONGEST_QUOTE = 600
_AROUND = 240
"""Characters of context on each side of a quote, where there is no picture of the page."""


def write_report(
    documents: Sequence[Published], out: Path, path: Path, lang: Lang = "vi"
) -> None:
    """Writes the page in one step; the same documents and pictures give the same bytes. Page
    pictures are looked for under ``out``. Raises ``OutputUnwritable``."""
    write_atomically(path, render(documents, out, lang).encode("utf-8", "replace"))


def render(documents: Sequence[Published], out: Path, lang: Lang = "vi") -> str:
    """The page as text."""
    letters = ordered(documents)
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
        "matrices": matrices(letters),
        "decisions": decisions(letters),
        "kinds": sorted({d.get("kind", "unknown") for d in letters}),
        "data": ((anchor(d), _json(letter_data(d, out))) for d in letters),
    }
    return _environment(lang).get_template("report.html.j2").render(context)


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
        anchor=anchor,
        codes=lambda item: (verdict_codes(item, "vi"), verdict_codes(item, "en")),
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


def letter_data(document: Published, out: Path) -> dict[str, Any]:
    """What the page shows of one letter when something in it is opened."""
    cutouts = _cutouts(document, out)
    coverage = document["coverage"]
    return {
        "anchor": anchor(document),
        "name": name_of(document),
        "file": document["file"],
        "kind": document.get("kind", "unknown"),
        "status": document["status"],
        "errors": document["errors"],
        "score": coverage["score"] if coverage else None,
        "stale": bool(coverage and coverage.get("corrected")),
        "order_changed": bool(coverage and coverage["order_changed"]),
        "extra": coverage["extra_sections"] if coverage else [],
        "fields": [
            {**_told(value, cutouts), "name": name, "anchor": anchor(document, "f", name)}
            | {"value": shown(value["value"]), "raw": value["raw"], "source": value["source"]}
            for name, value in document["fields"].items()
        ],
        "items": [
            {**_told(verdict.item, cutouts), **_item(verdict.item), "anchor": verdict.anchor}
            | {"evidence": [_evidence(document, e, cutouts) for e in verdict.item["evidence"]]}
            for verdict in verdicts(document)
        ],
        "references": [
            _reference(document, at, reference, cutouts)
            for at, reference in enumerate(document["references"])
        ],
        "cites": {k: v for k, v in document["cites"].items() if k != "via"},
        "via": [_link(document, link, cutouts) for link in document["cites"].get("via", ())],
        "strips": [
            {"uri": s.uri, "page": s.page, "width": s.width, "height": s.height}
            for s in cutouts.strips
        ],
    }


def _told(found: dict[str, Any], cutouts: Cutouts) -> dict[str, Any]:
    """What values and verdicts have in common."""
    told = {key: found.get(key) for key in ("confidence", "review", "why", "page")}
    return {**told, "cut": _cut(cutouts, found)}


def _item(item: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "title", "heading", "content", "printed_heading", "moved", "score", "source")
    return {name: item.get(name) for name in names}


def _reference(
    document: Published, at: int, reference: dict[str, Any], cutouts: Cutouts
) -> dict[str, Any]:
    names = ("symbol", "name", "type", "date", "issuer", "raw", "confidence", "mentions")
    return {
        **{name: reference.get(name) for name in names},
        "anchor": anchor(document, "r", str(at)),
        "findings": list(reference.get("findings", ())),
        "places": [{"page": p["page"], "cut": _cut(cutouts, p)} for p in reference["places"]],
    }


def _link(document: Published, link: dict[str, Any], cutouts: Cutouts) -> dict[str, Any]:
    names = ("decision", "how", "through", "file")
    return {name: link.get(name) for name in names} | _evidence(document, link, cutouts)


def _evidence(document: Published, place: dict[str, Any], cutouts: Cutouts) -> dict[str, Any]:
    """A quote with its cut-out; on paperless input with the words around it instead."""
    quote = place["quote"]
    told = {"page": place["page"], "cut": _cut(cutouts, place), "quote": quote[:_LONGEST_QUOTE]}
    if told["cut"] is None:
        told["context"] = _context(document, place["page"], quote)
    return told


def _context(document: Published, page: int | None, quote: str) -> list[str] | None:
    """Before, quote, after, of the page's text; None where the quote is not found there."""
    if page is None or not 0 < page <= len(document["text"]) or not quote:
        return None
    before, found, after = document["text"][page - 1].partition(quote)
    return [before[-_AROUND:], found[:_LONGEST_QUOTE], after[:_AROUND]] if found else None


def _cut(cutouts: Cutouts, place: dict[str, Any]) -> dict[str, Any] | None:
    found = cutouts.find(place.get("page"), place.get("box"))
    if not found:
        return None
    return {"strip": found.strip, "box": [round(v, 4) for v in found.box], "open": found.open}


def _cutouts(document: Published, out: Path) -> Cutouts:
    folder = document.get("folder")
    if not folder:
        return Cutouts(())
    pages = (out / folder / "pages").resolve()
    if not pages.is_relative_to(out.resolve()):
        return Cutouts(())  # a folder that leads out of the output is none of ours
    return cut(pages, _wanted(document))


def _wanted(document: Published) -> Iterator[tuple[int | None, list[float] | None]]:
    """What must be seen on paper. Further mentions are shown where a strip happens to hold
    them."""
    first_evidence = [v.evidence for v in verdicts(document)]
    places = (*document["fields"].values(), *first_evidence, *document["references"])
    for place in (*places, *document["cites"].get("via", ())):
        yield place["page"], place["box"]


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
