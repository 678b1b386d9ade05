"""Fuzzes the reference grammar: any bytes, and official phrases cut up and damaged by them.

    python tools/fuzz/references.py tests/fuzz/references -max_total_time=3600

Needs atheris (see README.md beside this file). A finding is an exception, a span outside the
text, another answer the second time, or an input that takes longer than its length allows.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["pipeline.references"]):
    from pipeline.references import find, find_in
    from pipeline.references.citing import cites

from pipeline.language import plain_transcript
from pipeline.records import Letter, Value, Zone, Span

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
SECONDS = 1.0
CHARACTERS_A_SECOND = 20_000
"""Far below what is measured, so that a busy machine is no finding."""


def text_of(data: bytes) -> str:
    """Half the inputs are text as it comes; the others join phrases, damaged between."""
    if not data or data[0] % 2:
        return data[1:].decode("utf-8", "ignore")
    source = atheris.FuzzedDataProvider(data[1:])
    parts: list[str] = []
    while source.remaining_bytes() > 1 and len(parts) < 200:
        phrase = PHRASES[source.ConsumeIntInRange(0, len(PHRASES) - 1)]
        kind = source.ConsumeIntInRange(0, 7)
        at = source.ConsumeIntInRange(0, len(phrase))
        if kind == 0:
            phrase = phrase[:at] + source.ConsumeUnicodeNoSurrogates(3) + phrase[at:]
        elif kind == 1:
            phrase = phrase[:at] + phrase[at + 1 :]
        elif kind == 2:
            phrase = phrase[at:]
        parts.append(phrase)
    return "".join(parts)


def letter_of(text: str) -> Letter:
    fields = {
        "issuer": Value("Sở Nội vụ tỉnh Sơn La", "read", 1.0),
        "province": Value("Sơn La", "read", 1.0),
        "number_symbol": Value("127/BC-SNV", "read", 1.0),
        "date": Value("2022-05-20", "read", 1.0),
    }
    return Letter("report", 1.0, fields, (Zone("number", Span(0, min(9, len(text)))),))


def check(text: str) -> None:
    """Raises ``AssertionError`` for an answer that can't be right."""
    started = time.process_time()
    found = find(text)
    spent = time.process_time() - started
    assert spent < SECONDS + len(text) / CHARACTERS_A_SECOND, f"{spent:.1f} s"
    assert found == find(text), "another answer the second time"
    for reference in found:
        assert reference.symbol or reference.name, "no text is named"
        assert 0 <= reference.confidence <= 1
        assert reference.mentions
        for mention in reference.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(text)
            assert mention.raw == text[mention.span.start : mention.span.end]
    transcript = plain_transcript(text)
    letter = letter_of(text)
    by_letter = find_in(transcript, letter)
    cites(by_letter, transcript, letter)


def one_input(data: bytes) -> None:
    check(text_of(data))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
