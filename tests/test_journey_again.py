"""A second run sees whether it has anything to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.journey import run
from pipeline.settings import Settings
from pipeline.work import inline
from tests.test_journey import Silent

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 12/KH-UBND
Lào Cai, ngày 05 tháng 3 năm 2021
KẾ HOẠCH
Triển khai phong trào thi đua
Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ.
"""


@pytest.fixture
def done(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of two letters, and what a run made of them."""
    letters = tmp_path / "in"
    letters.mkdir()
    (letters / "a.txt").write_text(PLAN, encoding="utf-8")
    (letters / "b.txt").write_text(PLAN.replace("12", "13"), encoding="utf-8")
    run([letters], tmp_path / "out", Settings(), Silent(), inline)
    return letters, tmp_path / "out"


def _looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the runs that compile."""
    from pipeline.journey import results

    made: list[int] = []
    publish = results.publish_all

    def counted(*args: Any) -> Any:
        made.append(1)
        return publish(*args)

    monkeypatch.setattr(results, "publish_all", counted)
    return made


def _times(out: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}


def test_a_run_that_has_nothing_to_do_touches_nothing(
    done: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, out = done
    made, before = _looked(monkeypatch), _times(out)
    again = run([letters], out, Settings(workers=1), Silent(), inline)
    assert not made
    assert _times(out) == before
    assert (again.pages_from_cache, again.pages_read) == (2, 0)
    assert [d["file"] for d in again.documents] == ["a.txt", "b.txt"]


CHANGES = {
    "a letter": lambda letters, out: (letters / "a.txt").write_text("Khác", encoding="utf-8"),
    "a letter more": lambda letters, out: (letters / "c.txt").write_text(PLAN, encoding="utf-8"),
    "a letter less": lambda letters, out: (letters / "b.txt").unlink(),
    "a letter's name": lambda letters, out: (letters / "b.txt").rename(letters / "z.txt"),
    "a result lost": lambda letters, out: (out / "report.html").unlink(),
    "a result edited": lambda letters, out: (out / "compliance.xlsx").write_bytes(b"x"),
    "a stamp damaged": lambda letters, out: (out / "cache/last-run.json").write_text("{"),
    "a decision of a person": lambda letters, out: os.utime(out / "vanban.db", ns=(1, 1)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changed_is_seen(
    what: str, done: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, out = done
    made = _looked(monkeypatch)
    CHANGES[what](letters, out)
    run([letters], out, Settings(), Silent(), inline)
    assert made == [1]
    run([letters], out, Settings(), Silent(), inline)
    assert made == [1]


def test_other_choices_are_another_run(
    done: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, out = done
    made = _looked(monkeypatch)
    run([letters], out, Settings(lang="en"), Silent(), inline)
    assert made == [1]


def test_trouble_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = tmp_path / "in"
    letters.mkdir()
    (letters / "a.txt").write_text(PLAN, encoding="utf-8")
    (letters / "b.pdf").write_bytes(b"%PDF-1.4 cut off")
    made = _looked(monkeypatch)
    for _ in range(2):
        run([letters], tmp_path / "out", Settings(), Silent(), inline)
    assert made == [1, 1]
