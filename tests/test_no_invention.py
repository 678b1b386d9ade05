"""Numbers and days that are not to be read come out as such, never as a value nobody checks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.headers.__main__ import run
from tools.headers.cases import SPOILT, WAYS, WHOLE, Case, make, plans, sample
from tools.headers.score import Outcome, outcomes, table
from tools.headers.spoil import make_header
from tools.letters.errors import LetterError
from tools.letters.fonts import HANDS, find_font, find_hand
from tools.letters.letter import GRADES

RIGHT_AND_SURE = 0.5  # of the sample's whole fields, so that refusing all is no way out


def _fonts_missing() -> str:
    try:
        for family in ("liberation", "tinos", "termes", "stamp"):
            find_font(family)
        for hand in HANDS:
            find_hand(hand)
    except LetterError as error:
        return str(error)
    return ""


fonts = pytest.mark.skipif(bool(_fonts_missing()), reason=_fonts_missing() or "fonts found")


def test_every_way_meets_every_grade_and_field() -> None:
    every = plans()
    spoilt = [p for p in every if p.way != "whole"]
    assert (len(spoilt), len(every)) == (SPOILT, SPOILT + WHOLE)
    assert {(p.way, p.grade) for p in every} == {(w, g) for w in (*WAYS, "whole") for g in GRADES}
    assert {(p.way, f) for p in spoilt for f in p.spoilt} == {
        (w, f) for w in WAYS for f in ("number", "day")
    }
    assert min(Counter(p.way for p in spoilt).values()) >= SPOILT // len(WAYS)


@fonts
def test_samples_hold_all_ways_and_are_the_same_each_time() -> None:
    few = sample(12, 4)
    assert {c.way for c in few} == {*WAYS, "whole"} and len(few) == 16
    assert [c.id for c in few] == [c.id for c in sample(12, 4)]


@cache
def _first(way: str, field: str) -> Case:
    return make(next(p for p in plans() if p.way == way and p.spoilt == (field,)))


@fonts
@pytest.mark.parametrize("way", ["smeared", "seal", "stamp", "cut", "absent"])
def test_spoiling_changes_the_page_and_only_near_the_place(way: str) -> None:
    from dataclasses import replace

    case = replace(_first(way, "number"), grade="clean")
    whole = replace(case, way="whole", spoilt=())
    spoilt, good = _grey(make_header(case)), _grey(make_header(whole))
    if way == "cut":
        assert spoilt.shape[1] < good.shape[1] and spoilt.shape[0] == good.shape[0]
        return
    changed = np.nonzero(np.abs(spoilt.astype(int) - good.astype(int)) > 40)
    assert len(changed[0]) > 100
    assert changed[1].max() < 0.62 * good.shape[1]  # the date is on the right


def _grey(image: Any) -> Any:
    return image if image.ndim == 2 else image.mean(axis=2)


def _document(case: Case, number: Any, date: Any) -> dict[str, Any]:
    def field(value: Any) -> dict[str, Any]:
        said, source, review = value
        return {"value": said, "source": source, "review": review, "confidence": 0.9, "why": None}

    return {"file": f"{case.id}.pdf", "fields": {"number": field(number), "date": field(date)}}


@fonts
def test_what_counts_as_invented() -> None:
    both = (p for p in plans() if p.way == "smeared" and len(p.spoilt) == 2)
    case = make(next(both))
    month = case.date[:7]

    def scored(number: Any, date: Any) -> list[Outcome]:
        return outcomes([case], [_document(case, number, date)])

    number, day = scored(("12", "read", False), (case.date, "read", True))
    assert number.invented and not day.invented and day.right
    # a month without its day says that the day is blank: a wrong state, but no invention
    number, day = scored((None, "unreadable", True), (month, "read", False))
    assert not number.invented and not day.invented and day.got == "blank"
    assert "smeared" in table([number, day])


@fonts
@pytest.mark.ocr
@pytest.mark.xdist_group("ocr")
def test_a_sample_is_read_without_invention(tmp_path: Path) -> None:
    """``python -m tools.headers`` does the same with all of them."""
    made = run(sample(12, 4), tmp_path)
    assert [o for o in made if o.invented] == []
    misread = [o for o in made if o.wanted == "read" and o.value and not (o.right or o.review)]
    assert misread == []
    whole = [o for o in made if o.wanted == "read"]
    sure = sum(o.right and not o.review for o in whole)
    assert sure >= RIGHT_AND_SURE * len(whole)
