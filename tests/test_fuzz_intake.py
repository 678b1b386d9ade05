"""Hostile bytes and texts: what fuzzers kept is read back, hypothesis makes more."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.compile.contract import read_documents
from pipeline.errors import BadKnowledge, BadSettings, VanbanError
from pipeline.folders import name_folders
from pipeline.intake.find import shown_name
from pipeline.intake.sniff import SUFFIXES, sniff
from pipeline.knowledge.outlines import dump_outline, load_outline
from pipeline.settings import Settings
from pipeline.settings import load as load_settings
from tests.cases.paper import image, letter, picture, word
from tools.fuzz.headings_checks import check as check_headings
from tools.fuzz.intake_checks import check as check_intake

FUZZ = Path(__file__).parent / "fuzz"
INTAKE = sorted((FUZZ / "intake").iterdir())
HEADINGS = sorted((FUZZ / "headings").iterdir())
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_enough_is_kept() -> None:
    assert len(INTAKE) >= 80 and len(HEADINGS) >= 15
    assert sum(path.stat().st_size for path in (*INTAKE, *HEADINGS)) < 1 << 20, "kept small"


@pytest.mark.parametrize("part", range(8))
def test_what_the_fuzzer_of_intake_kept(part: int) -> None:
    found = {check_intake(path.read_bytes()) for path in INTAKE[part::8]}
    assert len(found) > 1, "some are taken, some refused"


@pytest.mark.parametrize("path", HEADINGS, ids=lambda p: p.name)
def test_what_the_fuzzer_of_headings_kept(path: Path) -> None:
    data = path.read_bytes()
    assert data[0] % 2, "only plain texts are kept: they need no fuzzer"
    assert check_headings(data[1:].decode("utf-8", "ignore")) >= 0


# --- intake ---------------------------------------------------------------------------------


@RELAXED
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    check_intake(data)


WHOLE: dict[int, Callable[[], bytes]] = {
    0: letter, 1: lambda: image("JPEG", picture().resize((60, 40))),
    2: lambda: image("PNG", picture().resize((60, 40))), 4: word,
}  # fmt: skip


@RELAXED
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 9)), max_size=6),
)
def test_any_damage_is_taken_or_refused(kind: int, cuts: list[tuple[float, bytes, int]]) -> None:
    """Bytes of whole files go, come, and change."""
    data = WHOLE[kind]()
    for share, new, gone in cuts:
        at = int(share * len(data))
        data = data[:at] + new + data[at + gone :]
    check_intake(bytes([kind]) + data)


@RELAXED
@given(st.binary(max_size=80), st.text(max_size=12))
def test_kinds_follow_from_content(head: bytes, name: str) -> None:
    try:
        assert sniff(head, name) in SUFFIXES
    except VanbanError as error:
        assert str(error)


@RELAXED
@given(st.lists(st.binary(min_size=1, max_size=60), max_size=8))
def test_any_names_can_be_published_and_have_folders(raw: list[bytes]) -> None:
    names = {shown_name(os.fsdecode(part.replace(b"\0", b""))) for part in raw} - {""}
    assert all(name.encode("utf-8") for name in names)
    assert {shown_name(name) for name in names} == names
    folders = name_folders(names)
    assert len({f.casefold() for f in folders.values()}) == len(names)


# --- headings, outlines, settings, published facts --------------------------------------------

LABEL = st.sampled_from(
    ["I. ", "II. ", "III ", "1. ", "1.1. ", "a) ", "đ) ", "- ", "A. ", "Phần I\n", "Mục 2: ", "**"]
)
TITLE = st.sampled_from(
    ["TÌNH HÌNH", "Kết quả đạt được", "Tồn tại: ", "Trong ba năm, huyện mở 12 hội nghị.", "Chưa."]
)
BREAK = st.sampled_from(["\n", "\n\n", "\f", " ", ""])
REPORT = st.lists(st.one_of(LABEL, TITLE, BREAK, st.text(max_size=3)), max_size=30).map("".join)


@settings(max_examples=80, deadline=None)
@given(REPORT)
def test_any_mixture_of_headings_holds(text: str) -> None:
    check_headings(text)


SHORT = st.text(max_size=6)
JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | SHORT,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["name", "title", "items", "id", "weight", "wordings", "optional", "x"]),
        inner, max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@RELAXED
@given(JSONISH)
def test_any_outline_file_is_read_or_refused(tmp_path: Path, told: object) -> None:
    path = tmp_path / "de-cuong.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    try:
        outline = load_outline(path)
    except BadKnowledge as error:
        assert str(path.name) in str(error) or "$" in str(error)
    else:
        path.write_text(dump_outline(outline), encoding="utf-8")
        assert load_outline(path) == outline


@RELAXED
@given(st.binary(max_size=60))
def test_any_bytes_as_an_outline_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "de-cuong.yaml"
    path.write_bytes(data)
    with pytest.raises(BadKnowledge):
        load_outline(path)


NAMES = st.sampled_from([*Settings.__dataclass_fields__, "no_such_thing"])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
                   st.lists(st.text(max_size=4), max_size=3))  # fmt: skip


@RELAXED
@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_settings_are_taken_or_refused(tmp_path: Path, told: dict[str, object]) -> None:
    try:
        found = load_settings(told, tmp_path)
    except BadSettings as error:
        assert error.details["where"]
    else:
        assert isinstance(found, Settings)
        assert found.workers >= 0 and found.max_pages >= 0


@RELAXED
@given(st.text(max_size=80))
def test_any_settings_file_is_taken_or_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "vanban.toml").write_text(text, encoding="utf-8")
    try:
        assert isinstance(load_settings(folder=tmp_path), Settings)
    except BadSettings as error:
        assert error.details["where"]


@RELAXED
@given(st.lists(JSONISH, max_size=4))
def test_published_facts_come_back_as_they_were(tmp_path: Path, rows: list[object]) -> None:
    path = tmp_path / "documents.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert read_documents(path) == rows
