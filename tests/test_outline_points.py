"""Points for the whole and for each part: lenient by content, strict by headings of one's own."""

from __future__ import annotations

import pytest

from pipeline.points import part_scores
from pipeline.records import ItemVerdict, Outline, OutlineItem, PartScore

OUTLINE = Outline(
    "thu", "Đề cương thử", None, None, None, ("report",),
    (
        OutlineItem("I", "Tình hình"),
        OutlineItem("I.1", "Thuận lợi"),
        OutlineItem("I.2", "Khó khăn"),
        OutlineItem("II", "Kết quả"),
        OutlineItem("II.1", "Khen thưởng", optional=True),
        OutlineItem("II.2", "Kiểm tra", weight=3.0),
    ),
)  # fmt: skip
EARNED = {"full": 1.0, "thin": 0.5, "none": 0.0}


def _verdicts(**answers: tuple[str, str]) -> list[ItemVerdict]:
    """(heading, content) by id, ``_`` for the dot; what is not said is not there."""
    said = {key.replace("_", "."): value for key, value in answers.items()}
    return [
        ItemVerdict(
            i.id, i.title, *said.get(i.id, ("none", "none")), None, False,  # type: ignore[arg-type]
            EARNED[said.get(i.id, ("none", "none"))[1]], 0.9, False,
        )
        for i in OUTLINE.items
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        # everything under its own heading
        (
            {"I_1": ("kept", "full"), "I_2": ("renamed", "full"), "II_1": ("kept", "full"),
             "II_2": ("kept", "full")},
            [("", 1.0, 1.0), ("I", 1.0, 1.0), ("II", 1.0, 1.0)],
        ),
        # content without a heading, or under a shared one, counts leniently alone
        (
            {"I_1": ("none", "full"), "I_2": ("merged", "full"), "II_2": ("kept", "full")},
            [("", 1.0, 0.6), ("I", 1.0, 0.0), ("II", 1.0, 1.0)],
        ),
        # thin is half a point; an optional item that is absent is not asked for
        (
            {"I_1": ("kept", "thin"), "II_2": ("kept", "thin")},
            [("", 0.4, 0.4), ("I", 0.25, 0.25), ("II", 0.5, 0.5)],
        ),
        ({}, [("", 0.0, 0.0), ("I", 0.0, 0.0), ("II", 0.0, 0.0)]),
    ],
)  # fmt: skip
def test_scores(
    answers: dict[str, tuple[str, str]], wanted: list[tuple[str, float, float]]
) -> None:
    assert part_scores(OUTLINE, _verdicts(**answers)) == tuple(PartScore(*w) for w in wanted)


def test_the_whole_lies_between_its_parts() -> None:
    whole, *parts = part_scores(OUTLINE, _verdicts(I_1=("kept", "full"), II_2=("kept", "thin")))
    assert min(p.lenient for p in parts) <= whole.lenient <= max(p.lenient for p in parts)
    assert whole.strict <= whole.lenient
