"""How an item of the outline was answered, with what could not be read kept apart from what the
letter leaves out."""

from __future__ import annotations

from typing import Any, Literal

from pipeline.compile.tables import Matrix, Published

State = Literal["full", "thin", "none", "unread"]
STATES: tuple[State, ...] = ("full", "thin", "none", "unread")
SIGNS: dict[State, str] = {"full": "●", "thin": "◐", "none": "○", "unread": "×"}
"""So that no state is told by its colour alone."""


def unread_pages(document: Published) -> list[int]:
    """Pages that gave nothing, by what was noted of them."""
    return sorted({e["page"] for e in document["errors"] if e["page"] is not None})


def state_of(document: Published, item: dict[str, Any]) -> State:
    """``unread``: nothing was found, a person should look, and pages of the letter could not be
    read: the item may stand there. Without such pages, nothing found means left out."""
    content: State = item["content"]
    if content == "none" and item["review"] and unread_pages(document):
        return "unread"
    return content


def tally(matrix: Matrix, item: str) -> dict[State, int]:
    """How many letters answer ``item`` in each way."""
    counts: dict[State, int] = dict.fromkeys(STATES, 0)
    for document, row in matrix.rows:
        if item in row:
            counts[state_of(document, row[item].item)] += 1
    return counts
