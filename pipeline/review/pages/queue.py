"""The queue: one doubt after another, as parts of one page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.review.context import Context, context
from pipeline.review.pages.card import CHOICES, card_of, said, texts_of
from pipeline.review.pages.frame import render
from pipeline.review.pages.pictures import has_pictures
from pipeline.store.types import Doubt

router = APIRouter(include_in_schema=False)
_DOUBTS = 500


@router.get("/")
def queue(request: Request, at: str = "") -> Response:
    """Begins with the doubt named ``at``, where it is still open, else with the first."""
    here = context(request)
    doubt = (at and by_key(here, at)) or here.desk.next_doubt(None)
    return render(request, "queue.html.j2", **_shown(here, doubt))


@router.get("/queue/card")
def card(request: Request, after: str = "", key: str = "") -> Response:
    """The card that follows the one named ``after``, or the card named ``key``. After the last
    one come those that were skipped; the one it follows is never given again."""
    here = context(request)
    if key:
        return render(request, "card.html.j2", **_shown(here, by_key(here, key)))
    doubt = here.desk.next_doubt(after or None)
    again = doubt is None and bool(after)
    if again:
        doubt = here.desk.next_doubt(None)
    if doubt is not None and doubt.key == after:
        doubt = None
    return render(request, "card.html.j2", **_shown(here, doubt, again))


def by_key(here: Context, key: str) -> Doubt | None:
    """The open doubt of this name; None once it is settled."""
    open = here.desk.doubts(0, _DOUBTS, sha256=key.partition("/")[0]).rows
    return next((doubt for doubt in open if doubt.key == key), None)


def _shown(here: Context, doubt: Doubt | None, again: bool = False) -> dict[str, Any]:
    document = here.desk.letter(doubt.sha256) if doubt else None
    if doubt is None or document is None:
        return {"card": None}
    card = card_of(doubt, document, here.lang)
    return {
        "card": card,
        "said": said(card, here.lang),
        "left": here.desk.doubts(0, 1).total,
        "again": again,
        "texts": () if has_pictures(here.out, document) else texts_of(document, doubt),
        "heading_choices": CHOICES["heading"],
    }
