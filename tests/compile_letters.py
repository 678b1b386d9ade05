"""Made-up published documents for the tests of compile and store: no real letter is in here.

``letter(...)`` is one document, ``corpus(n)`` many, ``draw_pages`` puts pictures for them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

PROVINCES = (
    "Đà Nẵng", "An Giang", "Ân Thi", "Hà Nội", "Hải Phòng", "Bắc Ninh", "Đắk Lắk", "Cà Mau",
)  # fmt: skip
ITEMS = (
    ("I", "ĐẶC ĐIỂM, TÌNH HÌNH"),
    ("I.1", "Thuận lợi"),
    ("I.2", "Khó khăn"),
    ("II", "CÔNG TÁC TRIỂN KHAI"),
    ("II.1", "Công tác lãnh đạo, chỉ đạo, phát động phong trào"),
    ("II.1.a", "Văn bản đã ban hành để chỉ đạo và triển khai"),
    ("II.1.đ", "Kiểm tra, đôn đốc việc thực hiện ở cơ sở"),
    ("II.2", "Công tác tuyên truyền"),
    ("III", "KẾT QUẢ THỰC HIỆN"),
    ("III.1", "Chấp hành nội quy, kỷ luật lao động"),
    ("III.2", "Thực hiện nếp sống văn minh tại nơi làm việc"),
    ("IV", "ĐÁNH GIÁ CHUNG"),
    ("IV.1", "Kết quả đạt được"),
    ("IV.2", "Tồn tại, hạn chế"),
    ("IV.3", "Nguyên nhân"),
)
OUTLINE = "Đề cương 12/HD-ABC"
DECISION = "999/QĐ-TTg"
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
_HEADINGS = ("kept", "kept", "renamed", "merged", "none")
_CONTENTS = ("full", "full", "thin", "full", "none")


def value(content: Any, box: tuple[float, ...] | None = None, **more: Any) -> dict[str, Any]:
    """A published ``Value``, read from page one unless ``more`` says otherwise."""
    source = "read" if content is not None else "absent"
    raw = content if isinstance(content, str) else None
    base: dict[str, Any] = {"value": content, "raw": raw, "page": 1, "box": box and list(box)}
    return {**base, "confidence": 0.97, "source": source, "review": False, **more}


def item(at: int, pick: int, paper: bool = True) -> dict[str, Any]:
    """The verdict on outline item ``at``; ``pick`` turns through the possible verdicts."""
    id, title = ITEMS[at]
    n = (at * 7 + pick * 3) % 5
    content, heading = _CONTENTS[n], _HEADINGS[n]
    top = 0.12 + (at % 7) * 0.11
    page = 1 + at // 7
    box = [0.11, top, 0.93, top + 0.07] if paper else None
    quote = f"- Về {title.lower()}: đã ban hành {at + 2} văn bản và mở {pick + 1} hội nghị."
    absent = content == "none" and heading == "none"
    return {
        "id": id,
        "title": title,
        "heading": heading,
        "content": content,
        "printed_heading": None if heading == "none" else title.capitalize(),
        "moved": n == 3,
        "score": {"full": 1.0, "thin": 0.5, "none": 0.0}[content],
        "confidence": round(0.55 + 0.4 * ((at + pick) % 10) / 9, 2),
        "review": (at + pick) % 9 == 0,
        "why": "Có đề mục riêng và nêu số văn bản đã ban hành." if content == "full" else None,
        "evidence": [] if absent else [{"page": page, "box": box, "quote": quote}],
    }


def reference(symbol: str, page: int = 1, **more: Any) -> dict[str, Any]:
    box = [0.13, 0.3, 0.92, 0.33]
    return {
        "symbol": symbol,
        "type": "Quyết định",
        "date": "2019-06-14",
        "issuer": "Thủ tướng Chính phủ",
        "raw": f"Quyết định số {symbol} ngày 14/6/2019 của Thủ tướng Chính phủ",
        "page": page,
        "box": box,
        "confidence": 0.96,
        "mentions": 2,
        "places": [{"page": page, "box": box}, {"page": 2, "box": [0.13, 0.5, 0.92, 0.53]}],
        **more,
    }


def letter(at: int = 0, **more: Any) -> dict[str, Any]:
    """A report of a made-up province, with one of everything."""
    province = PROVINCES[at % len(PROVINCES)]
    file = f"bc-{at:03d}.pdf"
    items = [item(n, at) for n in range(len(ITEMS))]
    number = None if at % 4 == 1 else str(100 + at)
    spot = (0.12, 0.1, 0.36, 0.12)
    unread = {"source": "unreadable", "review": True, "why": "Số viết tay bị con dấu che."}
    issuer = f"Ủy ban nhân dân tỉnh {province}"
    return {
        "file": file,
        "sha256": hashlib.sha256(file.encode()).hexdigest(),
        "status": "ok",
        "errors": [],
        "pages": 3,
        "kind": "report",
        "folder": f"letters/bc-{at:03d}",
        "text": [f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}", "Trang hai", "Trang ba"],
        "fields": {
            "number": value(number, spot, **({} if number else unread)),
            "symbol": value("BC-UBND", spot),
            "number_symbol": value(number and f"{number}/BC-UBND", spot),
            "date": value("2022-05-20" if at % 3 else "2022-05", (0.55, 0.1, 0.9, 0.12)),
            "issuer": value(issuer, (0.1, 0.04, 0.42, 0.09)),
            "province": value(province, source="inferred", why="Suy ra từ cơ quan ban hành."),
            "subject": value(
                "Sơ kết 03 năm thực hiện phong trào thi đua xây dựng cơ quan kiểu mẫu",
                (0.2, 0.15, 0.8, 0.19),
            ),
            "signer_authority": value("KT. CHỦ TỊCH", (0.55, 0.78, 0.9, 0.8), page=3),
            "signer_title": value("PHÓ CHỦ TỊCH", (0.55, 0.8, 0.9, 0.82), page=3),
            "signer_name": value("Trần Thị Ấm", (0.55, 0.9, 0.9, 0.92), page=3, confidence=0.9),
            "recipients": value(["- Như trên;", "- Lưu: VT, NC."], (0.1, 0.78, 0.4, 0.9), page=3),
        },
        "references": [reference(DECISION), reference("12/KH-UBND", 2, type="Kế hoạch")],
        "cites": {
            DECISION: ("direct", "indirect", "none")[at % 3],
            "via": [
                {
                    "decision": DECISION,
                    "how": "text",
                    "through": "12/KH-UBND",
                    "quote": "Thực hiện Kế hoạch số 12/KH-UBND",
                    "page": 1,
                    "box": [0.13, 0.34, 0.92, 0.37],
                }
            ]
            if at % 3 == 1
            else [],
        },
        "coverage": {
            "outline": OUTLINE,
            "score": round(sum(i["score"] for i in items) / len(items), 4),
            "order_changed": False,
            "items": items,
            "extra_sections": [{"title": "Phụ lục mô hình hay", "page": 3, "box": None}],
        },
        "quantities": [
            {
                "count": 4,
                "count_max": None,
                "unit": "tập thể",
                "award": "Bằng khen",
                "raw": "04 tập thể được tặng Bằng khen",
                "page": 2,
                "box": [0.2, 0.6, 0.6, 0.62],
                "section": "III.1",
                "ceiling": False,
            }
        ],
        "seconds": {"ocr": 3.5},
        **more,
    }


def text_letter() -> dict[str, Any]:
    """A plan from a text file: no boxes, no pictures, no coverage."""
    plain = letter(900, file="kế hoạch.txt", kind="plan", folder=None, coverage=None)
    plain["fields"] = {k: {**v, "box": None} for k, v in plain["fields"].items()}
    return plain


def failed_letter() -> dict[str, Any]:
    error = {"code": "encrypted", "message": "Tệp PDF có mật khẩu", "page": None}
    return {
        **letter(901, file="khóa.pdf", kind="unknown", status="failed", pages=0, errors=[error]),
        **{"fields": {}, "references": [], "cites": {"via": []}, "coverage": None},
        **{"quantities": [], "text": [], "folder": None},
    }


def hostile_letter() -> dict[str, Any]:
    """A letter that tries to run in the workbook and in the browser."""
    bad = letter(902, file=f"=1+1{HOSTILE}.pdf", folder=None)
    bad["fields"]["issuer"] = value(f'=HYPERLINK("http://evil.example","x"){HOSTILE}')
    bad["fields"]["subject"] = value(f"+cmd|' /C calc'!A0 {HOSTILE} ]]> --> \x00\x0b\ud800 &amp;")
    bad["coverage"]["items"][1]["evidence"][0]["quote"] = f"</script>{HOSTILE}"
    bad["coverage"]["items"][1]["why"] = HOSTILE
    bad["references"][0]["raw"] = "@SUM(1) https://evil.example/ " + HOSTILE
    bad["references"][0]["findings"] = [HOSTILE]
    bad["errors"] = [{"code": "page_unreadable", "message": HOSTILE, "page": 2}]
    bad["status"] = "partial"
    return bad


def corpus(n: int = 6) -> list[dict[str, Any]]:
    return [*(letter(at) for at in range(n)), text_letter(), failed_letter(), hostile_letter()]


def draw_pages(document: dict[str, Any], out: Path, width: int = 620) -> None:
    """Page pictures with grey lines for text, and a red seal on the last page."""
    from PIL import Image, ImageDraw

    folder = out / document["folder"] / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, document["pages"] + 1):
        height = round(width * 1.414)
        page = Image.new("RGB", (width, height), (247, 245, 240))
        pen = ImageDraw.Draw(page)
        for line in range(8, 92, 2):
            y = height * line // 100
            for word in range(12):
                x = width * (11 + 7 * word) // 100
                pen.rectangle((x, y, x + width // 20 - (line * word) % 9, y + 6), fill=(40, 40, 45))
        if number == document["pages"]:
            pen.ellipse((300, 700, 400, 800), outline=(200, 30, 30), width=6)
        page.save(folder / f"{number}.jpg", quality=80)
