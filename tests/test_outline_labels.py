"""Labels of headings and lists, as printed and as OCR gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outline.labels import ALPHABET, parse, printed_label

# text -> (style, ordinal, rest)
LABELS = [
    ("I. ĐẶC ĐIỂM", "roman", 1, "ĐẶC ĐIỂM"),
    ("IV/ Đánh giá", "roman", 4, "Đánh giá"),
    ("II ĐÁNH GIÁ", "roman", 2, "ĐÁNH GIÁ"),
    ("VIII- Kết quả", "roman", 8, "Kết quả"),
    ("1. Thuận lợi", "arabic", 1, "Thuận lợi"),
    ("2) Khó khăn", "arabic", 2, "Khó khăn"),
    ("3/ Kết quả", "arabic", 3, "Kết quả"),
    ("1.2. Hạ tầng", "decimal", 2, "Hạ tầng"),
    ("3.1.4 Chữ ký số", "decimal", 4, "Chữ ký số"),
    ("a) Kết quả", "alpha", 1, "Kết quả"),
    ("đ) Ý thức", "alpha", 5, "Ý thức"),
    ("e. Trang phục", "alpha", 6, "Trang phục"),
    ("A. Thuận lợi", "letter", 1, "Thuận lợi"),
    ("Đ. Kiến nghị", "letter", 5, "Kiến nghị"),
    ("(2) Khó khăn", "paren", 2, "Khó khăn"),
    ("① Khó khăn", "paren", 1, "Khó khăn"),
    ("- Về công tác kiểm tra", "dash", 0, "Về công tác kiểm tra"),
    ("+ Khách quan", "plus", 0, "Khách quan"),
    ("- a) Kết quả", "alpha", 1, "Kết quả"),
    ("Phần thứ nhất TÌNH HÌNH", "part", 1, "TÌNH HÌNH"),
    ("PHẦN THỨ TƯ: KIẾN NGHỊ", "part", 4, "KIẾN NGHỊ"),
    ("Phần II. KẾT QUẢ", "part", 2, "KẾT QUẢ"),
    # OCR takes III for IH before capitals
    ("IH. CÔNG TÁC", "roman", 3, "CÔNG TÁC"),
    ("lI. CÔNG TÁC", "roman", 2, "CÔNG TÁC"),
]


@pytest.mark.parametrize(("text", "style", "ordinal", "rest"), LABELS)
def test_a_label_is_read(text: str, style: str, ordinal: int, rest: str) -> None:
    label = parse(text)
    assert label is not None
    assert (label.style, label.ordinal, text[label.end :].strip()) == (style, ordinal, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3 năm qua, huyện đã",  # a sentence, not item 3
        "03 năm thực hiện",
        "2019 - 2025",
        "- 2025, trong đó",  # the second half of a period, wrapped
        "12/2020 đến nay",
        "đ/c Nguyễn Văn A",  # đồng chí
        "Phần lớn các đơn vị",
        "mục 3 của Kế hoạch",
        "I am not",
        "100% cơ quan",
        "",
        "1.250 người",
    ],
)
def test_what_is_no_label(text: str) -> None:
    label = parse(text)
    assert label is None or (label.style == "dash" and not text.startswith("-"))


def test_vietnamese_lists_have_d_stroke_and_no_f() -> None:
    assert ALPHABET.startswith("abcdđegh")
    assert not set("fjwz") & set(ALPHABET)
    assert printed_label("alpha", 5) == "đ"
    assert printed_label("letter", 5) == "Đ"
    assert printed_label("alpha", 99) == "?"


@given(st.integers(1, 12), st.sampled_from(("roman", "arabic", "alpha")))
def test_a_label_printed_is_read_back(ordinal: int, style: str) -> None:
    core = printed_label(style, ordinal)  # type: ignore[arg-type]
    end = ")" if style == "alpha" else "."
    label = parse(f"{core}{end} Kết quả")
    if core in ("f", "o", "p"):
        return
    assert label is not None
    assert (label.style, label.ordinal) == (style, ordinal)


@given(st.text(max_size=60))
def test_parsing_never_fails_and_ends_inside(text: str) -> None:
    label = parse(text)
    assert label is None or 0 < label.end <= len(text)
