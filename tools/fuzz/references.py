"""Fuzzes the reference grammar: any text, and official phrases cut up and damaged.

    python -m venv fuzz && fuzz/bin/pip install atheris        # Apache-2.0; needs clang's runtime
    PYTHONPATH=.:.venv/lib/python3.11/site-packages fuzz/bin/python tools/fuzz/references.py \\
        tests/fuzz/references -max_total_time=3600 -max_len=2000 -len_control=0

A finding is an exception, a span outside the text, another answer the second time, or an input
that takes longer than its length allows. What is found goes to ``tests/fuzz/references``, which
the test suite reads back without a fuzzer: files that begin with an odd byte are plain text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.fuzz.harness import fuzz, text_of

with atheris.instrument_imports(include=["pipeline.references"]):
    from tools.fuzz.checks import check

PHRASES = (
    "Quyết định số 733/QĐ-TTg", " ngày 14/6/2019", " ngày 14 tháng 6 năm 2019",
    " của Thủ tướng Chính phủ", "Kế hoạch số ", "179/KH-UBND", "Chỉ thị số 35, 39-CT/TW",
    "Luật Thi đua, khen thưởng năm 2013", "Luật số 06/2022/QH15", "Nghị định 30/2020", "\n", "\f",
    "\f2\n", ", UBND tỉnh đã ban hành ", "các Kế hoạch: số 12/KH-UBND, 15/KH-UBND", "Số: ",
    "(Kèm theo Hướng dẫn số 544/HD-BTĐKT)", " về việc “", "”", "; ", ". ", "7333QĐ-TTg",
    "733/ QĐ - TTg", "73 3/", "l5/KH", "Thông tư liên tịch số 01/2015/TTLT-BNV-BTC",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", " thi đua thực hiện văn hóa công sở", "e\u0302\u0301",
    "Quyết định này", "Kế hoạch nêu trên", "ngày    tháng 5 năm 2022", "1" * 40, "1/" * 30,
)  # fmt: skip

if __name__ == "__main__":
    fuzz(lambda data: check(text_of(data, PHRASES, 200)))
