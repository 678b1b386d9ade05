"""Letters of one corpus hear each other: two passes, the second after all are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import settings
from pipeline.compile.contract import read_documents
from pipeline.journey import run
from pipeline.work import inline
from tests.test_journey import Silent

PLAN = """UBND TỈNH HÀ GIANG
SỞ XÂY DỰNG
Số: {number}/KH-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Giang, ngày {day} tháng 6 năm 2020
KẾ HOẠCH
Bảo trì trụ sở cơ quan
Căn cứ nhiệm vụ được giao, Sở Xây dựng ban hành Kế hoạch bảo trì trụ sở như sau:
1. Các phòng tự kiểm tra phòng làm việc.
Nơi nhận:
- Các phòng;
- Lưu: VT.
GIÁM ĐỐC
Lê Thị Hạnh
"""
REPORT = """SỞ XÂY DỰNG TỈNH HÀ GIANG
TRUNG TÂM QUY HOẠCH
Số: 44/BC-TTQH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Giang, ngày 20 tháng 11 năm 2020
BÁO CÁO
Kết quả bảo trì trụ sở
Thực hiện Kế hoạch số 15/KH-SXD ngày {day}/6/2020 của Sở Xây dựng tỉnh Hà Giang, Trung tâm báo cáo:
1. Đã sửa 4 phòng làm việc.
Nơi nhận:
- Sở Xây dựng;
- Lưu: VT.
GIÁM ĐỐC
Trần Văn Minh
"""


def read(tmp_path: Path, files: dict[str, str], out: str = "out") -> dict[str, dict[str, Any]]:
    inputs = tmp_path / f"{out}-in"
    inputs.mkdir(exist_ok=True)
    for name, text in files.items():
        (inputs / name).write_text(text, encoding="utf-8")
    run([inputs], tmp_path / out, settings.load({"workers": 1}), Silent(), inline)
    return {d["file"]: d["fields"] for d in read_documents(tmp_path / out / "documents.jsonl")}


@pytest.mark.parametrize(("day", "review"), [("09", False), ("19", True)])
def test_a_letter_hears_who_cites_it(tmp_path: Path, day: str, review: bool) -> None:
    plan = PLAN.format(number="15", day="09")
    alone = read(tmp_path, {"kh.txt": plan}, "alone")["kh.txt"]["date"]
    date = read(tmp_path, {"kh.txt": plan, "bc.txt": REPORT.format(day=day)})["kh.txt"]["date"]
    assert (date["value"], date["review"]) == ("2020-06-09", review)
    assert "bc.txt" in date["why"] and "bc.txt" not in (alone.get("why") or "")
    assert (date["confidence"] < alone["confidence"]) == review


def test_a_register_out_of_order_is_seen_over_the_corpus(tmp_path: Path) -> None:
    days = {"15": "09", "18": "12", "21": "02", "30": "25", "33": "26"}
    files = {f"{n}.txt": PLAN.format(number=n, day=day) for n, day in days.items()}
    found = read(tmp_path, files)
    marked = {name for name, fields in found.items() if fields["date"]["review"]}
    assert marked == {"21.txt"} and found["21.txt"]["number"]["value"] == "21"


def test_what_the_cache_keeps_is_what_a_letter_says_alone(tmp_path: Path) -> None:
    """The citing letter goes: nothing of what it said is left."""
    plan, citing = PLAN.format(number="15", day="09"), REPORT.format(day="19")
    first = read(tmp_path, {"kh.txt": plan, "bc.txt": citing})["kh.txt"]
    (tmp_path / "out-in" / "bc.txt").unlink()
    again = read(tmp_path, {"kh.txt": plan})["kh.txt"]
    assert first["date"]["review"] and not again["date"]["review"]
    assert "bc.txt" not in (again["date"].get("why") or "")


def test_the_files_name_reaches_its_letter(tmp_path: Path) -> None:
    plan = PLAN.format(number="15", day="09")
    found = read(tmp_path, {"15-KH-SXD.txt": plan, "16-KH-SXD.txt": plan + "\n"})
    assert "khớp với tên tệp" in found["15-KH-SXD.txt"]["number"]["why"]
    assert found["16-KH-SXD.txt"]["number"]["review"]
