"""Why a verdict is what it is: one Vietnamese sentence for the person who checks it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import ContentVerdict, HeadingVerdict, OutlineItem

_HEADING: dict[HeadingVerdict, str] = {
    "kept": "Có đề mục riêng, giữ tên như đề cương",
    "renamed": "Có đề mục riêng nhưng gọi tên khác",
    "merged": "Chung một đề mục với mục khác",
    "none": "Không có đề mục riêng",
}
_CONTENT: dict[ContentVerdict, str] = {
    "full": "nội dung có sự việc cụ thể kiểm tra được",
    "thin": "nội dung chỉ nêu chung chung, chưa có sự việc kiểm tra được",
    "none": "không thấy nội dung nào nói về mục này",
}


def reason(
    item: OutlineItem,
    heading: HeadingVerdict,
    content: ContentVerdict,
    printed: str | None,
    moved: bool,
    poor: Sequence[int],
) -> str:
    """One sentence; ``poor``: pages where the item may stand unread."""
    shown = f" (“{printed}”)" if printed and heading != "kept" else ""
    text = f"{_HEADING[heading]}{shown}; {_CONTENT[content]}"
    if content == "none" and item.optional:
        text += ", nhưng đề cương ghi “nếu có” nên không bị trừ điểm"
    if moved:
        text += "; đặt ở vị trí khác so với đề cương"
    if poor:
        many = ", ".join(str(n) for n in poor)
        text += f"; cần xem lại vì trang {many} đọc không rõ, có thể mục này nằm ở đó"
    return text + "."
