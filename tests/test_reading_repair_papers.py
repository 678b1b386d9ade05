"""Lines as they stand on letters: what is mended in each zone, and what is left to other rooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge import files, misreadings
from pipeline.reading.repair import mended

DOUBT = 0.75

# (zone, as read, as it should read)
LINES = [
    # heads
    ("issuer", "ỦY BẠN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
    ("issuer", "SỜ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
    ("motto", "CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("creed", "Độc lập - Tự do - Hanh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ("type", "KÉ HOẠCH", "KẾ HOẠCH"),
    ("subject", "V/v góp ý dự tháo văn bản", "V/v góp ý dự thảo văn bản"),
    ("addressees", "Kính gừi: Thủ trướng các đơn vị", "Kính gửi: Thủ trưởng các đơn vị"),
    # bodies
    ("preamble", "Căn cứ Luật Tố chức chính quyền địa phương",
     "Căn cứ Luật Tổ chức chính quyền địa phương"),
    ("preamble", "Theo đê nghị của Giám đôc Sở Nội vụ", "Theo đề nghị của Giám đốc Sở Nội vụ"),
    ("article", "Điều 1. Phê duyệt kê hoạch kèm theo", "Điều 1. Phê duyệt kế hoạch kèm theo"),
    ("article", "có hiệu lực thì hành kể từ ngày ký", "có hiệu lực thi hành kể từ ngày ký"),
    ("heading", "II. NỘI DUNG, ĐIẾM MỚI", "II. NỘI DUNG, ĐIỂM MỚI"),
    ("heading", "2. Tồn tại, hạn chê và nguyên nhân", "2. Tồn tại, hạn chế và nguyên nhân"),
    ("heading", "a) Công tác kiếm tra, giám sát", "a) Công tác kiểm tra, giám sát"),
    ("list", "- Phố biến, quán triệt tới từng người", "- Phổ biến, quán triệt tới từng người"),
    ("figures", "đã tặng Giấy khen cho 12 tập thế và 30 cá nhân",
     "đã tặng Giấy khen cho 12 tập thể và 30 cá nhân"),
    ("figures", "tống số 45 hồ sơ, đạt ty lệ 100%", "tổng số 45 hồ sơ, đạt tỷ lệ 100%"),
    ("reference", "Quyết dịnh số 733/QĐ-TTg", "Quyết định số 733/QĐ-TTg"),
    ("reference", "Nghị đinh số 91/2017/NĐ-CP", "Nghị định số 91/2017/NĐ-CP"),
    ("closing", "Trên đây là báo cáo kêt quả thực hiện", "Trên đây là báo cáo kết quả thực hiện"),
    # ends
    ("recipients", "- Thường trực Tỉnh uỷ (đế báo cáo);", "- Thường trực Tỉnh uỷ (để báo cáo);"),
    ("recipients", "- Các đồng chí đảng uy viên;", "- Các đồng chí đảng ủy viên;"),
    ("signer", "KT. GIÁM ĐÓC", "KT. GIÁM ĐỐC"),
    ("signer", "PHÓ CHÚ TỊCH", "PHÓ CHỦ TỊCH"),
]  # fmt: skip


def _read(text: str, confidence: float = DOUBT) -> str:
    words = [(word, confidence) for word in text.split()]
    mends = mended(words)
    return " ".join(m.text if m else w for (w, _), m in zip(words, mends, strict=True))


@pytest.mark.parametrize(("zone", "seen", "wanted"), LINES, ids=[f"{z}-{w}" for z, _, w in LINES])
def test_lines(zone: str, seen: str, wanted: str) -> None:
    assert _read(seen) == wanted


@pytest.mark.parametrize(("zone", "seen", "wanted"), LINES, ids=[f"{z}-{w}" for z, _, w in LINES])
def test_lines_read_well_stay(zone: str, seen: str, wanted: str) -> None:
    assert _read(wanted) == wanted
    assert _read(wanted, 0.93) == wanted


# What other rooms mend, or people decide: the words are left as the engine gave them.
LEFT = [
    ("symbols are the references' matter", "số 733/QD-TTg và 73 3/QĐ-TTg"),
    ("numbers are read from the picture", "Số: J†{/STTTT-CNTT"),
    ("days are read from the picture", "Hà Nội, ngày LỐ. tháng 8 năm 2019"),
    ("names are the letter's matter", "Dặug Ngọc Quỳnh"),
    ("punctuation is what it is", "UBND các huyện. thị xã. thành phố"),
    ("Roman numerals are the outline's matter", "H. MỤC ĐÍCH"),
    ("words run together are not parted", "thihành"),
    ("two faults in letters are too many", "cbính pbú"),
]


@pytest.mark.parametrize(("case", "text"), LEFT, ids=[case for case, _ in LEFT])
def test_left_alone(case: str, text: str) -> None:
    assert _read(text) == text


# The same reading, printed otherwise: what stands beside it decides.
BESIDE = [
    ("tố chức cuộc họp", "tổ chức cuộc họp"), ("tố cáo của công dân", "tố cáo của công dân"),
    ("tập thế lãnh đạo", "tập thể lãnh đạo"), ("thế mạnh của tỉnh", "thế mạnh của tỉnh"),
    ("đối mới sáng tạo", "đổi mới sáng tạo"), ("đối với các đơn vị", "đối với các đơn vị"),
    ("kiếm tra định kỳ", "kiểm tra định kỳ"), ("tìm kiếm việc làm", "tìm kiếm việc làm"),
    ("đáng viên gương mẫu", "đảng viên gương mẫu"), ("tăng lên đáng kể", "tăng lên đáng kể"),
    ("phái thực hiện ngay", "phải thực hiện ngay"), ("cử phái viên", "cử phái viên"),
    ("báo đảm an toàn", "bảo đảm an toàn"), ("báo chí trong nước", "báo chí trong nước"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "wanted"), BESIDE)
def test_what_stands_beside_decides(seen: str, wanted: str) -> None:
    assert _read(seen) == wanted


def test_a_word_is_believed_with_its_page() -> None:
    """Over a line's end, as a page is read, and not over a full stop."""
    assert _read("Ủy ban nhân dân tố\nchức hội nghị") == "Ủy ban nhân dân tổ chức hội nghị"
    assert _read("Đã nhận tố. Chức vụ") == "Đã nhận tố. Chức vụ"


@pytest.mark.parametrize(
    "text", ["seen: 3\n", "seen: {a: 1}\n", "[]\n", "seen: {a: 1}\nwrong: 2\n"]
)
def test_damaged_counts_are_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("outlines", "noise"):
        (tmp_path / folder).mkdir()
    (tmp_path / "noise/confusions.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(misreadings, "models_folder", lambda: tmp_path)
    with pytest.raises(BadKnowledge) as raised:
        misreadings.misreadings.__wrapped__()
    assert "confusions.yaml" in str(raised.value)


def test_the_model_is_found_where_the_models_are() -> None:
    assert (files.models_folder() / "language/phrases.tsv").is_file()
