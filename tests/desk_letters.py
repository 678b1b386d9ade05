"""Published letters for the tests of the review desk, with an outline whose weights differ.

``report(at)`` is one, with a handwritten number and verdicts to settle; ``many(n)`` a whole
corpus, as large as an office has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from pipeline.points import POINTS, parent_content, part_scores
from pipeline.records import ItemVerdict, Outline, OutlineItem
from tests.compile_letters import letter, value

OUTLINE = Outline(
    "de-cuong-thu", "Đề cương báo cáo thử", "12/HD-ABC", "999/QĐ-TTg", "2022-05-31", ("report",),
    (
        OutlineItem("I", "Tình hình chung"),
        OutlineItem("I.1", "Thuận lợi"),
        OutlineItem("I.2", "Khó khăn"),
        OutlineItem("II", "Kết quả"),
        OutlineItem("II.1", "Chỉ đạo, phát động phong trào", weight=3.0),
        OutlineItem("II.2", "Khen thưởng", optional=True),
        OutlineItem("II.3", "Kiểm tra, đôn đốc", weight=2.0),
    ),
)  # fmt: skip
LARGE = Outline(
    "de-cuong-lon", "Đề cương ba mươi mục", "12/HD-ABC", "999/QĐ-TTg", None, ("report",),
    tuple(
        OutlineItem(f"{part}{leaf}", f"Nội dung {part}{leaf}")
        for part in ("I", "II", "III", "IV", "V", "VI")
        for leaf in ("", ".1", ".2", ".3", ".4")
    ),
)  # fmt: skip
"""As long as a real one."""
Verdicts = dict[str, tuple[str, str, float, bool]]
USUAL: Verdicts = {
    "I.1": ("kept", "full", 0.95, False),
    "I.2": ("none", "none", 0.6, True),
    "II.1": ("kept", "thin", 0.7, True),
    "II.2": ("none", "none", 0.9, False),
    "II.3": ("renamed", "full", 0.8, True),
}
"""Heading, content, confidence, review of each leaf."""
_WORDS = (
    "phong trào thi đua cơ quan đơn vị cán bộ công chức viên chức người lao động thực hiện kế hoạch"
    " tuyên truyền kiểm tra đôn đốc tập thể cá nhân khen thưởng sáng kiến hội nghị văn bản chỉ đạo"
    " nếp sống văn minh kỷ luật trang phục giao tiếp ứng xử tiết kiệm môi trường xanh sạch đẹp"
    " kết quả tồn tại hạn chế nguyên nhân bài học kinh nghiệm đề xuất kiến nghị phương hướng"
)


def coverage(verdicts: Verdicts = USUAL, outline: Outline = OUTLINE) -> dict[str, Any]:
    """A report against an outline, counted as the machine counts."""
    items: dict[str, dict[str, Any]] = {}
    for item in reversed(outline.items):
        heading, content, sure, review = verdicts.get(item.id, ("kept", "", 0.9, False))
        if children := [(c, items[c.id]["content"]) for c in outline.children(item.id)]:
            content = parent_content(children, own=True)
        there = content != "none"
        place = {"page": 1, "box": [0.1, 0.2, 0.9, 0.25]}
        items[item.id] = {
            "id": item.id,
            "title": item.title,
            "heading": heading,
            "content": content,
            "printed_heading": item.title if heading != "none" else None,
            "moved": False,
            "score": {str(c): p for c, p in POINTS.items()}[content],
            "confidence": sure,
            "review": review,
            "why": None,
            "evidence": [{**place, "quote": f"- Về {item.title.lower()}: …"}] if there else [],
        }
    rows = [items[item.id] for item in outline.items]
    scores = part_scores(outline, [_judged(row) for row in rows])
    return {
        "outline": outline.name,
        "score": scores[0].lenient,
        "scores": [
            {"part": s.id or None, "lenient": s.lenient, "strict": s.strict} for s in scores
        ],
        "order_changed": False,
        "items": rows,
        "extra_sections": [],
    }


def report(
    at: int = 0, verdicts: Verdicts = USUAL, outline: Outline = OUTLINE, **more: Any
) -> dict[str, Any]:
    """A report whose number is written by hand, and doubted."""
    made = letter(at, coverage=coverage(verdicts, outline), **more)
    spot = (0.12, 0.1, 0.2, 0.12)
    doubt = {"confidence": 0.55, "review": True, "raw": "Số: 11? /BC-UBND"}
    made["fields"]["number"] = value("115", spot, **doubt)
    made["fields"]["number_symbol"] = value("115/BC-UBND", spot, **doubt)
    made["fields"]["subject"] |= {"confidence": 0.7, "review": True}
    return made


def many(letters: int, pages: int = 8, words: int = 320) -> Iterator[dict[str, Any]]:
    """Reports with pages full of words against ``LARGE``, the same at each call."""
    chance = random.Random(8544)  # noqa: S311 (a corpus, no secret)
    leaves = [item.id for item in LARGE.items if item.parent]
    for at in range(letters):
        verdicts = {
            id: (
                chance.choice(("kept", "renamed", "merged", "none")),
                chance.choice(("full", "thin", "none")),
                round(chance.uniform(0.4, 0.99), 3),
                chance.random() < 0.3,
            )
            for id in leaves
        }
        made = report(at, verdicts, LARGE)
        head = made["text"][0]
        text = [" ".join(chance.choices(_WORDS.split(), k=words)) for _ in range(pages)]
        made["text"] = [f"{head}\n{text[0]}\nSố {at}/BC-UBND", *text[1:]]
        made["pages"] = pages
        yield made


def _judged(row: dict[str, Any]) -> ItemVerdict:
    names = ("id", "title", "heading", "content", "printed_heading", "moved", "score")
    return ItemVerdict(*(row[n] for n in names), row["confidence"], row["review"])
