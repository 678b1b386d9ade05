"""How sure is sure: curves, their fitting, and where they are applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadKnowledge
from pipeline.knowledge import calibration, files
from pipeline.knowledge.calibration import along, calibrated
from pipeline.letter.certainty import final
from pipeline.letter.read import FIELDS
from pipeline.letter.values import doubted, inferred, read, without
from pipeline.reading.plain import read_plain
from tools.calibration.__main__ import curves
from tools.calibration.fit import fit
from tools.calibration.measure import Said, table

CURVE = ((0.4, 0.5), (0.8, 0.9), (0.9, 0.96))
NOTHING = read_plain("Không có gì.")
SHARE_TOL = 0.05  # how far a fitted step may be from the share it was made of


@pytest.mark.parametrize(
    ("said", "right"), [(0.0, 0.5), (0.4, 0.5), (0.6, 0.7), (0.9, 0.96), (1.0, 0.96)]
)
def test_a_curve_is_straight_between_knots_and_level_beyond(said: float, right: float) -> None:
    assert along(CURVE, said) == pytest.approx(right)


pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=120)


@given(pairs, st.floats(0, 1), st.floats(0, 1))
def test_fitted_curves_rise_and_stay_probabilities(
    said: list[tuple[float, bool]], a: float, b: float
) -> None:
    curve = fit(said)
    low, high = along(curve, min(a, b)), along(curve, max(a, b))
    assert 0.0 <= low <= high <= 1.0


def test_a_fit_finds_the_shares() -> None:
    """Of values said .6, half are right; of those said .9, all: whatever was said."""
    said = [(0.6, n % 2 == 0) for n in range(100)] + [(0.9, True)] * 100
    curve = fit(said)
    assert along(curve, 0.6) == pytest.approx(0.5, abs=SHARE_TOL)
    assert along(curve, 0.9) == pytest.approx(1.0, abs=SHARE_TOL)


def test_few_values_move_a_curve_little() -> None:
    curve = fit([(0.6, True), (0.6, True), (0.6, True)])
    assert 0.7 < along(curve, 0.6) < 0.9
    assert along(fit([]), 0.7) == pytest.approx(0.7, abs=SHARE_TOL)


def test_a_field_believes_what_all_fields_say() -> None:
    """Without values of its own it takes the common curve."""
    common = ((0.2, 0.5), (0.8, 0.95))
    curve = fit([], lambda said: along(common, said))
    for said in (0.3, 0.6, 0.9):
        assert along(curve, said) == pytest.approx(along(common, said), abs=SHARE_TOL)


def test_a_doubted_number_is_not_talked_out_of_its_doubt() -> None:
    said = [Said("number", 0.78, True, True, True, False, True)] * 60
    (found,) = curves(said).values()
    assert along(found, 0.78) <= 0.79
    (subject,) = curves([replace(s, field="subject") for s in said]).values()
    assert along(subject, 0.78) > 0.9


# --- the file -------------------------------------------------------------------------------------


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "outlines").mkdir()
    monkeypatch.setattr(calibration, "models_folder", lambda: tmp_path)
    calibration._curves.cache_clear()
    yield tmp_path
    calibration._curves.cache_clear()


def test_without_a_file_a_confidence_is_what_it_is(models: Path) -> None:
    assert calibrated("number", 0.37) == 0.37


def test_a_field_without_a_curve_keeps_its_figure(models: Path) -> None:
    (models / "calibration.yaml").write_text("fields: {number: [[0.5, 0.2], [0.9, 0.8]]}")
    assert calibrated("number", 0.7) == pytest.approx(0.5)
    assert calibrated("subject", 0.7) == 0.7


@pytest.mark.parametrize(
    "content",
    ["[]", "fields: 3", "fields: {number: []}", "fields: {number: [[0.5, 0.2, 1]]}",
     "fields: {number: [[0.5, 0.9], [0.6, 0.8]]}", "fields: {number: [[0.5, 1.2]]}"],
)  # fmt: skip
def test_a_broken_file_is_told(models: Path, content: str) -> None:
    (models / "calibration.yaml").write_text(content)
    with pytest.raises(BadKnowledge):
        calibrated("number", 0.5)


def test_the_curves_that_are_shipped() -> None:
    calibration._curves.cache_clear()
    curves = calibration._curves()
    assert set(curves) <= set(FIELDS) - {"number_symbol"}
    assert {"number", "symbol", "date", "subject"} <= set(curves)
    assert (files.models_folder() / "calibration.yaml").is_file()


# --- the place ------------------------------------------------------------------------------------


def header(models: Path) -> None:
    (models / "calibration.yaml").write_text(
        "fields: {number: [[0.6, 0.9]], symbol: [[0.5, 0.96]], province: [[0.5, 0.3]]}"
    )


def test_final_confidences(models: Path) -> None:
    header(models)
    values = {
        "number": read(NOTHING, "15", None, 0.6),
        "symbol": read(NOTHING, "KH-SXD", None, 0.5),
        "number_symbol": read(NOTHING, "15/KH-SXD", None, 0.3),
        "province": inferred("Sơn La", 0.7, "địa danh"),
        "date": without("unreadable", 0.9),
        "doc_type": doubted(read(NOTHING, "Kế hoạch", None, 0.99), 0.99, "ký hiệu khác"),
    }
    got = final(values, 0.85, scanned=True)
    assert got["number"].confidence == pytest.approx(0.9) and not got["number"].review
    # both together are as sure as both are
    assert got["number_symbol"].confidence == pytest.approx(0.9 * 0.96)
    assert got["province"].review and got["province"].confidence == pytest.approx(0.3)
    # what has no value is no matter of being right; what was doubted stays doubted
    assert got["date"].confidence == 0.9 and got["date"].review
    assert got["doc_type"].review


def test_a_text_layer_is_not_measured_by_scans(models: Path) -> None:
    header(models)
    values = {"number": read(NOTHING, "15", None, 0.97)}
    assert final(values, 0.85, scanned=False)["number"].confidence == 0.97


def test_the_table_counts() -> None:
    rows = [
        Said("number", 0.9, True, True, False, False, False),
        Said("number", 0.4, True, True, True, False, False),
        Said("date", 0.95, False, True, False, True, False),
        Said("date", 0.7, False, False, True, False, False),
    ]
    said = table(rows)
    assert "marked 50.0%" in said and "50.00% right" in said and "of 3 values" in said


def test_curves_are_moved_by_new_values_and_hold_without() -> None:
    from tools.calibration.__main__ import onto
    from tools.calibration.measure import Said

    known = {"subject": ((0.2, 0.1), (0.9, 0.5)), "number": ((0.2, 0.2), (0.95, 0.95))}

    def said(field: str, right: bool, many: int) -> list[Said]:
        return [Said(field, 0.9, right, True, False, False, True)] * many

    still = onto([], known)
    assert set(still) == set(known)
    assert along(still["subject"], 0.9) == pytest.approx(0.5, abs=0.05)
    up = onto(said("subject", True, 40), known)
    down = onto(said("number", False, 40), known)
    assert along(up["subject"], 0.9) > 0.8
    assert along(down["number"], 0.9) < 0.7
    # what the register is made of is made no surer than its finder was, while there is doubt
    assert all(y <= x for x, y in onto(said("number", True, 40), known)["number"] if x < 0.9)
    assert "date" not in onto(said("date", True, 40), known)
