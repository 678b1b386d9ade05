"""What a long run says of itself while it works, by the stages of the journey."""

from __future__ import annotations

STAGES: dict[str, tuple[str, str]] = {
    "progress.pages": ("Đọc trang", "Reading pages"),
    "progress.opening": ("Mở tệp", "Opening files"),
    "progress.filing": ("Lưu trang và bản tìm được chữ", "Keeping pages and searchable copies"),
    "progress.analysing": ("Phân tích văn bản", "Analysing letters"),
    "progress.comparing": ("Đối chiếu các văn bản với nhau", "Comparing letters"),
    "progress.judging": ("Chấm theo đề cương", "Judging by the outline"),
    "progress.writing": ("Ghi kết quả", "Writing the findings"),
    "progress.compiling": ("Lập bảng", "Making the tables"),
    "progress.trouble": ("{name}: {message}", "{name}: {message}"),
    "progress.trouble_page": ("{name}, trang {page}: {message}", "{name}, page {page}: {message}"),
    "progress.interrupted": (
        "Đã dừng. Chạy lại cùng lệnh để làm tiếp từ chỗ này.",
        "Stopped. Run the same command again to go on from here.",
    ),
}
