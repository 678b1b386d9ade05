"""Gold labels: complete, true to the print, by issuer in one split; faults are found."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tools.letters.check import check_letter, check_splits
from tools.letters.errors import LetterError
from tools.letters.fonts import HANDS, find_font, find_hand
from tools.letters.gold import make_gold
from tools.letters.layout import set_letter
from tools.letters.letter import Letter, read_letters
from tools.letters.pages import flow_of, letter_text

ROOT = Path(__file__).parents[1]
OUTLINES = ROOT / "models/outlines"
LETTERS = read_letters(ROOT / "data/letters")
BY_ID = {letter.id: letter for letter in LETTERS}
KEYS = {
    "id", "split", "kind", "pages", "doc_type", "number", "number_state", "symbol",
    "number_symbol", "date", "date_precision", "place", "issuer_parent", "issuer",
    "issuer_printed", "issuer_parent_printed", "province", "subject", "addressees",
    "signer_authority", "signer_title", "signer_name", "recipients", "urgency",
    "incoming_stamp", "references", "references_other", "cites", "quantities", "outline_name",
    "outline", "extra_sections", "order_changed", "handwritten", "blanks", "grade", "about",
}  # fmt: skip


def _fonts_missing() -> str:
    try:
        for family in ("liberation", "tinos", "termes"):
            find_font(family)
        for hand in HANDS:
            find_hand(hand)
    except LetterError as error:
        return str(error)
    return ""


needs_fonts = pytest.mark.skipif(bool(_fonts_missing()), reason=_fonts_missing() or "fonts found")


def stored(id: str) -> dict[str, Any]:
    return json.loads((ROOT / f"data/gold/{id}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@needs_fonts
@pytest.mark.parametrize("id", sorted(BY_ID))
def test_labels_agree_with_the_print(id: str) -> None:
    assert check_letter(BY_ID[id], OUTLINES) == []


def test_an_issuer_lies_in_one_split() -> None:
    assert check_splits(LETTERS) == []
    assert {letter.split for letter in LETTERS} == {"train", "dev", "test"}


def test_there_are_letters_of_each_sort() -> None:
    kinds = Counter((letter.kind, letter.outline) for letter in LETTERS)
    assert kinds["report", "bc-544"] >= 10
    assert kinds["report", "bc-1187"] >= 1
    assert kinds["plan", None] >= 2
    assert kinds["dispatch", None] >= 2
    assert kinds["guideline", None] >= 1
    verdicts = {letter.gold["cites"]["733/QĐ-TTg"] for letter in LETTERS}
    assert verdicts == {"direct", "indirect", "none"}


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_stored_gold_is_whole_and_in_range(id: str) -> None:
    gold = stored(id)
    assert set(gold) == KEYS
    states = {"read": str, "blank": type(None), "unreadable": type(None)}
    assert isinstance(gold["number"], states[gold["number_state"]])
    assert (gold["number_symbol"] is None) == (gold["number"] is None)
    assert len(gold["date"]) == {"day": 10, "month": 7}[gold["date_precision"]]
    for found in gold["handwritten"] + gold["blanks"]:
        x0, y0, x1, y1 = found["box"]
        assert 0 <= x0 < x1 <= 1
        assert 0 <= y0 < y1 <= 1
        assert 1 <= found["page"] <= gold["pages"]
    for reference in gold["references"]:
        assert reference["pages"], reference
    for quantity in gold["quantities"]:
        assert quantity["text"] in quantity["context"]
        assert 1 <= quantity["page"] <= gold["pages"]
    for item in (gold["outline"] or {}).values():
        assert (item["page"] is None) == (item["quote"] is None and item["heading"] == "none")


@needs_fonts
@pytest.mark.parametrize("id", sorted(BY_ID))
def test_stored_gold_is_what_the_letters_say(id: str) -> None:
    """Fails when a letter was changed and ``--gold data/gold`` was forgotten. Boxes follow the
    installed fonts' metrics, so their numbers alone are left out."""

    def boxless(gold: dict[str, Any]) -> dict[str, Any]:
        pens = [{**p, "box": None} for p in gold["handwritten"] + gold["blanks"]]
        return {**gold, "handwritten": pens, "blanks": None}

    made = json.loads(json.dumps(make_gold(BY_ID[id])))
    assert boxless(made) == boxless(stored(id))
    text = (ROOT / f"data/gold/{id}.txt").read_text(encoding="utf-8")
    assert text == letter_text(set_letter(BY_ID[id]))


@needs_fonts
@pytest.mark.parametrize("id", sorted(BY_ID))
def test_every_quote_is_in_the_stored_text(id: str) -> None:
    flow = flow_of(set_letter(BY_ID[id]))
    for item in (stored(id)["outline"] or {}).values():
        for said in (item["quote"], item["printed_heading"]):
            assert said is None or flow.find(said) >= 0, said


def test_demo_scans_are_small_and_labelled() -> None:
    scans = sorted((ROOT / "data/raw").glob("*.pdf"))
    assert len(scans) >= 6
    assert sum(scan.stat().st_size for scan in scans) < 12_000_000
    assert {scan.stem for scan in scans} <= set(BY_ID)
    assert not [scan for scan in scans if BY_ID[scan.stem].split == "test"]


def relabelled(**labels: Any) -> Letter:
    letter = BY_ID["cv-tra-vinh"]
    return replace(letter, gold={**letter.gold, **labels})


REPORT = BY_ID["bc-so-tttt-phu-yen"]


def reitemed(id: str, **changes: Any) -> Letter:
    items = REPORT.gold["outline"]
    return replace(REPORT, gold={**REPORT.gold, "outline": {**items, id: {**items[id], **changes}}})


@needs_fonts
@pytest.mark.parametrize(
    ("letter", "fault"),
    [
        (relabelled(issuer=None), "gold.issuer is missing"),
        (relabelled(isuer="x"), "gold.isuer is not a known label"),
        (relabelled(cites={"733/QĐ-TTg": "maybe"}), "gold.cites.733/QĐ-TTg: 'maybe'"),
        (relabelled(references=[{"symbol": "733/QĐ-TTg", "mentions": 2}]), "2 mentions labelled"),
        (relabelled(references=[{"symbol": None}]), "a reference without symbol"),
        (relabelled(references_other=["Luật Đất đai"]), "'Luật Đất đai' is not printed"),
        (relabelled(quantities=[{"text": "07 tập thể", "kind": "result"}]), "is not printed"),
        (relabelled(quantities=[{"text": "02 cá nhân", "kind": "many"}]), "kind 'many'"),
        (reitemed("1", quote="Câu này không có"), "outline 1: not printed"),
        (reitemed("1", heading="same"), "outline 1: heading 'same'"),
        (reitemed("1", heading="none"), "outline 1: heading none does not fit"),
        (reitemed("3.6", content="thin"), "outline 3.6: content thin without a quote"),
        (reitemed("1", accept=["thin"]), "outline 1: accept does not hold content"),
        (replace(REPORT, outline="bc-0"), "there is no outline"),
        (replace(REPORT, outline=None), "outline and gold.outline must both"),
        (replace(REPORT, kind="dispatch"), "a công văn has no title"),
    ],
)  # fmt: skip
def test_faults_are_found(letter: Letter, fault: str) -> None:
    assert any(fault in line for line in check_letter(letter, OUTLINES))


@needs_fonts
def test_a_missing_item_is_found() -> None:
    items = {k: v for k, v in REPORT.gold["outline"].items() if k != "5.2"}
    letter = replace(REPORT, gold={**REPORT.gold, "outline": items})
    assert [f"{REPORT.id}: outline 5.2 is not labelled"] == check_letter(letter, OUTLINES)


def test_an_issuer_in_two_splits_is_found() -> None:
    twin = replace(REPORT, id="twin", split="test")
    assert check_splits([REPORT, twin]) == [
        "twin: Sở Thông tin và Truyền thông tỉnh Phú Yên is in the splits dev and test"
    ]
