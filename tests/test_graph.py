"""The citation graph over made-up letters: nodes, ties, rows, GraphML, and the picture."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from pipeline.compile.chains import missing
from pipeline.compile.graph import citation_graph, contradictions, graphml, write_graphml
from pipeline.compile.picture import arrows, draw
from pipeline.compile.report import render
from pipeline.compile.workbook import write_workbook
from tests.compile_letters import HOSTILE, corpus, hostile_letter, value

ASKED = "999/QĐ-TTg"
UBND = "Ủy ban nhân dân tỉnh Hà Nam"
NODE = f"decision:{ASKED}"


def cited(symbol: str, date: str | None = None, issuer: str | None = None, **more: Any) -> Any:
    row = {"symbol": symbol, "type": None, "date": date, "issuer": issuer, "raw": f"số {symbol}"}
    place = {"page": 1, "box": [0.1, 0.2, 0.5, 0.22]}
    return {**row, **place, "confidence": 0.9, "mentions": 1, "places": [place], **more}


def letter(file: str, number: str | None, issuer: str, date: str, *refs: Any, **more: Any) -> Any:
    fields = {"number_symbol": value(number), "issuer": value(issuer), "date": value(date)}
    base = {"file": file, "sha256": file, "status": "ok", "errors": [], "pages": 1, "folder": None}
    rest = {"kind": "report", "text": [""], "coverage": None, "quantities": [], "seconds": {}}
    verdicts = {"cites": {ASKED: "none", "via": []}}
    return {**base, **rest, **verdicts, "fields": fields, "references": list(refs), **more}


def via(how: str, through: str | None = None, file: str | None = None) -> dict[str, Any]:
    link = {"decision": ASKED, "how": how, "through": through, "quote": "q", "page": 1, "box": None}
    return {**link, "file": file} if file else link


def chain() -> list[Any]:
    """A plan that cites the decision, a report that cites the plan, one that cites a plan which
    is not here, one that names the movement, and one that has nothing to do with it."""
    direct = {"cites": {ASKED: "direct", "via": [via("symbol")]}}
    through = {"cites": {ASKED: "indirect", "via": [via("text", "12/KH-UBND", "plan.pdf")]}}
    outside = {"cites": {ASKED: "indirect", "via": [via("text", "7/KH-SNV")]}}
    named = {"cites": {ASKED: "indirect", "via": [via("movement")]}}
    mine = cited("12/KH-UBND", "2020-03-05", UBND, mentions=3)
    return [
        letter("plan.pdf", "12/KH-UBND", UBND, "2020-03-05", cited(ASKED, "2019-06-14"), **direct),
        letter("a.pdf", "1/BC-SNV", "Sở Nội vụ tỉnh Hà Nam", "2022-05-20", mine, **through),
        letter("b.pdf", "2/BC-SYT", "Sở Y tế", "2022-05-21", cited("7/KH-SNV"), **outside),
        letter("c.pdf", None, "Sở Xây dựng", "2022-05", **named),
        letter("d.pdf", "4/BC-STC", "Sở Tài chính", "2022-05-23", cited("5/TT-BTC", "2018-01-02")),
    ]


def test_a_cited_letter_of_the_corpus_is_that_letter() -> None:
    graph = citation_graph(chain())
    edge = graph.edges["letter:a.pdf", "letter:plan.pdf", "cites"]
    assert (edge["mentions"], edge["pages"], edge["date"]) == (3, "1", "2020-03-05")
    assert graph.edges["letter:plan.pdf", NODE, "implements"]["how"] == "symbol text"
    assert graph.edges["text:7/kh-snv", NODE, "implements"]["how"] == "text"
    assert graph.edges["letter:c.pdf", NODE, "implements"]["how"] == "movement"
    assert not graph.has_edge("letter:d.pdf", NODE)
    kinds = {n: (d["kind"], d["in_corpus"]) for n, d in graph.nodes(data=True)}
    assert kinds[NODE] == ("decision", False)
    assert kinds["text:7/kh-snv"] == ("text", False)
    assert kinds["letter:plan.pdf"] == ("letter", True)


SAME = [
    # a second citation of one symbol: date and issuer, and how many texts there are then
    ("2020-03-05", UBND, 1),
    ("2020-04-05", UBND, 1),  # one part of the date differs: one text, and a contradiction
    ("2021-07-19", UBND, 2),  # numbers start again each year
    ("2020-03-05", "Ủy ban nhân dân tỉnh Lào Cai", 2),
    (None, None, 1),
]


@pytest.mark.parametrize(("date", "issuer", "texts"), SAME)
def test_one_symbol_may_be_several_texts(date: str | None, issuer: str | None, texts: int) -> None:
    pair = [
        letter("x.pdf", None, "A", "2022-01-01", cited("9/KH-UBND", "2020-03-05", UBND)),
        letter("y.pdf", None, "B", "2022-01-01", cited("09/KH-UBND", date, issuer)),
    ]
    graph = citation_graph(pair)
    assert sum(d["kind"] == "text" for _, d in graph.nodes(data=True)) == texts
    found = [c for c in contradictions(graph, pair) if c.kind == "dates"]
    assert len(found) == (date == "2020-04-05")
    if found:
        assert found[0].symbol in ("9/KH-UBND", "09/KH-UBND")
        assert found[0].told == "05/03/2020 (x.pdf); 05/04/2020 (y.pdf)"


def test_a_date_that_a_letter_of_the_corpus_contradicts_is_told() -> None:
    wrong = cited("12/KH-UBND", "2020-04-05", UBND)
    other = cited("12/KH-UBND", "2014-04-17", UBND)
    letters = [
        *chain(),
        letter("e.pdf", None, "E", "2022-06-01", wrong),
        letter("f.pdf", None, "F", "2022-06-01", other),
    ]
    graph = citation_graph(letters)
    assert graph.has_edge("letter:e.pdf", "letter:plan.pdf")
    assert not graph.has_edge("letter:f.pdf", "letter:plan.pdf")
    (found,) = [c for c in contradictions(graph, letters) if c.kind == "dates"]
    assert (found.symbol, found.told) == (
        "12/KH-UBND",
        "05/03/2020 (a.pdf); 05/04/2020 (e.pdf)",
    )


def test_dates_after_the_letter_s_own_are_told_once() -> None:
    finding = "Ngày 01/02/2030 sau ngày của văn bản viện dẫn"
    late = cited("9/KH-UBND", "2030-02-01", None, findings=[finding, "khác"])
    letters = [letter("x.pdf", None, "A", "2022-01-01", late)]
    rows = contradictions(citation_graph(letters), letters)
    kinds = [(c.kind, c.told) for c in rows]
    assert kinds[0] == ("after_letter", "01/02/2030 > 01/01/2022")
    assert ("finding", "khác") in kinds
    assert all(c.anchor and c.document for c in rows)


def test_texts_that_are_not_in_the_corpus() -> None:
    found = missing(citation_graph(chain()))
    assert {m.symbol: m.files for m in found} == {
        "7/KH-SNV": ("b.pdf",),
        "5/TT-BTC": ("d.pdf",),
        ASKED: ("plan.pdf",),
    }


def test_a_decision_in_the_corpus_is_its_letter() -> None:
    own = letter("qd.pdf", ASKED, "Thủ tướng Chính phủ", "2019-06-14")
    direct = {"cites": {ASKED: "direct", "via": [via("symbol")]}}
    other = letter("a.pdf", None, "A", "2022-01-01", cited(ASKED, "2019-06-14"), **direct)
    asked = citation_graph([own, other])
    # Nothing is known of it but its symbol, so a letter with that symbol alone is not proof.
    assert NODE in asked
    assert asked.has_edge("letter:a.pdf", NODE, "implements")


def test_laws_by_name_and_letters_that_cite_themselves() -> None:
    law = cited("x", name="Luật Viên chức năm 2010") | {"symbol": None}
    own = cited("1/KH-UBND", "2020-01-01", UBND)
    graph = citation_graph([letter("x.pdf", "1/KH-UBND", UBND, "2020-01-01", law, own)])
    assert "text:luat vien chuc nam 2010" in graph
    assert not any(a == b for a, b in graph.edges())


def test_graphml_is_the_same_whatever_the_hash_seed_and_can_be_read(tmp_path: Path) -> None:
    write_graphml(citation_graph(chain()), tmp_path / "c.graphml")
    data = (tmp_path / "c.graphml").read_bytes()
    back = nx.read_graphml(tmp_path / "c.graphml", force_multigraph=True)
    assert back.nodes["letter:plan.pdf"]["issuer"] == UBND
    assert set(back.nodes) == set(citation_graph(chain()).nodes)
    ids = [key.get("id") for key in ET.fromstring(data) if key.tag.endswith("key")]  # noqa: S314
    assert len(ids) == len(set(ids)) > 8
    code = (
        "from tests.test_graph import chain; import sys; from pipeline.compile.graph import *;"
        "sys.stdout.buffer.write(graphml(citation_graph(chain())))"
    )
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        made = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        )
        assert made.stdout == data


def test_the_order_of_documents_does_not_matter() -> None:
    assert graphml(citation_graph(chain())) == graphml(citation_graph(chain()[::-1]))


def test_the_picture_has_layers_and_only_the_strongest_ties() -> None:
    graph = citation_graph(chain())
    ties = {(a.source, a.target, a.how) for a in arrows(graph, NODE)}
    assert ties == {
        ("text:7/kh-snv", NODE, "text"),
        ("letter:plan.pdf", NODE, "symbol"),
        ("letter:c.pdf", NODE, "movement"),
        ("letter:a.pdf", "letter:plan.pdf", "text"),
        ("letter:b.pdf", "text:7/kh-snv", "text"),
    }
    svg = draw(graph, NODE, {"letter:a.pdf": "l-0123456789"})
    root = ET.fromstring(svg)  # noqa: S314 (made by us)
    space = "{http://www.w3.org/2000/svg}"
    columns = {
        g[0].text.split(" · ")[0]: int(g[1].get("x", "0"))  # type: ignore[union-attr]
        for g in root.iter(f"{space}g")
    }
    assert columns[ASKED] < columns["12/KH-UBND"] == columns["7/KH-SNV"] == columns["c.pdf"]
    assert columns["1/BC-SNV"] == columns["2/BC-SYT"] > columns["12/KH-UBND"]
    assert "4/BC-STC" not in columns
    boxes = [(int(r.get("x", 0)), int(r.get("y", 0))) for r in root.iter(f"{space}rect")]
    for n, (x, y) in enumerate(boxes):
        assert all(x != a or abs(y - b) >= 36 for a, b in boxes[:n]), "boxes overlap"
    assert 'data-open="l-0123456789"' in svg
    assert svg == draw(citation_graph(chain()[::-1]), NODE, {"letter:a.pdf": "l-0123456789"})


def test_a_circle_of_letters_ends() -> None:
    def link(file: str, number: str, other: str, day: str) -> Any:
        ref = cited(other, None, UBND)
        return letter(
            file, number, UBND, day, ref, cites={ASKED: "indirect", "via": [via("text", other)]}
        )

    pair = [
        link("x.pdf", "1/KH-UBND", "2/KH-UBND", "2020-01-01"),
        link("y.pdf", "2/KH-UBND", "1/KH-UBND", "2020-01-02"),
    ]
    graph = citation_graph(pair)
    assert "<svg" in draw(graph, NODE, {})


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    bad = hostile_letter()
    bad["cites"] = {ASKED: "direct", "via": []}
    bad["references"][0]["symbol"] = f"{HOSTILE}\x00\ud800"
    graph = citation_graph([bad])
    ET.fromstring(graphml(graph))  # noqa: S314
    svg = draw(graph, NODE, {})
    ET.fromstring(svg)  # noqa: S314
    assert "<script" not in svg and "<img" not in svg
    page = render([bad], tmp_path)
    assert "<script>alert" not in page


def test_the_sheet_tells_chains_missing_texts_and_contradictions(tmp_path: Path) -> None:
    write_workbook(chain(), tmp_path / "c.xlsx")
    sheet = pd.read_excel(tmp_path / "c.xlsx", sheet_name="Chuỗi viện dẫn", keep_default_na=False)
    rows = sheet.to_dict("records")
    chains = {r["Tệp"]: r for r in rows if r["Loại dòng"] == "Chuỗi"}
    assert (
        chains["a.pdf"]["Qua văn bản"]
        if "Qua văn bản" in sheet
        else chains["a.pdf"]["Số, ký hiệu"] == "12/KH-UBND"
    )
    assert chains["a.pdf"]["Có trong tập"] == "có"
    assert chains["d.pdf"]["Quan hệ"] == "Không"
    absent = {r["Số, ký hiệu"]: r["Văn bản viện dẫn"] for r in rows if "Chưa có" in r["Loại dòng"]}
    assert absent == {"7/KH-SNV": 1, "5/TT-BTC": 1, ASKED: 1}


def test_the_page_shows_the_graph(tmp_path: Path) -> None:
    page = render(corpus(6), tmp_path)
    assert page.count('<svg class="graph"') == 1
    assert 'id="tab-graph"' in page and "Sơ đồ viện dẫn" in page
    assert "style=" not in page.split('<svg class="graph"')[1].split("</svg>")[0]
