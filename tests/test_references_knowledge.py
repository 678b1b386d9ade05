"""The files behind the grammar: checked when loaded, with the place of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge, BadSettings
from pipeline.knowledge.citations import citations, plain
from pipeline.knowledge.decisions import load_decision, load_decisions
from pipeline.messages import MESSAGES

GOOD = """
symbol: 5/QĐ-TTg
type: Quyết định
date: "2021-04-05"
issuer: Thủ tướng Chính phủ
title: Phát động phong trào
movement: {name: Cả làng trồng cây, who: Cả làng, core: trồng cây}
implemented_by:
  - {symbol: 6/HD-BNV, date: "2021-05-01", issuer: Bộ Nội vụ}
  - {symbol: 7/HD-BNV}
"""

BROKEN = [
    (GOOD.replace("symbol: 5/QĐ-TTg", "symbol: 5"), "$.symbol"),
    (GOOD.replace('"2021-04-05"', '"05/4/2021"'), "$.date"),
    (GOOD.replace("core: trồng cây", "core: hái quả"), "$.movement.core"),
    (GOOD.replace("{name: Cả làng trồng cây, ", "{"), "$.movement.name"),
    (GOOD.replace("  - {symbol: 7/HD-BNV}", "  - 7/HD-BNV"), "$.implemented_by[1]"),
    (GOOD + "colour: red\n", "$"),
    ("- a list", "$"),
]


def test_a_decision_file(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(GOOD, encoding="utf-8")
    decision = load_decision(path)
    assert (decision.number, decision.date) == ("5", "2021-04-05")
    assert decision.movement is not None and decision.movement.core == "trồng cây"
    assert [t.date for t in decision.implemented_by] == ["2021-05-01", None]


@pytest.mark.parametrize(("content", "where"), BROKEN)
def test_broken_decision_files_say_where(tmp_path: Path, content: str, where: str) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadKnowledge) as caught:
        load_decision(path)
    assert str(caught.value.details["where"]).endswith(where)


ASKED = [
    # as typed, the symbol, its type
    ("88/QĐ-UBND", "88/QĐ-UBND", "Quyết định"),
    ("88 / QÐ – UBND", "88/QĐ-UBND", "Quyết định"),
    ("34-CT/TW", "34-CT/TW", "Chỉ thị"),
    ("91/2017/NĐ-CP", "91/2017/NĐ-CP", "Nghị định"),
    ("3304/UBND-NC", "3304/UBND-NC", None),
    ("9/XX", "9/XX", None),
]


@pytest.mark.parametrize(("typed", "symbol", "kind"), ASKED)
def test_a_decision_without_a_file_is_known_by_its_symbol(
    typed: str, symbol: str, kind: str | None
) -> None:
    (made,) = load_decisions([typed])
    assert (made.symbol, made.type, made.date, made.issuer) == (symbol, kind, None, None)
    assert made.movement is None and not made.implemented_by


@pytest.mark.parametrize(
    "typed", ["XX", "", "733", "QĐ-TTg", "733/", "/QĐ", "a/b", "1/2", "x 9/KH"]
)
def test_what_is_no_symbol_is_refused(typed: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_decisions([typed])
    assert caught.value.details["where"] == "decision"


def test_decisions_asked_about_come_once_those_with_files_first() -> None:
    asked = load_decisions(["88/QĐ-UBND", "733/qd-ttg", "88/QĐ-UBND", "733/QĐ-TTg"])
    assert [d.symbol for d in asked] == ["733/QĐ-TTg", "88/QĐ-UBND"]
    assert asked[0].movement is not None


def test_shipped_decisions_are_in_order() -> None:
    dates = [d.date for d in load_decisions()]
    assert dates == sorted(str(d) for d in dates)
    assert all(d.movement for d in load_decisions())


def test_shipped_tables_agree_with_each_other() -> None:
    known = citations()
    assert known.untyped in known.leads.values()
    assert set(known.misread_types) <= {c for codes in known.type_codes.values() for c in codes}
    printable = {code.code for code in known.issuer_codes.values()}
    assert set(known.misread_issuers.values()) <= printable
    assert known.unsaid_issuers <= printable
    # No misreading may be a code of its own: it would mend what is right.
    assert not {w for w in known.misread_issuers if w in printable}
    assert set(known.completed) <= set(known.codes_of_type)
    assert known.dated <= set(known.codes_of_type) | set(known.law_types.values())


def test_plain_keeps_words_only() -> None:
    assert plain("Thi đua - Khen thưởng, Đảng ") == "thi dua khen thuong dang"


def test_findings_have_messages_in_both_languages() -> None:
    told = [code for code in MESSAGES if code.startswith("reference_")]
    assert len(told) == 7
    assert all(all(MESSAGES[code]) for code in told)
