"""Fuzzes the headings of a report: any text, and numbered headings cut up and damaged.

    python tools/fuzz/headings.py tests/fuzz/headings -max_total_time=3600 -max_len=3000

A finding is an exception, a span outside the text, a heading above its parent, another answer the
second time, or an input that takes longer than its length allows. What is found goes to
``tests/fuzz/headings``: files that begin with an odd byte are plain text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.fuzz.harness import fuzz, text_of

with atheris.instrument_imports(include=["pipeline.outline"]):
    from tools.fuzz.headings_checks import check

PHRASES = (
    "I. ", "II. ", "III. ", "IV ", "1. ", "1.1. ", "1.1.1 ", "2) ", "a) ", "d) ", "đ) ", "- ",
    "+ ", "* ", "A. ", "Phần thứ nhất\n", "PHẦN II: ", "Mục 3. ", "TÌNH HÌNH CHUNG", "Thuận lợi",
    "KẾT QUẢ ĐẠT ĐƯỢC", "Tồn tại, hạn chế và nguyên nhân", ": ", ".\n", "\n\n", "\n", "\f", "**",
    "Trong ba năm, huyện đã mở 12 hội nghị cho 900 lượt người nghe.", "3 năm qua, ", "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN", "99999999. ", "I" * 30, "1." * 40, "\u0301",
)  # fmt: skip

if __name__ == "__main__":
    fuzz(lambda data: check(text_of(data, PHRASES, 150)))
