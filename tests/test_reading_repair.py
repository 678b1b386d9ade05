"""Words mended after reading, and all that must stay as it was read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.doubt import repair_rules
from pipeline.knowledge.names import name_words
from pipeline.knowledge.phrases import NUMBER, OTHER
from pipeline.reading.engine import Token
from pipeline.reading.layout import Row
from pipeline.reading.repair import identity, mended, shown
from pipeline.reading.repair.guesses import likely, other_letters
from pipeline.reading.repair.people import in_name
from pipeline.reading.repair.words import in_capitals, piece_of
from tests.pace import least

LOW, MIDDLE, HIGH = 0.7, 0.91, 0.968  # what the engine says of doubtful, fair and sure words


def read(text: str, confidence: float = LOW) -> str:
    """``text`` mended, all its words read with one confidence."""
    words = [(word, confidence) for word in text.split()]
    mends = mended(words)
    return " ".join(m.text if m else w for (w, _), m in zip(words, mends, strict=True))


# (case, as read, as printed)
MENDED = [
    ("hook read as acute", "tố chức thực hiện", "tổ chức thực hiện"),
    ("hook read as acute, twice", "cụ thế triến khai", "cụ thể triển khai"),
    ("tone lost", "Quyêt định của Thủ tướng", "Quyết định của Thủ tướng"),
    ("hat and tone lost", "hạn chê và yếu kém", "hạn chế và yếu kém"),
    ("tone gained", "phong trào thỉ đua", "phong trào thi đua"),
    ("horn gained", "phong trào thi đưa yêu nước", "phong trào thi đua yêu nước"),
    ("stroke lost", "quy dịnh của pháp luật", "quy định của pháp luật"),
    ("stroke gained", "theo đõi, đôn đốc", "theo dõi, đôn đốc"),
    ("another letter that was counted", "văn hóa công sử", "văn hóa công sở"),
    ("two neighbours at once", "theo quy dịnh pháp luât", "theo quy định pháp luật"),
    ("no syllable at all", "các doanh nghĩệp nhà nước", "các doanh nghiệp nhà nước"),
    ("rn for m, ri for n", "Hội đồng Thi đua - Kheri thưởng", "Hội đồng Thi đua - Khen thưởng"),
    ("a letter lost", "giải quyết thủ tục hành cính", "giải quyết thủ tục hành chính"),
    ("capitals of a title", "TRIẾN KHAI PHONG TRÀO THỊ ĐUA", "TRIỂN KHAI PHONG TRÀO THI ĐUA"),
    ("an office, with capitals", "Tống Giám đốc Tổng công ty", "Tổng Giám đốc Tổng công ty"),
    ("a place", "Thành phó Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("before a bracket", "Thủ tướng Chính phủ (đế báo cáo)", "Thủ tướng Chính phủ (để báo cáo)"),
    ("signs around it stay", "“Cán bộ, công chửc”", "“Cán bộ, công chức”"),
    ("the number beside it stays", "Quyết định só 733/QĐ-TTg", "Quyết định số 733/QĐ-TTg"),
    ("over a comma", "cán bộ, công chửc, viên chửc", "cán bộ, công chức, viên chức"),
    ("old placing of the mark", "văn hoá công sờ", "văn hoá công sở"),
]


@pytest.mark.parametrize(("case", "seen", "printed"), MENDED, ids=[m[0] for m in MENDED])
def test_mends(case: str, seen: str, printed: str) -> None:
    assert read(seen) == printed


# What is right, unusual or no word, however little the engine trusts it.
KEPT = [
    ("numbers and symbols", "Số: 733/QĐ-TTg 12/2019/TT-BNV 34-CT/TW 3304/UBND-NC"),
    ("damaged symbols", "733/QD-TTg 73 3/QĐ-TTg 7333QĐ-TTg 733/QĐ-TTG"),
    ("dates", "ngày 14/6/2019 tháng 6 năm 2019 quý II/2022"),
    ("numbers with letters", "l2 1O0 2o22 H02b (06b) 3Š"),
    ("abbreviations", "UBND HĐND BTĐKT TM. KT. TL. TUQ. VT, NC, TCCB THPT CNTT BCĐ"),
    ("abbreviations that look like words", "Lưu: VT, HAN, CHI; CT, PCT UBND"),
    ("addresses", "vanthu@tinh.gov.vn www.tinh.gov.vn https://dichvucong.gov.vn"),
    ("Roman numerals", "I. II. III. IV. VI. IX. XI. MỤC LỤC"),
    ("labels of lists", "a) b) c) d) đ) e) g) 1. 2.1. - + •"),
    ("foreign words", "Website Zalo camera internet e-office Covid-19 ISO"),
    ("a place of another language", "tỉnh Đắk Lắk và tỉnh Bắc Kạn, huyện Krông Pắc"),
    ("a clipped number", "ngày LỐ. tháng 8 năm 2019"),
    ("what a pen left after Số", "Số: Õế /BC-UBND"),
    ("what a pen left after ngày", "Yên Bái, ngày Mu tháng 5 năm 2022"),
    ("strokes of a signature", "Ph^a.. J†{/ „i2 ˆ-1. ._~ |Ũ_ §*!4./"),
    ("letters of another script", "Ω привет 中文 ﬁ ǅ"),
    ("good sentences", "Trên đây là báo cáo kết quả thực hiện của đơn vị."),
    ("words that differ by one mark", "thế giới, cụ thể; tố cáo, tổ chức; đế quốc, để lại"),
    ("rare, but right", "lũy kế từ đầu năm; cách ly; chê trách; giây lát; nhổ neo"),
    ("nothing", ""),
]


@pytest.mark.parametrize("confidence", [0.3, LOW, MIDDLE, HIGH])
@pytest.mark.parametrize(("case", "text"), KEPT, ids=[k[0] for k in KEPT])
def test_keeps(case: str, text: str, confidence: float) -> None:
    assert read(text, confidence) == " ".join(text.split())


NAMES = [
    "đồng chí Nguyễn Thế Hiến phát biểu", "Ông Tô Tiên Duy được tặng Bằng khen",
    "PHÓ CHỦ TỊCH Đoàn Thế Bí", "cá nhân gồm: Tống Thu Quỳnh, Đới Đa Lộc",
    "TRƯỞNG BAN Nhâm Thơm Lãm", "Chử Trương Tâm (Văn phòng)",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("confidence", [0.3, LOW, MIDDLE])
def test_keeps_names_of_people(text: str, confidence: float) -> None:
    assert read(text, confidence) == text


_FAMILIES = sorted(n for n in name_words().families if n.isalpha())
_GIVEN = sorted(name_words().given)
_BEFORE = ["KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "đồng chí", "Ông", "gồm:", "TRƯỞNG BAN", "Bác sĩ"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_FAMILIES),
    st.lists(st.sampled_from(_GIVEN), min_size=1, max_size=3),
    st.sampled_from(_BEFORE),
    st.floats(0, 1),
)
def test_no_usual_name_is_ever_changed(
    family: str, given_names: list[str], before: str, confidence: float
) -> None:
    name = [family, *given_names]
    words = [(w, 0.96) for w in before.split()] + [(w, confidence) for w in name]
    assert mended(words)[-len(name) :] == [None] * len(name)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.floats(0, 1)), max_size=12))
def test_anything_may_come(words: list[tuple[str, float]]) -> None:
    mends = mended(words)
    assert len(mends) == len(words)
    for mend in mends:
        if mend is not None:
            assert repair_rules().least <= mend.chance <= 1.0 + 1e-9
            assert mend.text == unicodedata.normalize("NFC", mend.text)
            assert not any(c.isdigit() for c in mend.text)


@settings(max_examples=60, deadline=None)
@given(st.permutations(["tố chức", "cụ thế", "quy dịnh", "733/QĐ-TTg", "viên chửc", "UBND"]))
def test_signs_numbers_and_the_count_of_words_survive(parts: list[str]) -> None:
    text = "; ".join(parts)
    new = read(text)
    assert len(new.split()) == len(text.split())
    assert [c for c in new if not c.isalpha()] == [c for c in text if not c.isalpha()]
    assert "733/QĐ-TTg" in new and "UBND" in new


@pytest.mark.parametrize(("case", "seen", "printed"), MENDED, ids=[m[0] for m in MENDED])
def test_mending_again_changes_nothing(case: str, seen: str, printed: str) -> None:
    assert read(printed) == printed


def test_what_the_engine_is_sure_of_needs_more() -> None:
    """The same reading, mended in doubt, stays where the engine is sure of its letters."""
    assert read("hành cính", LOW) == "hành chính"
    assert read("hành cính", HIGH) == "hành cính"


def test_the_engine_is_never_sure_of_hook_and_acute() -> None:
    assert read("tố chức thực hiện", HIGH) == "tổ chức thực hiện"


@pytest.mark.parametrize(("case", "seen", "printed"), MENDED, ids=[m[0] for m in MENDED])
def test_what_came_with_the_file_is_never_mended(case: str, seen: str, printed: str) -> None:
    """A text layer's words have a confidence of 1: they were typed, not read."""
    assert read(seen, 1.0) == seen


def test_neighbours_decide_over_line_ends() -> None:
    words = [("phải", 0.96), ("tố", LOW), ("chức", 0.96)]
    assert [m.text if m else None for m in mended(words)] == [None, "tổ", None]
    words[2] = ("cáo", 0.96)
    assert mended(words) == [None, None, None]


def test_same_words_same_mends() -> None:
    text = " ".join(seen for _, seen, _ in MENDED)
    words = [(w, LOW) for w in text.split()]
    assert mended(words) == mended(words)


def test_a_page_takes_milliseconds() -> None:
    text = (" ".join(seen for _, seen, _ in MENDED) + " ") * 6
    words = [(w, LOW if n % 4 == 0 else HIGH) for n, w in enumerate(text.split())]
    assert len(words) > 400
    mended(words)  # loads
    assert least(lambda: mended(words), 0.1) < 0.1  # 5 ms on a free machine


# (word, letters in small type, case, sign of the model)
PIECES = [
    ("tỉnh", "tỉnh", "small", "tỉnh"), ("(tỉnh),", "tỉnh", "small", "tỉnh"),
    ("Tỉnh", "tỉnh", "title", "tỉnh"), ("TỈNH", "tỉnh", "capitals", "tỉnh"),
    ("UBND", "ubnd", "capitals", OTHER), ("733/QĐ-TTg", "", "fixed", NUMBER),
    ("14/6/2019,", "", "fixed", NUMBER), ("Covid-19", "", "fixed", NUMBER),
    ("a@b.vn", "", "fixed", OTHER), ("b/c", "", "fixed", OTHER), ("III.", "iii", "fixed", OTHER),
    ("nGhị", "nghị", "fixed", "nghị"), ("Y", "y", "fixed", "y"), ("-", "", "fixed", ""),
    ("…", "", "fixed", ""), ("thi-đua", "", "fixed", OTHER), ("", "", "fixed", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "core", "case", "sign"), PIECES)
def test_pieces(text: str, core: str, case: str, sign: str) -> None:
    piece = piece_of(text)
    assert (piece.core, piece.case, piece.sign) == (core, case, sign)


# (word, a breath begins before it, ends after it)
BREAKS = [
    ("(để", True, False), ("cáo)", False, True), ("cáo);", False, True), ("“Cán", True, False),
    ("bộ,", False, False), ("sau:", False, True), ("2019.", False, True), ("-", False, False),
    ("|", True, True), ("tỉnh", False, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "begins", "ends"), BREAKS)
def test_where_breaths_begin_and_end(text: str, begins: bool, ends: bool) -> None:
    piece = piece_of(text)
    assert (piece.begins, piece.ends) == (begins, ends)


def test_a_piece_gives_back_case_and_signs() -> None:
    assert piece_of("(TỐ").text("tổ") == "(TỔ"
    assert piece_of("Tố;").text("tổ") == "Tổ;"
    assert piece_of("đế").text("để") == "để"
    assert piece_of("ĐÓC").text("đốc") == "ĐỐC"


def test_capitals_are_a_title_among_capitals() -> None:
    pieces = [piece_of(w) for w in ["Lưu:", "VT,", "TỔ", "CHỨC"]]
    assert [in_capitals(pieces, n) for n in range(4)] == [False, True, True, True]
    assert not in_capitals([piece_of("UBND"), piece_of("TỈNH")], 1)
    assert not in_capitals([piece_of("CHI")], 0)


# (text, place of the word, whether it is part of a name)
PEOPLE = [
    ("Tô Thị Hiển", 0, True), ("Tô Thị Hiển", 2, True), ("ông Tô Hiển", 1, True),
    ("Ông Tô Hiển", 2, True), ("Tổng Giám đốc", 0, False), ("Tống Giám", 0, False),
    ("Tô chức", 0, False), ("Lê", 0, False), ("Văn phòng", 0, False), ("Tô, Hiển", 0, False),
    ("TÔ HIỂN", 0, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "wanted"), PEOPLE)
def test_in_name(text: str, at: int, wanted: bool) -> None:
    assert in_name([piece_of(w) for w in text.split()], at) is wanted


# (as read, may have been, and may not)
GUESSES = [
    ("thế", "thể", "thủ"), ("đế", "để", "đỏ"), ("chi", "chỉ", "cha"), ("dịnh", "định", "doanh"),
    ("sử", "sở", "sông"), ("kiên", "kiến", "kiểng"), ("nghĩệp", "nghiệp", "nghề"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "may", "never"), GUESSES)
def test_guesses(seen: str, may: str, never: str) -> None:
    words = {g.word for g in likely(seen)}
    assert may in words and never not in words and seen not in words
    assert all(0 < g.rate < 1 for g in likely(seen))


LETTERS = [("giat", "giai"), ("bar", "ban"), ("iai", "giai"), ("hànhh", "hành"), ("quảm", "quản")]


@pytest.mark.parametrize(("seen", "may"), LETTERS)
def test_guesses_of_other_letters(seen: str, may: str) -> None:
    words = {g.word for g in other_letters(seen)} | {g.word for g in likely(seen)}
    assert may in words
    assert not {g.word for g in likely(seen)} & {g.word for g in other_letters(seen)}


def test_what_is_mixed_up_most_is_told_from_other_marks() -> None:
    kinds = {g.word: g.kind for g in likely("thế")}
    assert kinds["thể"] == "blurred"
    assert {kind for word, kind in kinds.items() if word != "thể"} == {"marks"}


def _row(text: str, **kind: object) -> Row:
    tokens = tuple(
        Token(w, (n * 50, 0, n * 50 + 40, 20), LOW, (1, 1, 1)) for n, w in enumerate(text.split())
    )
    return Row(tokens, **{"side": "full", **kind})  # type: ignore[arg-type]


def test_rows_are_read_on_over_line_ends() -> None:
    assert shown([_row("Các đơn vị tố"), _row("chức thực hiện")])[3] == "tổ"


def test_columns_and_cells_part_what_is_said() -> None:
    beside = [_row("phải tố", side="left"), _row("chức", side="right")]
    assert shown(beside) == shown([beside[0]]) + shown([beside[1]])
    cells = _row("phải tố chức", cells=(0, 0, 1))
    assert shown([cells]) == [*shown([_row("phải tố")]), "chức"]


def test_stamps_stay_as_they_were_read() -> None:
    stamp = _row("tố chức", stamp=True)
    assert shown([stamp, _row("tố chức")]) == ["tố", "chức", "tổ", "chức"]


def test_all_words_are_composed() -> None:
    assert shown([_row(unicodedata.normalize("NFD", "Huỳnh Ngọc Ðức"))]) == ["Huỳnh", "Ngọc", "Đức"]
    assert shown([]) == []


def test_identity_is_stable() -> None:
    assert identity() == identity()
    assert len(identity()) == 8
