"""Words of a subject that are no Vietnamese and stand nowhere else in the letter."""

from __future__ import annotations

import pytest

from pipeline.letter.read import read_letter
from pipeline.letter.rows import gather
from pipeline.letter.strange import is_syllable, strange_words
from tests.letter_paper import STEP, body, header, page

ISSUER = ["UBND TỈNH YÊN BÁI", "SỞ XÂY DỰNG"]
DATE = "Yên Bái, ngày 14 tháng 6 năm 2021"


@pytest.mark.parametrize(
    ("subject", "text", "strange"),
    [
        # the language's own words, numbers and Roman numerals
        ("Kết quả cấp phép xây dựng quý II năm 2021", "", ()),
        # an abbreviation that the text uses, and one that it does not
        ("chính sách thuế TNDN", "mức thuế suất thuế TNDN được áp dụng", ()),
        ("chính sách thuế TNIDN", "mức thuế suất thuế TNDN được áp dụng", ("TNIDN",)),
        # codes of types and bodies need no second place
        ("rà soát quy chế của UBND", "", ()),
        # a foreign word that was misread; each is told once
        ("tuyến Meto và ga Meto", "", ("Meto",)),
        # one letter is a sign
        ("khối B và C", "", ()),
        # what stands within brackets and quotes
        ("“chuyển đổi số” (CĐSX)", "", ("CĐSX",)),
    ],
)
def test_strange_words(subject: str, text: str, strange: tuple[str, ...]) -> None:
    lines = [(0.3, 0.2, subject), *([(0.13, 0.4, text)] if text else [])]
    made = page(lines)
    first = gather(made, made.words)[:1]
    assert strange_words(made, first, subject) == strange


@pytest.mark.parametrize(
    ("word", "said"), [("nghiêng", True), ("THUẾ", True), ("Metro", False), ("TNDN", False)]
)
def test_is_syllable(word: str, said: bool) -> None:
    assert is_syllable(word) is said


@pytest.mark.parametrize(
    ("subject", "review"),
    [("Kết quả cấp phép xây dựng quý II", False), ("Kết quả cấp phép xây dưnqg quý II", True)],
)
def test_a_strange_word_sends_the_subject_to_a_person(subject: str, review: bool) -> None:
    made = page(
        [
            *header(ISSUER, "Số: 41 /BC-SXD", DATE), (0.48, 0.20, "BÁO CÁO"),
            (0.33, 0.22, subject), *body(0.28),
            (0.13, 0.45, "Nơi nhận:"), (0.13, 0.45 + STEP, "- Lưu: VT."),
        ]
    )  # fmt: skip
    found = read_letter(made).fields["subject"]
    assert found.value == subject
    assert found.review is review
