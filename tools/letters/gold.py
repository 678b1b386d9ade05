"""Gold labels of a letter: what its author says, and what follows from how it was set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tools.letters.damage import Pose, grade_of, pose_of
from tools.letters.fonts import SCALE
from tools.letters.layout import set_letter
from tools.letters.letter import Letter
from tools.letters.pages import Flow, flow_of
from tools.letters.sheet import Sheet

_CONTEXT = 40  # characters of print around a quantity


def make_gold(letter: Letter) -> dict[str, Any]:
    """The labels of a letter, ready for JSON. Boxes hold for the letter's own grade of scan."""
    sheets = set_letter(letter)
    flow, said = flow_of(sheets), letter.gold
    return {
        "id": letter.id,
        "split": letter.split,
        "kind": letter.kind,
        "grade": letter.look.grade,
        "about": letter.about,
        "pages": len(sheets),
        **_header(letter),
        "references": [_reference(r, flow_of(sheets, CITING)) for r in said["references"]],
        "references_other": said.get("references_other", []),
        "cites": said["cites"],
        "quantities": _quantities(said.get("quantities", []), flow),
        "outline_name": letter.outline,
        "outline": _outline(said.get("outline") or {}, flow) or None,
        "extra_sections": said.get("extra_sections", []),
        "order_changed": bool(said.get("order_changed", False)),
        **_ink(letter, sheets),
    }


# Where other texts are cited: not in the header, whose number is the letter's own.
CITING = ("title", "body")


def citing_pattern(reference: Mapping[str, Any]) -> re.Pattern[str]:
    """All printed forms of a reference: its symbol, and what its author lists as ``as_printed``."""
    printed = reference.get("as_printed") or []
    forms = [reference["symbol"], *([printed] if isinstance(printed, str) else printed)]
    body = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<![\w/.-])(?:{body})(?![\w/])")


def _header(letter: Letter) -> dict[str, Any]:
    head, said = letter.header, letter.gold
    read = head.number_by in ("print", "hand")
    number = head.number if read else None
    full = f"{number}{head.joint}{head.symbol}" if number else None
    month = f"{head.year}-{int(head.month):02d}"
    lines = letter.title_subject or head.subject_lines
    return {
        "doc_type": said["doc_type"],
        "number": number,
        "number_state": {"blank": "blank", "struck": "unreadable"}.get(head.number_by, "read"),
        "symbol": head.symbol,
        "number_symbol": full,
        "date": f"{month}-{int(head.day):02d}" if head.day else month,
        "date_precision": "day" if head.day else "month",
        "place": head.place,
        "issuer_parent": said.get("issuer_parent"),
        "issuer": said["issuer"],
        "issuer_printed": "\n".join(head.issuer),
        "issuer_parent_printed": "\n".join(head.parent) or None,
        "province": said.get("province"),
        "subject": re.sub(r"^V/v:?\s*", "", " ".join(lines)),
        "addressees": list(letter.addressees),
        "signer_authority": "\n".join(letter.authority) or None,
        "signer_title": letter.signer_title,
        "signer_name": letter.signer_name,
        "recipients": list(letter.recipients),
        "urgency": head.urgency,
        "incoming_stamp": _incoming(letter),
    }


def _incoming(letter: Letter) -> dict[str, Any] | None:
    stamp = letter.header.incoming
    if stamp is None:
        return None
    date = None
    if stamp.year and stamp.month and stamp.day:
        date = f"{stamp.year}-{int(stamp.month):02d}-{int(stamp.day):02d}"
    return {"office": stamp.office, "number": stamp.number, "date": date}


def _reference(reference: Mapping[str, Any], flow: Flow) -> dict[str, Any]:
    pages = flow.pages(citing_pattern(reference))
    return {**reference, "pages": sorted(set(pages))}


def _quantities(many: Sequence[Mapping[str, Any]], flow: Flow) -> list[dict[str, Any]]:
    """Each with its page and the print around it; equal texts stand in the author's order, and
    ``context`` in the author's label says which place is meant where order is not enough."""
    out, seen = [], dict[str, int]()
    for quantity in many:
        text = quantity["text"]
        at = seen.get(text, 0)
        if quantity.get("context"):
            start = flow.find(quantity["context"])
            at = max(start, 0)
        start = flow.find(text, at)
        seen[text] = start + len(text)
        around = flow.text[max(0, start - _CONTEXT) : start + len(text) + _CONTEXT]
        page = flow.page(start) if start >= 0 else None
        out.append({**quantity, "page": page, "context": around.strip()})
    return out


def _outline(items: Mapping[str, Mapping[str, Any]], flow: Flow) -> dict[str, Any]:
    """Each item with the page where its evidence begins; the evidence follows its heading."""
    out = {}
    for id, item in items.items():
        start = find_evidence(item, flow)
        out[id] = {**item, "page": flow.page(start) if start is not None else None}
    return out


def find_evidence(item: Mapping[str, Any], flow: Flow) -> int | None:
    """The offset of an item's quote, or of its heading where it has none; None of neither; -1
    where the print lacks it."""
    heading, quote = item.get("printed_heading"), item.get("quote")
    top = flow.find(heading) if heading else 0
    if top < 0:
        return -1
    if not quote:
        return top if heading else None
    after = flow.find(quote, top)
    return after if after >= 0 else flow.find(quote)


def _ink(letter: Letter, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Boxes of what a pen wrote, and of gaps left empty, in fractions of the upright page."""
    grade, written, blanks = grade_of(letter), [], []
    for sheet in sheets:
        pose: Pose = pose_of(letter, sheet.number, grade)
        for ink in sheet.inks:
            if ink.what:
                high, wide = (n / SCALE for n in ink.mask.shape)
                box = pose.box((ink.x, ink.y, ink.x + wide, ink.y + high))
                found = {"what": ink.what, "text": ink.text, "page": sheet.number, "box": box}
                written.append(found)
        for gap in sheet.gaps:
            blanks.append({"what": gap.what, "page": sheet.number, "box": pose.box(gap.box)})
    return {"handwritten": written, "blanks": blanks}
