"""What is wrong with a letter's labels: said before they mislead a measurement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline.text import squash
from tools.letters.gold import CITING, citing_pattern, find_evidence
from tools.letters.layout import set_letter
from tools.letters.letter import Letter
from tools.letters.pages import Flow, flow_of

_HEADINGS = ("kept", "renamed", "merged", "none")
_CONTENTS = ("full", "thin", "none")
_CITES = ("direct", "indirect", "none")
_LABEL_KEYS = {
    "issuer", "issuer_parent", "province", "doc_type", "references", "references_other", "cites",
    "quantities", "outline", "extra_sections", "order_changed", "notes",
}  # fmt: skip
_ITEM_KEYS = {"heading", "content", "accept", "moved", "printed_heading", "quote", "why"}
_QUANTITY_KEYS = {"text", "count", "range", "unit", "award", "section", "kind", "context"}


def check_letter(letter: Letter, outlines: Path) -> list[str]:
    """One line a fault; none is a sound letter. ``outlines`` is the folder of outline files."""
    sheets = set_letter(letter)
    flow = flow_of(sheets)
    found = [
        *_shape(letter),
        *_references(letter, flow_of(sheets, CITING)),
        *_quantities(letter, flow),
        *_outline(letter, flow, outlines),
    ]
    return [f"{letter.id}: {fault}" for fault in found]


def check_splits(letters: Sequence[Letter]) -> list[str]:
    """An issuer whose letters lie in two splits would be learnt from and tested on."""
    split_of: dict[str, str] = {}
    faults = []
    for letter in letters:
        issuer = str(letter.gold.get("issuer"))
        if split_of.setdefault(issuer, letter.split) != letter.split:
            faults.append(
                f"{letter.id}: {issuer} is in the splits {split_of[issuer]} and {letter.split}"
            )
    return faults


def _shape(letter: Letter) -> Iterator[str]:
    gold = letter.gold
    for key in ("issuer", "doc_type", "references", "cites"):
        if gold.get(key) is None:
            yield f"gold.{key} is missing"
    for key in sorted(set(gold) - _LABEL_KEYS):
        yield f"gold.{key} is not a known label"
    for decision, verdict in (gold.get("cites") or {}).items():
        if verdict not in _CITES:
            yield f"gold.cites.{decision}: {verdict!r}"
    if letter.kind == "dispatch" and letter.title_type:
        yield "a công văn has no title"
    if letter.kind != "dispatch" and not letter.title_type:
        yield f"a {letter.kind} needs a title"
    if (letter.outline is not None) != bool(gold.get("outline")):
        yield "outline and gold.outline must both be there or both be missing"


def _references(letter: Letter, flow: Flow) -> Iterator[str]:
    for reference in letter.gold.get("references") or []:
        symbol = reference.get("symbol")
        if not symbol:
            yield f"a reference without symbol: {reference} (see references_other)"
            continue
        found = len(flow.pages(citing_pattern(reference)))
        if found != reference.get("mentions"):
            yield f"{symbol}: {reference.get('mentions')} mentions labelled, {found} printed"
    for name in letter.gold.get("references_other") or []:
        if flow.find(name) < 0:
            yield f"references_other {name!r} is not printed"


def _quantities(letter: Letter, flow: Flow) -> Iterator[str]:
    seen: dict[str, int] = {}
    for quantity in letter.gold.get("quantities") or []:
        text = str(quantity.get("text"))
        for key in sorted(set(quantity) - _QUANTITY_KEYS):
            yield f"quantity {text!r}: unknown key {key}"
        if quantity.get("kind") not in ("result", "ceiling"):
            yield f"quantity {text!r}: kind {quantity.get('kind')!r}"
        context = quantity.get("context")
        start = flow.find(context) if context else seen.get(text, 0)
        at = flow.find(text, max(start, 0))
        if start < 0 or at < 0:
            yield f"quantity {text!r} is not printed (again)"
        else:
            seen[text] = at + len(text)


def _outline(letter: Letter, flow: Flow, outlines: Path) -> Iterator[str]:
    if letter.outline is None:
        return
    path = outlines / f"{letter.outline}.yaml"
    if not path.exists():
        yield f"there is no outline {path}"
        return
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    wanted = [str(item["id"]) for item in data["items"]]
    items = letter.gold.get("outline") or {}
    for id in wanted:
        if id not in items:
            yield f"outline {id} is not labelled"
    for id, item in items.items():
        if id not in wanted:
            yield f"outline {id} is no item of {letter.outline}"
        yield from (f"outline {id}: {fault}" for fault in _item(item, flow))
    for title in letter.gold.get("extra_sections") or []:
        if flow.find(title) < 0:
            yield f"extra section {title!r} is not printed"


def _item(item: dict[str, Any], flow: Flow) -> Iterator[str]:
    for key in sorted(set(item) - _ITEM_KEYS):
        yield f"unknown key {key}"
    heading, content = item.get("heading"), item.get("content")
    if heading not in _HEADINGS or content not in _CONTENTS:
        yield f"heading {heading!r}, content {content!r}"
    if (heading == "none") != (item.get("printed_heading") is None):
        yield f"heading {heading} does not fit printed_heading {item.get('printed_heading')!r}"
    if content != "none" and not item.get("quote") and heading == "none":
        yield f"content {content} without a quote"
    if item.get("accept") and content not in item["accept"]:
        yield "accept does not hold content"
    if find_evidence(item, flow) == -1:
        shown = item.get("quote") or item.get("printed_heading") or ""
        yield f"not printed: {squash(shown)[:60]!r}"
