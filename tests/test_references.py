"""The grammar of số/ký hiệu: tables of (text, what is cited), a comment above each family."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.references import find
from tests.pace import least
from tests.reference_texts import one, symbols

Row = tuple[str, list[str]]

FORMS: list[Row] = [
    # letters with a type
    ("theo Hướng dẫn số 544/HD-BTĐKT của Ban", ["544/HD-BTĐKT"]),
    ("Kế hoạch số 05/KH-UBND và Báo cáo số 9/BC-SNV", ["05/KH-UBND", "9/BC-SNV"]),
    ("Chương trình phối hợp số 18b/CTPH-SNV-SYT", ["18b/CTPH-SNV-SYT"]),
    # công văn: no type in the symbol
    ("Công văn số 3304/UBND-NC của Ủy ban", ["3304/UBND-NC"]),
    ("Công văn 1097/BTĐKT-VIII, ngày 10/6/2019", ["1097/BTĐKT-VIII"]),
    ("tại văn bản số 1432/KCB ngày 04/10/2017", ["1432/KCB"]),
    ("Văn bản số 5770/NBI-QLDN2 ngày 01/02/2023", ["5770/NBI-QLDN2"]),
    # normative texts, with the year
    ("Nghị định số 91/2017/NĐ-CP", ["91/2017/NĐ-CP"]),
    (
        "Quyết định số 35/2019/QĐ-UBND và Thông tư số 12/2019/TT-BNV",
        ["35/2019/QĐ-UBND", "12/2019/TT-BNV"],
    ),
    ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011", ["30c/NQ-CP"]),
    ("Thông tư liên tịch số 01/2015/TTLT-BNV-BTC", ["01/2015/TTLT-BNV-BTC"]),
    ("Thông tư liên tịch số 09/2013/TTLT/BNV-BTC", ["09/2013/TTLT/BNV-BTC"]),
    # the Party's style
    ("Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị", ["34-CT/TW"]),
    ("Kế hoạch số 15-KH/TU, Chương trình số 08-CTr/TU", ["15-KH/TU", "08-CTr/TU"]),
    ("Kết luận 79-KL/TW; Thông báo số 212-TB/TU", ["79-KL/TW", "212-TB/TU"]),
    # laws by number
    ("Luật số 06/2022/QH15 và Luật số 44/2019/QH14", ["06/2022/QH15", "44/2019/QH14"]),
    ("Nghị quyết số 653/2019/UBTVQH14", ["653/2019/UBTVQH14"]),
    # numbers alone, in brackets and at ends of sentences
    ("(179/KH-UBND)", ["179/KH-UBND"]),
    ("xem 544/HD-BTĐKT.", ["544/HD-BTĐKT"]),
    # a code as type word
    ("QĐ 733/QĐ-TTg; CV số 12/SNV-TCCC", ["733/QĐ-TTg", "12/SNV-TCCC"]),
    # short lists
    ("Chỉ thị số 35, 39-CT/TW của Bộ Chính trị", ["35-CT/TW", "39-CT/TW"]),
    ("các Kế hoạch số 12, 15 và 17/KH-UBND", ["12/KH-UBND", "15/KH-UBND", "17/KH-UBND"]),
    ("các Kế hoạch: số 12/KH-UBND, 15/KH-UBND", ["12/KH-UBND", "15/KH-UBND"]),
    ("Nghị định số 12, 15/2020/NĐ-CP", ["12/2020/NĐ-CP", "15/2020/NĐ-CP"]),
    # broken over lines and pages, with the page number between
    ("Kế hoạch số\n29/KH-VPUB ngày", ["29/KH-VPUB"]),
    ("Công văn số 287/STC-\nHCSN ngày", ["287/STC-HCSN"]),
    ("Quyết định số 733/\n\f2\nQĐ-TTg ngày 14/6/2019", ["733/QĐ-TTg"]),
    ("Quyết định số 733/\f- 12 -\nQĐ-TTg", ["733/QĐ-TTg"]),
]


@pytest.mark.parametrize(("text", "wanted"), FORMS)
def test_forms(text: str, wanted: list[str]) -> None:
    assert symbols(text) == wanted


NOISE: list[tuple[str, str]] = [
    # Đ as D, as Icelandic eth; wrong letter case
    ("Quyết định số 733/QD-TTg", "733/QĐ-TTg"),
    ("Quyết định số 733/QÐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 733/QĐ-TTG", "733/QĐ-TTg"),
    ("quyết định số 733/qđ-ttg", "733/QĐ-TTg"),
    ("Hướng dẫn số 544/HD-BTDKT", "544/HD-BTĐKT"),
    # spaces gained and lost
    ("Quyết định số 733/ QĐ - TTg", "733/QĐ-TTg"),
    ("Quyết định số733/QĐ-TTg ngày", "733/QĐ-TTg"),
    ("Quyết định số 73 3/QĐ-TTg", "733/QĐ-TTg"),
    ("Báo cáo số 12/BC-V PUBND", "12/BC-VPUBND"),
    ("Luật số 64/2025/QH 15", "64/2025/QH15"),
    ("Quyết định số 1.256/QĐ-TTg", "1256/QĐ-TTg"),
    # slashes and dashes read as something else
    ("Quyết định số 733|QĐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 733\\QĐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 733⁄QĐ–TTg", "733/QĐ-TTg"),
    ("Thông tư số 12/2019/TT;BNV", "12/2019/TT-BNV"),
    ("Luật số 93/2025'QH15", "93/2025/QH15"),
    ("Quyết định số 7333QĐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 733lQĐ-TTg", "733/QĐ-TTg"),
    # letters for digits
    ("Kế hoạch số l5/KH-UBND", "15/KH-UBND"),
    ("Kế hoạch số O5/KH-UBND", "05/KH-UBND"),
    ("Kế hoạch số 1I5/KH-UBND", "115/KH-UBND"),
    # codes misread, where the printed type says what they were
    ("Quyết định số 733/OĐ-TTg", "733/QĐ-TTg"),
    ("Tờ trình số 252/TTY-BNV", "252/TTr-BNV"),
    ("Kế hoạch số 115/KH-UBNP", "115/KH-UBND"),
    ("Chỉ thị số 34-CT/TƯ", "34-CT/TW"),
    ("Công văn 1097/BTĐKT-VHI", "1097/BTĐKT-VIII"),
    # a code misread, where the printed issuer says what it was
    ("Công văn số 12/BTĐĐKT-II của Ban Thi đua - Khen thưởng Trung ương", "12/BTĐKT-II"),
]


@pytest.mark.parametrize(("text", "wanted"), NOISE)
def test_noise_is_mended_and_told(text: str, wanted: str) -> None:
    reference = one(text)
    assert reference.symbol == wanted
    mention = reference.mentions[0]
    assert mention.raw == text[mention.span.start : mention.span.end]
    if "Ð" not in text and "⁄" not in text:  # lookalikes are the same sign, no repair
        assert mention.repairs, "a mend must be told"
        assert reference.confidence < 0.98


PLAUSIBLE = [
    # Each could be right as it stands: none may become another number or another symbol.
    "1733/QĐ-TTg",
    "7333/QĐ-TTg",
    "73/QĐ-TTg",
    "733/QĐ-UBND",
    "733/QĐ-BNV",
    "733/QC-TTg",
    "733/NQ-CP",
    "733/2019/QĐ-TTg",
    "15b/KH-UBND",
    "2023/CT-UBND",
    "12/TTr-SXD",
]


@pytest.mark.parametrize("symbol", PLAUSIBLE)
def test_plausible_symbols_stay(symbol: str) -> None:
    assert symbols(f"theo Văn bản số {symbol} ngày 14/6/2019") == [symbol]


def test_lost_slash_is_doubtful_and_says_the_other_reading() -> None:
    reference = one("Quyết định số 7333QĐ-TTg")
    assert reference.confidence < 0.7
    assert any("7333/QĐ-TTg" in finding for finding in reference.findings)


def test_lost_slash_is_settled_by_the_rest_of_the_letter() -> None:
    text = "Quyết định số 7333QĐ-TTg; nêu tại Quyết định số 7333/QĐ-TTg"
    assert symbols(text) == ["7333/QĐ-TTg"]
    assert not one(text).findings


NOTHING = [
    # addresses, telephone numbers, money, fractions, periods, dates
    "số 103 Quán Thánh, Ba Đình, Hà Nội",
    "Trụ sở: Số 06, Hùng Vương; số 12/3A Lê Lợi",
    "Số điện thoại: 0232.3823456; Fax: 0232.3823791",
    "phục vụ 24/7, đạt 3/4 chỉ tiêu, 1/2 đơn vị",
    "từ 01/01/2019 đến 31-12-2021, giai đoạn 2019-2025",
    "kinh phí 5.000.000 VNĐ, 120.000 VNĐ/người, 30 triệu đồng/năm",
    "tốc độ 60/KM, 5 km/h; tổ 5/KP3; khổ giấy 1/A4",
    # forms, clauses, programmes
    "theo Mẫu số 07 ban hành kèm theo; Biểu mẫu số 01/BC-TĐ",
    "Phụ lục số 02/PL-KT; mục 2 khoản 1 Điều 5",
    "Kế hoạch 5 năm, Báo cáo 6 tháng, Chương trình 135, kế hoạch 2021",
    # a number left blank for the pen names no text
    "Quyết định số      /QĐ-UBND ngày     tháng 5 năm 2022",
    "Kế hoạch số .../KH-UBND",
    "https://vpub.gov.vn/12/KH; a@b.vn",
    "",
    "\f\f\n",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_citation(text: str) -> None:
    assert find(text) == ()


def test_number_that_lost_its_head_is_not_a_number() -> None:
    assert find("Nghị định số 2█8/2025/NĐ-CP nêu 2025/NĐ-CP") == ()


DATES = [
    ("Quyết định số 7/QĐ-UBND ngày 14/6/2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND, ngày 14-6-2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày 22/ 12/ 2011", "2011-12-22"),
    ("Quyết định số 7/QĐ-UBND ngày 14 tháng 6 năm 2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày 05\ntháng 02 năm 2020", "2020-02-05"),
    ("Quyết định số 7/QĐ-UBND (14/6/2019)", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ký ngày 14/6/2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày l4/6/2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày 14/6/20!9", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày 04711/2019", "2019-11-04"),
    ("Quyết định số 7/QĐ-UBND ngày 04/1172019", "2019-11-04"),
    ("Quyết định số 7/QĐ-UBND ngày 14/6/19", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND của UBND tỉnh Lào Cai ngày 14/6/2019", "2019-06-14"),
    ("Quyết định số 7/QĐ-UBND ngày    tháng 6 năm 2019", "2019-06"),
    ("ngày 28/11/2019, UBND tỉnh đã ban hành Quyết định số 7/QĐ-UBND", "2019-11-28"),
    ("Ngày 28 tháng 11 năm 2019, Sở Nội vụ ban hành Quyết định số 7/QĐ-SNV", "2019-11-28"),
    # dates of something else
    ("Quyết định số 7/QĐ-UBND; báo cáo trước ngày 31/5/2022", None),
    ("ngày 28/11/2019 họp. Căn cứ Quyết định số 7/QĐ-UBND", None),
    ("trước ngày 21/5/2022 thực hiện theo Quyết định số 7/QĐ-UBND", None),
]


@pytest.mark.parametrize(("text", "wanted"), DATES)
def test_dates(text: str, wanted: str | None) -> None:
    assert one(text).date == wanted


def test_mends_of_a_date_are_told() -> None:
    told = [
        one(f"Quyết định số 7/QĐ-UBND ngày {day}").mentions[0].repairs
        for day in ("14/6/2019", "l4/6/2019", "04711/2019", "14 tháng 6 năm 2019")
    ]
    assert told == [(), ("l4/6/2019→14/6/2019",), ("04711/2019→04/11/2019",), ()]


def test_a_date_may_open_the_next_citation() -> None:
    text = "Theo Kế hoạch số 1/KH-SNV, ngày 12/9/2019 UBND huyện ban hành Kế hoạch số 2/KH-UBND"
    assert [r.date for r in find(text)] == [None, "2019-09-12"]


def test_a_date_belongs_to_one_citation() -> None:
    text = "Kế hoạch số 1/KH-SNV ngày 05/3/2020, UBND tỉnh đã ban hành Quyết định số 2/QĐ-UBND"
    assert [r.date for r in find(text)] == ["2020-03-05", None]


NUMBER = st.integers(1, 9999).map(str)
TAIL = st.sampled_from(["KH-UBND", "QĐ-TTg", "HD-SNV", "NQ-HĐND", "UBND-NC", "TB-VPCP"])
FILLER = st.sampled_from(
    [" ", "\n", "; các sở, ngành ", ". Căn cứ ", "\n\f3\n", " và ", " (", ") "]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NUMBER, TAIL, FILLER), min_size=1, max_size=8, unique_by=lambda t: t[0]))
def test_every_printed_symbol_is_found_where_it_stands(rows: list[tuple[str, str, str]]) -> None:
    text = "Thực hiện" + "".join(f" Văn bản số {n}/{t}{f}" for n, t, f in rows)
    found = find(text)
    assert [r.symbol for r in found] == [f"{n}/{t}" for n, t, _ in rows]
    for reference in found:
        for mention in reference.mentions:
            assert mention.raw == text[mention.span.start : mention.span.end]
            assert str(reference.symbol) in mention.raw


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789/-.:,;()\n\f “”sốQĐTgKHUBNDngàycủaLuật|lI", max_size=120))
def test_any_text_gives_spans_inside_it_and_the_same_answer_twice(text: str) -> None:
    found = find(text)
    assert found == find(text)
    for reference in found:
        assert 0 <= reference.confidence <= 1
        for mention in reference.mentions:
            assert mention.raw == text[mention.span.start : mention.span.end] != ""


@pytest.mark.parametrize(
    "piece", ["1/2", "12/3-4/", "5 5 ", "1/A-", "số 1/", "((", "ngày 1/", "Luật "]
)
def test_hostile_lines_end_in_time(piece: str) -> None:
    """Time grows with the length, not faster: 5 MB of digits and slashes take about a second."""
    line = (piece * 50_000)[:100_000]
    assert least(lambda: find(line), 2.0) < 2.0


def test_a_letter_takes_milliseconds() -> None:
    cited = "Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ, các đơn vị "
    filler = "Công tác tuyên truyền được quan tâm dưới nhiều hình thức phong phú, đa dạng. "
    page = cited + filler * 20
    text = "\f".join([page] * 5)
    find(text)
    limit = 20 * 0.02
    assert least(lambda: [find(text) for _ in range(20)], limit) < limit, "about 2 ms for 8 kB"
