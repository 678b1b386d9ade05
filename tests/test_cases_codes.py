"""Codes are part of the public interface: listed once, said in both languages, documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import messages
from pipeline.errors import NOTES, Code, ExitCode, TooLarge
from pipeline.journey.unchanged import clean
from tests.test_ground import all_errors

ROW = re.compile(r"^\| (`[^|]*`) \|", re.M)


def documented(root: Path) -> list[str]:
    text = (root / "docs" / "codes.md").read_text("utf-8")
    return [code for row in ROW.findall(text) for code in re.findall(r"`([a-z_]+)`", row)]


def test_every_error_of_a_letter_is_a_code() -> None:
    of_letters = {kind.code for kind in all_errors() if kind.exit_code == ExitCode.SOME_FAILED}
    assert of_letters == {*Code} - NOTES


def test_every_code_is_documented_once(root: Path) -> None:
    assert sorted(documented(root)) == sorted(Code)


def test_every_exit_code_is_documented(root: Path) -> None:
    text = (root / "docs" / "codes.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|", text, re.M)
    assert {(int(number), name) for number, name in rows} == {(int(c), c.name) for c in ExitCode}


def test_errors_of_a_run_are_named_with_their_exit_code(root: Path) -> None:
    """Those that stop a run stand in the row of the exit code that they end it with."""
    text = (root / "docs" / "codes.md").read_text("utf-8")
    rows = {int(n): row for n, row in re.findall(r"^\| (\d+) \|(.*)$", text, re.M)}
    for kind in all_errors():
        if kind.exit_code != ExitCode.SOME_FAILED and kind.__module__ == "pipeline.errors":
            assert kind.code in rows[int(kind.exit_code)], kind.code


@pytest.mark.parametrize("code", sorted(Code))
def test_every_code_has_words_in_both_languages(code: Code) -> None:
    vietnamese, english = messages.MESSAGES[code]
    assert vietnamese and english and vietnamese != english
    assert re.fullmatch(r"[a-z][a-z0-9_]*", code)


@pytest.mark.parametrize("code", sorted(NOTES))
def test_notes_are_not_tried_again(code: Code) -> None:
    assert clean([code])
    assert not clean([code, Code.TIMEOUT])


def test_a_code_is_a_plain_word_wherever_it_goes() -> None:
    import json
    import pickle

    assert json.dumps({"code": Code.REPAIRED}) == '{"code": "repaired"}'
    assert f"{Code.REPAIRED}" == "repaired"
    again = pickle.loads(pickle.dumps(TooLarge(3, limit="1", what="2")))  # noqa: S301 (our own)
    assert (again.code, again.page) == (Code.TOO_LARGE, 3)
