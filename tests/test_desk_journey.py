"""The whole way, as an office walks it: ``vanban serve`` as a process over an empty folder, two
people in Chromium, the real machine, and both databases. Hand in a scan, watch it being read,
settle its number by keyboard, find it in every table, read again, and still find it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.store import open_desk
from tests.desk_served import BROWSER, LAPTOP, PAUSE, READ, a_chromium, card  # noqa: F401 (fixture)
from tests.review_desk import PASSWORD, cheap_passwords
from tools.desk.server import serving
from tools.letters.errors import LetterError
from tools.letters.fonts import HANDS, find_hand
from tools.letters.letter import parse_letter
from tools.letters.scans import make_scan

pytestmark = [*BROWSER, pytest.mark.ocr]
SCAN = "Báo cáo sơ kết.pdf"
NUMBER = "154"
SYMBOL = f"{NUMBER}/BC-PNV"
LETTER: dict[str, Any] = {
    "id": "bao-cao-mot-trang",
    "split": "dev",
    "kind": "report",
    "outline": "bc-544",
    "about": "one page whose number was written by hand, and struck out",
    "look": {"grade": "office", "seed": 8544},
    "header": {
        "style": "nd30",
        "parent": ["ỦY BAN NHÂN DÂN", "HUYỆN ĐỒNG LÂM"],
        "issuer": ["PHÒNG NỘI VỤ"],
        "number": NUMBER,
        "number_by": "struck",
        "symbol": "BC-PNV",
        "place": "Đồng Lâm",
        "day": "12",
        "day_by": "print",
        "month": "5",
        "year": "2022",
        "urgency": None,
        "incoming": None,
    },
    "title": {
        "type": "BÁO CÁO",
        "subject": [
            "Sơ kết 03 năm thực hiện Phong trào thi đua",
            "“Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”",
        ],
    },
    "addressees": [],
    "body": """
Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ, Phòng Nội vụ báo cáo:
# I. ĐẶC ĐIỂM, TÌNH HÌNH
## 1. Thuận lợi
Phòng có 09 công chức, đều có trình độ đại học trở lên.
## 2. Khó khăn
Trụ sở xây dựng từ năm 1998, phòng tiếp công dân chỉ rộng 18 m2.
# II. CÔNG TÁC TRIỂN KHAI
Phòng đã tham mưu Kế hoạch số 87/KH-UBND ngày 02/8/2019 và mở 03 hội nghị với 240 lượt người dự.
# III. KẾT QUẢ
Trong ba năm tiếp 1.420 lượt công dân, trả 98,6 % hồ sơ đúng hẹn; 04 cá nhân được tặng Giấy khen.
# IV. ĐÁNH GIÁ CHUNG
## 1. Kết quả đạt được
Không còn hồ sơ trả chậm từ quý III năm 2021.
## 2. Tồn tại, hạn chế
Còn 02 công chức chưa đeo thẻ khi làm việc.
""",
    "signature": {"authority": [], "title": "TRƯỞNG PHÒNG", "name": "Lý Thị Hoài Thương"},
    "recipients": ["- UBND huyện (b/c);", "- Lưu: PNV."],
}
LATER = """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG LÂM
Số: 87/KH-UBND
Đồng Lâm, ngày 02 tháng 8 năm 2019
KẾ HOẠCH
Thực hiện Phong trào thi đua
Căn cứ Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ;
"""


@dataclass(frozen=True, slots=True)
class Room:
    """An office's folder and database, with two people who may decide."""

    out: Path
    url: str
    scan: Path


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        for hand in HANDS:
            find_hand(hand)
    except LetterError as error:
        pytest.skip(str(error))
    path = tmp_path_factory.mktemp("scan") / SCAN
    make_scan(parse_letter(LETTER, "journey"), path)
    return path


@pytest.fixture
def room(
    desk_url: str, tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    cheap_passwords(monkeypatch)
    out = tmp_path / "out"
    for name, role in (("minh", "admin"), ("lan", "reviewer")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
        words = ["users", str(out), "add", name, "--role", role, "--database", desk_url]
        assert main(words) == ExitCode.OK
    assert not (out / "documents.jsonl").exists()
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    yield Room(out, desk_url, scan)


def signed_in(chromium: Any, address: str, name: str, path: str) -> Any:
    """A browser of one's own at ``path``, asked who one is on the way there. By keyboard."""
    context = chromium.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    context.set_default_timeout(READ)
    page = context.new_page()
    page.goto(address + path)
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(address + path)
    return page


def test_from_a_scan_to_the_tables_and_through_another_reading(chromium: Any, room: Room) -> None:
    with serving(room.out, room.url, room.out.parent / "log") as served:
        address = served.address
        minh = signed_in(chromium, address, "minh", "/uploads")
        pages = hands_in(minh, room.scan)
        assert pages == ["1/1 trang"]

        sha256 = settles_by_keyboard(minh, address)
        lan = signed_in(chromium, address, "lan", f"/letters/{sha256}")
        assert "minh" in lan.inner_text("#history") and shows(lan)

        finds_it_in_every_table(minh, address)
        reads_again(room)

        lan.goto(f"{address}/letters/{sha256}")
        assert shows(lan), "the correction outlives another reading"
        lan.goto(f"{address}/register")
        rows = lan.inner_text("main table")
        assert SYMBOL in rows and "87/KH-UBND" in rows

    known = {d["file"]: d for d in documents(room.out)}
    assert len(known) == 2
    assert known[SCAN]["fields"]["number"]["source"] == "corrected"
    assert known[SCAN]["fields"]["number_symbol"]["value"] == SYMBOL
    assert SYMBOL in said((room.out / "compliance.xlsx").read_bytes())
    desk = open_desk(room.url)
    (event,) = (e for e in desk.events() if e.what == "fields.number")
    desk.close()
    assert (event.who, event.kind, event.after) == ("minh", "correct", NUMBER)


def hands_in(page: Any, scan: Path) -> list[str]:
    """What the progress said of pages in the end; in between, there was a bar."""
    page.set_input_files("#files", scan)
    page.wait_for_selector("#uploads progress")
    page.wait_for_selector("tr.state-done, tr.state-failed")
    assert page.locator("tr.state-failed").count() == 0, page.inner_text("#uploads")
    assert page.inner_text("#uploads th[scope=row] a") == SCAN
    told: list[str] = page.locator("#uploads .pages").all_inner_texts()
    return told


def settles_by_keyboard(page: Any, address: str) -> str:
    """From the queue's first doubt to the number, and types it. The mouse is not touched. Returns
    the letter's hash."""
    page.goto(f"{address}/")
    skipped = 0
    while card(page)["what"] != "fields.number":
        key = card(page)["key"]
        assert key and skipped < 60, "no doubt on the number"
        page.wait_for_timeout(PAUSE)
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_selector(f'.card:not([data-key="{key}"])')
        skipped += 1
    told = card(page)
    assert told["value"] == "null" and told["source"] == "unreadable"
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 500")
    page.wait_for_timeout(PAUSE)
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.card:not([data-key="{told["key"]}"])')
    return told["sha256"]


def shows(page: Any) -> bool:
    """The letter says the number, and that a person said so."""
    field = page.inner_text("#field-number")
    return NUMBER in field and "người sửa" in field


def finds_it_in_every_table(page: Any, address: str) -> None:
    """By clicking, as people do: matrix, register, workbook."""
    page.click("header a[href='/matrix']")
    page.click(".heat tbody th a")
    assert SYMBOL in page.inner_text("h1") and shows(page)
    page.click("header a[href='/register']")
    assert SYMBOL in page.inner_text("main table")
    page.click("header a[href='/downloads']")
    with page.expect_download() as download:
        page.click("a[href$='/compliance.xlsx']")
    assert SYMBOL in said(Path(download.value.path()).read_bytes())


def reads_again(room: Room) -> None:
    """Another letter came, and the office runs the program over its folder, beside the desk."""
    folder = room.out.parent / "them"
    folder.mkdir()
    (folder / "kh-87.txt").write_text(LATER, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "--out", str(room.out)]
    done = subprocess.run(
        [*command, "--database", room.url], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def documents(out: Path) -> list[dict[str, Any]]:
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def said(workbook: bytes) -> str:
    """Every cell of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
