"""How sure a reading is: calibrated chances of words, shares of lines and pages, their fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge.reading_confidence import (
    SIGNS,
    WordWeights,
    read_weights,
    word_weights,
)
from pipeline.reading import certainty
from pipeline.reading.build import transcript
from pipeline.reading.certainty import chances, signs, with_certainty
from pipeline.reading.layout import rows
from pipeline.records import PageOrigin, Transcript
from tests.reading_pages import HEIGHT, WIDTH, line, spread
from tools.reading_confidence.__main__ import find_text, report
from tools.reading_confidence.align import ReadPage, matched, read_page_of
from tools.reading_confidence.fit import as_yaml, calibration_error, fit, page_error

TEXT = ["Thực", "hiện", "Kế", "hoạch", "số", "12/KH-UBND", "của", "tỉnh"]


def _page(confidence: float, origin: PageOrigin = "ocr") -> Transcript:
    tokens = spread(["Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh", "về phong trào thi đua"])
    tokens += line("lRNsc-r^ {xq}", 300, 400, 9, confidence)
    found = rows(tokens, WIDTH)
    return transcript(
        found, weights=[None] * len(found), number=1, size=(WIDTH, HEIGHT), status="read",
        origin=origin, dpi=200.0, to_paper=(1, 0, 0, 0, 1, 0, 0, 0, 1), paper_size=(WIDTH, HEIGHT),
    )  # fmt: skip


def test_every_word_has_all_signs() -> None:
    rows = signs(TEXT, [0.95] * len(TEXT))
    assert len(rows) == len(TEXT)
    assert {len(row) for row in rows} == {len(SIGNS)}


SEEN = [
    # a word, and which of the signs it has
    ("thực", {"formed"}),
    ("(thực),", {"formed"}),
    ("2022", {"figures"}),
    ("12/KH-UBND", {"mixed"}),
    ("./.", {"no_letter"}),
    ("thx~c", {"odd"}),
    ("z", {"single"}),
    ("xqz", set()),
]


@pytest.mark.parametrize(("word", "has"), SEEN)
def test_signs(word: str, has: set[str]) -> None:
    (row,) = signs([word], [0.975])
    yes = {name for name, value in zip(SIGNS[3:], row[3:], strict=True) if value}
    assert yes == has


def test_doubt_rises_as_confidence_falls() -> None:
    doubts = [signs(["thực"], [c])[0][0] for c in (0.0, 0.5, 0.9, 0.96, 1.0)]
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[-1] == 0.0


def test_a_surer_word_is_likelier_right() -> None:
    told = [chances(["thực"] * 5, [0.95, 0.95, c, 0.95, 0.95])[2] for c in (0.2, 0.6, 0.9, 0.96)]
    assert told == sorted(told)
    assert told[0] < 0.5 < told[-1]


def test_the_same_word_is_doubted_more_among_doubtful_ones() -> None:
    clean = chances(["thực"] * 9, [0.96] * 9)[4]
    dirty = chances(["thực"] * 9, [0.5] * 4 + [0.96] + [0.5] * 4)[4]
    assert dirty < clean - 0.05


def test_without_weights_a_confidence_is_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certainty, "word_weights", lambda: None)
    assert chances(["a", "b"], [0.3, 0.9]) == [0.3, 0.9]


def test_lines_and_pages_say_what_share_is_right() -> None:
    read = with_certainty(_page(0.1))
    good, bad = read.lines[0].confidence, read.lines[-1].confidence
    assert good is not None
    assert bad is not None
    assert bad < 0.3
    assert good > 0.8
    assert bad < read.pages[0].confidence < good
    assert read.words == _page(0.1).words  # what the engine said stays what it said
    assert read.text == _page(0.1).text


def test_pages_that_no_engine_read_keep_what_they_have() -> None:
    typed = _page(0.1, "text_layer")
    assert with_certainty(typed) == typed


def test_weights_are_there_and_say_what_they_should() -> None:
    weights = word_weights()
    assert weights is not None
    by = dict(zip(SIGNS, weights.weights, strict=True))
    assert by["doubt"] < 0
    assert by["page"] < 0
    assert by["neighbours"] > 0
    assert by["formed"] > 0
    assert by["odd"] < 0


BROKEN = [
    ("bias: 1\n", "weights"),
    ("bias: x\nweights: {doubt: 1}\n", "x"),
    ("bias: 1\nweights: {doubt: 1}\n", "neighbours"),
    ("- 1\n", "list"),
]


@pytest.mark.parametrize(("content", "told"), BROKEN)
def test_broken_weights_are_refused(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadKnowledge) as error:
        read_weights(path)
    assert told in str(error.value.details)


# --- the tool that fits them ---------------------------------------------------------------


ALIGNED = [
    ("all right", "a b c", "a b c", [1, 1, 1]),
    ("one wrong", "a x c", "a b c", [1, 0, 1]),
    ("one too many", "a b x c", "a b c", [1, 1, 0, 1]),
    ("one missing", "a c", "a b c", [1, 1]),
    ("out of its place", "c a b", "a b c", [0, 1, 1]),
    ("nothing printed", "a", "", [0]),
]


@pytest.mark.parametrize(("why", "read", "true", "right"), ALIGNED)
def test_which_words_are_right(why: str, read: str, true: str, right: list[int]) -> None:
    assert matched(read.split(), true.split()) == [bool(r) for r in right], why


def test_a_page_is_laid_beside_its_print() -> None:
    read = _page(0.1)
    found = read_page_of("p", read, "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh\nvề phong trào")
    assert len(found.texts) == len(found.said) == len(found.right) == len(read.words)
    assert sum(found.right) == 13
    assert not any(found.right[-2:])


def _made(count: int) -> list[ReadPage]:
    """Words whose engine exaggerates: of those said at 0.9, half are right."""
    random = np.random.default_rng(5)
    pages = []
    for n in range(count):
        said = tuple(float(c) for c in random.choice([0.3, 0.9, 0.97], 60))
        chance = {0.3: 0.1, 0.9: 0.5, 0.97: 0.97}
        right = tuple(bool(random.random() < chance[c]) for c in said)
        pages.append(ReadPage(f"p{n}", ("thực",) * 60, said, right))
    return pages


def test_a_fit_holds_on_words_it_has_not_seen() -> None:
    pages = _made(60)
    weights = fit(pages[:40])
    held = pages[40:]
    right = [r for p in held for r in p.right]
    before = calibration_error([c for p in held for c in p.said], right)
    after = calibration_error([c for p in held for c in chances(p.texts, p.said, weights)], right)
    assert before > 0.1
    assert after < 0.08 < before / 1.5
    assert page_error(held, [chances(p.texts, p.said, weights) for p in held]) < 0.08


def test_a_fit_is_the_same_twice_and_survives_its_file(tmp_path: Path) -> None:
    weights = fit(_made(5))
    assert weights == fit(_made(5))
    path = tmp_path / "w.yaml"
    path.write_text(as_yaml(weights, 300), encoding="utf-8")
    assert read_weights(path) == weights


def test_nothing_to_fit_on() -> None:
    with pytest.raises(ValueError, match="no words"):
        fit([])


@pytest.mark.parametrize(
    ("said", "right", "error"),
    [([0.5] * 30, [True, False] * 15, 0.0), ([1.0] * 30, [False] * 30, 1.0)],
)
def test_calibration_error(said: list[float], right: list[bool], error: float) -> None:
    assert calibration_error(said, right) == pytest.approx(error, abs=0.2 if error == 0 else 0.01)


def test_the_report_names_both(tmp_path: Path) -> None:
    told = report("checked on", _made(3), WordWeights(0.0, (0.0,) * len(SIGNS)))
    assert "3 pages, 180 words" in told
    assert told.count("\n") == 2


def test_texts_are_found_by_the_name_of_the_scan(tmp_path: Path) -> None:
    (tmp_path / "000.txt").write_text("một", encoding="utf-8")
    assert find_text(Path("scans/000.bad.pdf"), [tmp_path]) == "một"
    assert find_text(Path("scans/001.bad.pdf"), [tmp_path]) is None
