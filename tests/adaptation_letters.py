"""Made-up published reports with real sentences, for the tests of adaptation and synthesis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.compile_letters import letter, value

OUTLINE = "Đề cương 12/HD-ABC"
TITLES = {
    "I": "TÌNH HÌNH CHUNG",
    "I.1": "Thuận lợi",
    "I.2": "Khó khăn",
    "II": "KẾT QUẢ THỰC HIỆN",
    "II.1": "Ban hành văn bản chỉ đạo",
    "II.2": "Công tác tuyên truyền",
    "II.3": "Công tác khen thưởng",
    "III": "ĐÁNH GIÁ, KIẾN NGHỊ",
    "III.1": "Tồn tại, hạn chế",
    "III.2": "Bài học kinh nghiệm",
    "III.3": "Đề xuất, kiến nghị",
}
"""The outline of these reports: eleven items, eight of them leaves."""

Said = dict[str, Any]


def said(
    id: str,
    *quotes: str,
    heading: str = "kept",
    printed: str | None = None,
    content: str = "full",
    page: int = 1,
    **more: Any,
) -> Said:
    """How a report answers one item: ``quotes`` under a ``printed`` heading."""
    title = TITLES[id]
    own = printed or (None if heading == "none" else f"{id.rsplit('.', maxsplit=1)[-1]}. {title}")
    score = {"full": 1.0, "thin": 0.5, "none": 0.0}[content]
    return {
        "id": id,
        "title": title,
        "heading": heading,
        "content": content,
        "printed_heading": own,
        "moved": False,
        "score": score,
        "confidence": 0.95,
        "review": False,
        "why": None,
        "evidence": [{"page": page, "box": None, "quote": q} for q in quotes],
        **more,
    }


def absent(id: str, **more: Any) -> Said:
    """An item that the report says nothing about."""
    return said(id, heading="none", content="none", **more)


def report(
    province: str,
    items: Sequence[Said],
    *,
    pages: Sequence[str] | None = None,
    number: str = "45",
    date: str = "2022-05-20",
    **more: Any,
) -> dict[str, Any]:
    """A report of a province that says ``items`` in this order; items left out are absent. Its
    text is made of headings and quotes, a line each, unless ``pages`` says otherwise."""
    given = {item["id"]: item for item in items}
    lines = []
    for item in items:
        if item["printed_heading"] and item["printed_heading"] not in lines:
            lines.append(item["printed_heading"])
        lines += [e["quote"] for e in item["evidence"]]
    base = letter(0, file=f"bc-{number}-{province}.pdf", sha256=f"{province}{number}")
    fields = {
        "issuer": value(f"Ủy ban nhân dân tỉnh {province}"),
        "province": value(province),
        "number": value(number),
        "number_symbol": value(f"{number}/BC-UBND"),
        "doc_type": value("Báo cáo"),
        "date": value(date),
    }
    listed = [given.get(id, absent(id)) for id in TITLES]
    coverage = {
        "outline": OUTLINE,
        "score": sum(i["score"] for i in listed) / len(listed),
        "order_changed": False,
        "items": listed,
        "extra_sections": [],
    }
    text = list(pages) if pages is not None else ["\n".join(lines)]
    blank: dict[str, Any] = {"references": [], "quantities": [], "folder": None}
    return {**base, **blank, "fields": fields, "coverage": coverage, "text": text, **more}


def count(number: int, unit: str, section: str, **more: Any) -> dict[str, Any]:
    """A published quantity."""
    base = {"count": number, "count_max": None, "unit": unit, "award": None, "page": 1}
    raw = f"{number} {unit}"
    return {**base, "raw": raw, "box": None, "section": section, "ceiling": False, **more}
