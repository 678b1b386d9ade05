"""An invented campaign for the tests of the outline room: its outline, a faithful report, and
ways to turn a report's source into a transcript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.reading.plain import read_plain
from pipeline.records import (
    Coverage,
    ItemVerdict,
    Letter,
    LetterKind,
    Line,
    Outline,
    OutlineItem,
    Page,
    Span,
    Transcript,
    Word,
    Zone,
)

ITEMS = (
    ("I", "ĐẶC ĐIỂM, TÌNH HÌNH"),
    ("I.1", "Thuận lợi"),
    ("I.2", "Khó khăn"),
    ("II", "TỔ CHỨC TRIỂN KHAI PHONG TRÀO"),
    ("II.1", "Ban hành văn bản chỉ đạo"),
    ("II.2", "Công tác tuyên truyền"),
    ("III", "KẾT QUẢ ĐẠT ĐƯỢC"),
    ("III.1", "Cải cách thủ tục hành chính"),
    ("III.2", "Giữ gìn cơ quan xanh, sạch, đẹp"),
    ("III.3", "Công tác kiểm tra, giám sát"),
    ("III.4", "Kết quả khen thưởng (nếu có)"),
    ("IV", "ĐÁNH GIÁ CHUNG, KIẾN NGHỊ"),
    ("IV.1", "Kết quả đạt được"),
    ("IV.2", "Tồn tại, hạn chế"),
    ("IV.3", "Nguyên nhân tồn tại, hạn chế"),
    ("IV.4", "Đề xuất, kiến nghị"),
)

OUTLINE = Outline(
    name="bc-thu",
    title="Sơ kết Phong trào thi đua “Công sở thân thiện vì nhân dân”",
    guideline="77/HD-BTĐ",
    decision="88/QĐ-TTg",
    deadline="2024-06-30",
    applies_to=("report",),
    items=tuple(OutlineItem(i, t, optional="nếu có" in t) for i, t in ITEMS),
)

# One paragraph an item; each holds a fact of the item's own subject.
TEXTS: Mapping[str, str] = {
    "I.1": "Huyện có 12 xã, 01 thị trấn; trụ sở mới đưa vào dùng tháng 5/2021.",
    "I.2": "Còn 03 xã vùng cao chưa có điện lưới, đường vào xã dài trên 40 km.",
    "II.1": "Ủy ban nhân dân huyện ban hành Kế hoạch số 45/KH-UBND ngày 12/3/2021 phát động "
    "Phong trào thi đua trên địa bàn.",
    "II.2": "Đài truyền thanh phát 96 bản tin tuyên truyền, 1.250 người dự 18 hội nghị.",
    "III.1": "Bộ phận một cửa đã cắt giảm 27 thủ tục hành chính, trả đúng hạn 98,2% hồ sơ.",
    "III.2": "Các cơ quan trồng 640 cây xanh quanh khuôn viên, lắp 35 thùng rác phân loại.",
    "III.3": "Đoàn kiểm tra của huyện làm việc tại 15 đơn vị, nhắc nhở 04 công chức đi muộn.",
    "III.4": "Chủ tịch Ủy ban nhân dân huyện tặng Giấy khen cho 06 tập thể và 11 cá nhân.",
    "IV.1": "Người dân không còn phải chờ qua buổi trưa; cán bộ xã biết chào hỏi bằng tiếng Tày.",
    "IV.2": "Hai trạm y tế vẫn để người bệnh đứng đợi ngoài hiên; sổ góp ý ít khi được mở ra xem.",
    "IV.3": "Nguyên nhân là do trưởng trạm kiêm nhiệm ba việc, ngại góp ý với nhân viên.",
    "IV.4": "Đề nghị Sở Nội vụ ban hành mẫu phiếu chấm điểm chung và tập huấn trước tháng 9/2024.",
}

HEADINGS: Mapping[str, str] = {id_: f"{id_.rpartition('.')[2]}. {title}" for id_, title in ITEMS}


def source(
    texts: Mapping[str, str] = TEXTS,
    headings: Mapping[str, str | None] = HEADINGS,
    order: tuple[str, ...] | None = None,
) -> str:
    """A report in light Markdown, item by item; a heading of None is left out."""
    blocks = []
    for id_ in order or tuple(i for i, _ in ITEMS):
        heading = headings.get(id_)
        if heading is not None:
            blocks.append(f"**{heading}**")
        if id_ in texts:
            blocks.append(texts[id_])
    return "\n\n".join(blocks)


def judged(coverage: Coverage) -> dict[str, ItemVerdict]:
    return {item.id: item for item in coverage.items}


def plain(text: str) -> Transcript:
    return read_plain(text)


def letter(kind: LetterKind = "report", *zones: Zone) -> Letter:
    return Letter(kind, 1.0, {}, zones)


def paper(rows: list[tuple[str, dict[str, float | bool | str]]]) -> Transcript:
    """A scanned page: each row is a printed line with layout (``indent``, ``width`` in fractions
    of the page, ``bold``, ``centred``, ``kind``, ``side``)."""
    text, lines, words = "", [], []
    top = 0.1
    for shown, look in rows:
        left = 0.1 + float(look.get("indent", 0.0))
        right = 0.1 + float(look.get("width", 0.8))
        start = len(text)
        box = (left, top, right, top + 0.015)
        span = Span(start, start + len(shown))
        lines.append(
            Line(
                span,
                1,
                box,
                str(look.get("side", "full")),  # type: ignore[arg-type]
                str(look.get("kind", "text")),  # type: ignore[arg-type]
                float(look.get("indent", 0.0)),
                float(look.get("bold", 0.0)),
                bool(look.get("centred", False)),
            )
        )
        at = start
        for word in shown.split(" "):
            share = (right - left) / max(1, len(shown))
            x0 = left + share * (at - start)
            where = (x0, top, x0 + share * len(word), top + 0.015)
            words.append(Word(Span(at, at + len(word)), word, 1, where, 0.9))
            at += len(word) + 1
        text += shown + "\n"
        top += 0.02
    text = text.rstrip("\n")
    page = Page(1, Span(0, len(text)), "read", "ocr", 0.9, 1000, 1400, 150.0)
    return Transcript(text, (page,), tuple(lines), tuple(words))


def with_status(transcript: Transcript, number: int, status: str, sure: float) -> Transcript:
    """The same transcript with another state of one page."""
    pages = tuple(
        replace(p, status=status, confidence=sure) if p.number == number else p  # type: ignore[arg-type]
        for p in transcript.pages
    )
    return replace(transcript, pages=pages)
