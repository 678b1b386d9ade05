"""Every message that people see, numbered by its code, in Vietnamese and English.

``say(code, **details)`` picks the language set by ``speak``; a code without a message raises
``KeyError``, and a test checks that each has both languages and the same details.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Literal

Lang = Literal["vi", "en"]
_lang: ContextVar[Lang] = ContextVar("lang", default="vi")

MESSAGES: dict[str, tuple[str, str]] = {
    # --- what can go wrong with an input -------------------------------------------------
    "not_a_document": (
        "Tệp không phải văn bản đọc được: {what}",
        "The file is no document that can be read: {what}",
    ),
    "empty": ("Tệp rỗng", "The file is empty"),
    "encrypted": (
        "Tệp PDF có mật khẩu; hãy mở khóa rồi chạy lại",
        "The PDF needs a password; unlock it and run again",
    ),
    "truncated": (
        "Tệp bị cắt cụt hoặc hỏng: {what}",
        "The file is cut off or damaged: {what}",
    ),
    "too_large": (
        "Tệp vượt giới hạn {limit}: {what}",
        "The file is over the limit {limit}: {what}",
    ),
    "unsafe_file": (
        "Không mở vì không an toàn: {what}",
        "Not opened because it is not safe: {what}",
    ),
    "unreadable_file": (
        "Hệ điều hành không cho đọc tệp: {what}",
        "The operating system refuses to read the file: {what}",
    ),
    "duplicate": (
        "Nội dung trùng hệt tệp {first}",
        "The same bytes as {first}",
    ),
    "timeout": (
        "Quá {seconds} giây mà chưa xong",
        "Not done after {seconds} seconds",
    ),
    "engine_failed": (
        "Tesseract không trả kết quả: {what}",
        "Tesseract gave no result: {what}",
    ),
    "page_unreadable": (
        "Không đọc được trang này: {what}",
        "This page could not be read: {what}",
    ),
    "worker_died": (
        "Tiến trình đọc trang này bị dừng đột ngột",
        "The process that read this page died",
    ),
    "no_words": (
        "có mực nhưng không nhận ra chữ nào chắc chắn (độ tin {confidence})",
        "there is ink, but no word is sure (confidence {confidence})",
    ),
    "all_blank": ("Mọi trang đều trắng", "All pages are blank"),
    "internal_error": ("Lỗi trong chương trình: {what}", "An error in the program: {what}"),
    # --- what is odd about a citation ------------------------------------------------------
    "reference_dates_differ": (
        "Cùng số, ký hiệu nhưng ghi nhiều ngày khác nhau: {dates}",
        "The same symbol with different dates: {dates}",
    ),
    "reference_year_differs": (
        "Ngày {date} không khớp với năm trong ký hiệu {symbol}",
        "The date {date} does not fit the year in the symbol {symbol}",
    ),
    "reference_after_letter": (
        "Ngày {date} sau ngày của chính văn bản này",
        "The date {date} is after this letter's own",
    ),
    "reference_no_such_date": (
        "Không có ngày này: {date}",
        "There is no such date: {date}",
    ),
    "reference_type_differs": (
        "Ghi là {type} nhưng ký hiệu là {symbol}",
        "Called {type}, but the symbol is {symbol}",
    ),
    "reference_maybe": (
        "Dấu gạch chéo không đọc được; cũng có thể là {other}",
        "The slash could not be read; it may also be {other}",
    ),
    # --- what can go wrong with a run ----------------------------------------------------
    "missing_dependency": (
        "Thiếu {what}. Cách cài: {mend}",
        "{what} is missing. To install it: {mend}",
    ),
    "bad_settings": (
        "Thiết lập sai ở {where}: {what}",
        "Wrong setting at {where}: {what}",
    ),
    "bad_knowledge": (
        "Tệp tri thức sai ở {where}: {what}",
        "Wrong knowledge file at {where}: {what}",
    ),
    "no_input": (
        "Không tìm thấy văn bản nào trong: {what}",
        "No document was found in: {what}",
    ),
    "output_unwritable": (
        "Không ghi được vào {where}: {what}",
        "Can't write to {where}: {what}",
    ),
}


def speak(lang: Lang) -> None:
    """Sets the language of this process."""
    _lang.set(lang)


def spoken() -> Lang:
    return _lang.get()


def say(code: str, **details: object) -> str:
    """The message ``code`` in the language in force."""
    if code not in MESSAGES:
        from pipeline.words import WORDS  # what only the command line says: loaded when it speaks

        MESSAGES.update(WORDS)
    vietnamese, english = MESSAGES[code]
    return (vietnamese if _lang.get() == "vi" else english).format(**details)
