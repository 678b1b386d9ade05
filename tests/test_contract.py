"""The published interface: every line is valid, in NFC, sorted, and the same twice."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import jsonschema
import pytest

from pipeline.compile.contract import SCHEMA, publish, read_documents, write_documents
from pipeline.records import (
    Cites,
    Coverage,
    Document,
    Evidence,
    ExtraSection,
    ItemVerdict,
    Letter,
    Link,
    Mention,
    Place,
    Problem,
    Quantity,
    Reference,
    Span,
    Value,
)

PLACE = Place(1, (0.123456789, 0.2, 0.9, 0.25))
FULL = Document(
    file="tỉnh/bc.pdf",
    sha256="0" * 64,
    status="partial",
    errors=(Problem("timeout", "Quá 90 giây mà chưa xong", 2),),
    pages=2,
    text=(unicodedata.normalize("NFD", "Báo cáo"), ""),
    letter=Letter(
        "report",
        0.97,
        {
            "number": Value(None, "unreadable", 0.0, place=PLACE, review=True, why="viết tay"),
            "date": Value("2022-05", "read", 0.9, raw="tháng 5 năm 2022", place=PLACE),
            "recipients": Value(("Như trên",), "read", 0.9),
        },
        (),
    ),
    references=(
        Reference(
            "733/QĐ-TTg", "Quyết định", "2019-06-14", "Thủ tướng Chính phủ", 0.98,
            (
                Mention(Span(0, 4), "QD 733", (PLACE,), ("QD → QĐ",)),
                Mention(Span(9, 12), "733", (Place(2, None),)),
            ),
            findings=("hai ngày khác nhau",),
        ),
    ),
    cites=(
        Cites("733/QĐ-TTg", "direct", (Link("733/QĐ-TTg", "symbol", None, "QD 733", PLACE),)),
    ),
    coverage=Coverage(
        "bc-544", 0.5,
        (
            ItemVerdict(
                "I", "ĐẶC ĐIỂM", "kept", "full", "I. ĐẶC ĐIỂM", False, 1.0, 0.9, False,
                (Evidence(Span(0, 3), "Tỉnh có", PLACE),), "Có tiêu đề riêng.",
            ),
        ),
        (ExtraSection("V. KHÁC", PLACE),),
        False,
    ),
    quantities=(Quantity(2, 3, "tập thể", None, "02 – 03 tập thể", Span(0, 5), PLACE, "III.5"),),
    seconds={"ocr": 1.23456},
    folder="letters/bc",
)  # fmt: skip
FAILED = Document("x.pdf", "", "failed", (Problem("encrypted", "…"),), 0, (), None)


@pytest.mark.parametrize("document", [FULL, FAILED], ids=["full", "failed"])
def test_every_line_is_valid_under_the_schema(document: Document) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(publish(document))


def test_what_is_published() -> None:
    row = publish(FULL)
    assert row["text"][0] == "Báo cáo"
    assert row["fields"]["number"] == {
        "value": None,
        "raw": None,
        "page": 1,
        "box": [0.12346, 0.2, 0.9, 0.25],
        "confidence": 0.0,
        "source": "unreadable",
        "review": True,
        "why": "viết tay",
    }
    assert row["fields"]["recipients"]["value"] == ["Như trên"]
    reference = row["references"][0]
    assert (reference["raw"], reference["mentions"], reference["repairs"]) == (
        "QD 733", 2, ["QD → QĐ"],
    )  # fmt: skip
    assert reference["places"][1] == {"page": 2, "box": None}
    assert row["cites"]["733/QĐ-TTg"] == "direct"
    assert row["cites"]["via"][0]["how"] == "symbol"
    assert row["quantities"][0]["count_max"] == 3
    assert row["seconds"] == {"ocr": 1.235}
    assert publish(FAILED)["fields"] == {}
    assert publish(FAILED)["coverage"] is None


def test_lines_are_sorted_and_stable(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    rows = [publish(FAILED), publish(FULL)]
    write_documents(rows, path)
    first = path.read_bytes()
    write_documents(reversed(rows), path)
    assert path.read_bytes() == first
    assert [d["file"] for d in read_documents(path)] == ["tỉnh/bc.pdf", "x.pdf"]
    assert "tỉnh".encode() in first
