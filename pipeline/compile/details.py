"""What the page shows of one letter when something in it is opened: data, with cut-outs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.compile.cutouts import Cutouts, Spot, cut
from pipeline.compile.pages.marks import find_quote
from pipeline.compile.tables import Published, anchor, fields_of, name_of, shown, verdicts

_LONGEST_QUOTE = 400
_AROUND = 240
"""Characters of context on each side of a quote, where there is no picture of the page."""
_MENTIONS_SHOWN = 2
_OF_ITEM = ("id", "heading", "content", "printed_heading", "moved", "score", "source")
_OF_REFERENCE = ("symbol", "name", "type", "date", "issuer", "raw", "mentions")


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
        "outline": coverage["outline"] if coverage else None,
        "extra": coverage["extra_sections"] if coverage else [],
        "fields": [
            {
                **_told(value, cutouts, ("raw", "source", "page")),
                "name": name,
                "anchor": anchor(document, "f", name),
                "value": shown(value["value"]),
            }
            for name, value in fields_of(document)
        ],
        "items": [
            {
                **_told(verdict.item, cutouts, _OF_ITEM),
                "anchor": verdict.anchor,
                "evidence": [_evidence(document, e, cutouts) for e in verdict.item["evidence"]],
            }
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


def _told(found: dict[str, Any], cutouts: Cutouts, names: Sequence[str]) -> dict[str, Any]:
    """These keys, what values, verdicts and references have in common, and the cut-out."""
    told = {name: found.get(name) for name in (*names, "confidence", "review", "why")}
    return _lean({**told, "cut": _cut(cutouts, found)})


def _reference(
    document: Published, at: int, reference: dict[str, Any], cutouts: Cutouts
) -> dict[str, Any]:
    return {
        **_told(reference, cutouts, _OF_REFERENCE),
        "anchor": anchor(document, "r", str(at)),
        "findings": list(reference.get("findings", ())),
        "places": [
            _lean({"page": p["page"], "cut": _cut(cutouts, p)}) for p in reference["places"]
        ],
    }


def _link(document: Published, link: dict[str, Any], cutouts: Cutouts) -> dict[str, Any]:
    names = ("decision", "how", "through", "file")
    return _lean({name: link.get(name) for name in names}) | _evidence(document, link, cutouts)


def _evidence(document: Published, place: dict[str, Any], cutouts: Cutouts) -> dict[str, Any]:
    """A quote with its cut-out; on paperless input with the words around it instead."""
    quote = place["quote"]
    told = {"page": place["page"], "cut": _cut(cutouts, place)}
    context = None if told["cut"] else _context(document, place["page"], quote)
    if context:
        return _lean({**told, "context": context})
    return _lean({**told, "quote": quote[:_LONGEST_QUOTE]})


def _context(document: Published, page: int | None, quote: str) -> list[str] | None:
    """Before, quote, after, of the page's text; None where the quote is not found there."""
    if page is None or not 0 < page <= len(document["text"]) or not quote:
        return None
    text = document["text"][page - 1]
    spot = find_quote(text, quote)
    if spot is None:
        return None
    before, found, after = text[: spot[0]], text[spot[0] : spot[1]], text[spot[1] :]
    return [before[-_AROUND:], found[:_LONGEST_QUOTE], after[:_AROUND]]


def _cut(cutouts: Cutouts, place: dict[str, Any]) -> dict[str, Any] | None:
    found = cutouts.find(place.get("page"), place.get("box"))
    if not found:
        return None
    placed = {"box": [round(v, 4) for v in found.box], "open": found.open}
    return _lean({"strip": found.strip, **placed})


def _cutouts(document: Published, out: Path) -> Cutouts:
    folder = document.get("folder")
    if not folder:
        return Cutouts(())
    pages = (out / folder / "pages").resolve()
    if not pages.is_relative_to(out.resolve()):
        return Cutouts(())  # a folder that leads out of the output is none of ours
    return cut(pages, _wanted(document))


def _wanted(document: Published) -> Iterator[Spot]:
    """What must be seen on paper; further mentions show where a strip happens to hold them."""
    first_evidence = [v.evidence for v in verdicts(document)]
    mentions = [p for r in document["references"] for p in r["places"][:_MENTIONS_SHOWN]]
    via = document["cites"].get("via", ())
    for place in (*document["fields"].values(), *first_evidence, *mentions, *via):
        yield place["page"], place["box"]


def _lean(told: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing: the script takes a missing key for null, false or empty."""
    return {k: v for k, v in told.items() if v is not None and v is not False and v != ""}
