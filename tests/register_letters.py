"""Made-up reports for the tests of the register: bodies, days and stamps as one wants them."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.records import Outline, OutlineItem
from tests.compile_letters import value

CAMPAIGN = "bc-90"
GUIDELINE = "90/HD-ABC"
OUTLINE = Outline(
    name=CAMPAIGN,
    title="Sơ kết phong trào “Công sở xanh”",
    guideline=GUIDELINE,
    decision="88/QĐ-TTg",
    deadline="2022-05-31",
    applies_to=("report",),
    items=(OutlineItem("I", "ĐẶC ĐIỂM, TÌNH HÌNH"), OutlineItem("I.1", "Thuận lợi")),
)
COVERAGE = {
    "outline": CAMPAIGN,
    "score": 0.5,
    "order_changed": False,
    "items": [
        {
            "id": "I",
            "title": "ĐẶC ĐIỂM, TÌNH HÌNH",
            "heading": "kept",
            "content": "full",
            "printed_heading": "I. ĐẶC ĐIỂM, TÌNH HÌNH",
            "moved": False,
            "score": 1.0,
            "confidence": 0.9,
            "review": False,
            "why": None,
            "evidence": [{"page": 1, "box": None, "quote": "- Cơ quan có 45 công chức."}],
        }
    ],
    "extra_sections": [],
}
_WORDS = (
    "cơ quan", "đơn vị", "công chức", "phong trào", "cây xanh", "nước", "điện", "giấy",
    "phòng họp", "tiết kiệm", "phân loại", "rác thải", "bồn hoa", "sân vườn", "tổ", "đội",
    "lãnh đạo", "kiểm tra", "khen thưởng", "sáng kiến", "mô hình", "hội nghị",
)  # fmt: skip


def body_text(seed: int, changed: int = 0) -> str:
    """Some 400 words that only letters of one ``seed`` share; ``changed`` places differ."""
    hashes = (hashlib.sha256(f"{seed}/{n}".encode()).hexdigest() for n in range(180))
    numbers = [int(found, 16) for found in hashes]
    words = [f"{_WORDS[n % len(_WORDS)]} {n % 97}" for n in numbers]
    step = len(words) // changed if changed else 0
    return " ".join("khác hẳn" if step and n % step == 0 else w for n, w in enumerate(words))


def report(
    file: str,
    issuer: str | None = "Ủy ban nhân dân tỉnh Sơn La",
    province: str | None = "Sơn La",
    day: str | None = "2022-05-20",
    number: str | None = "15/BC-UBND",
    **more: Any,
) -> dict[str, Any]:
    """A report that was scored; ``stamp`` is the date of the incoming stamp, ``seed`` its text,
    ``fields`` single fields to lay over."""
    stamp, seed = more.pop("stamp", None), more.pop("seed", file)
    fields = more.pop("fields", {})
    return {
        "file": file,
        "sha256": hashlib.sha256(file.encode()).hexdigest(),
        "status": "ok",
        "errors": [],
        "pages": 2,
        "kind": "report",
        "kind_confidence": 0.99,
        "folder": f"letters/{file.rpartition('.')[0]}",
        "text": [body_text(int(hashlib.sha256(str(seed).encode()).hexdigest()[:6], 16)), "hết"],
        "fields": {
            "issuer": value(issuer),
            "province": value(province),
            "date": value(day),
            "number_symbol": value(number),
            "subject": value("Sơ kết phong trào công sở xanh"),
            "incoming_date": value(stamp),
            **fields,
        },
        "references": [],
        "cites": {"via": []},
        "coverage": COVERAGE,
        "quantities": [],
        "seconds": {},
        **more,
    }


def guideline(text: str, **more: Any) -> dict[str, Any]:
    """The guideline of ``OUTLINE``, whose second page says ``text``."""
    made = report(
        "hướng dẫn.txt", "Ban Thi đua thành phố", None, "2022-03-01", GUIDELINE, seed="guideline",
        kind="guideline", coverage=None,
    )  # fmt: skip
    fields = {
        "doc_type": value("Hướng dẫn"),
        "place": value("Hà Nội"),
        "issuer_parent": value("Sở Nội vụ thành phố"),
    }
    return {
        **made,
        "text": ["Trang một nói về mục đích.", text],
        "fields": {**made["fields"], **fields},
        **more,
    }
