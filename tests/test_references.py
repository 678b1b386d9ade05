"""The grammar of số/ký hiệu: tables of (text, what is cited), a comment above each family."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Letter, Reference, Span, Value, Zone
from pipeline.references import find, find_in

Row = tuple[str, list[str]]


def symbols(text: str) -> list[str | None]:
    return [r.symbol for r in find(text)]


def one(text: str) -> Reference:
    found = find(text)
    assert len(found) == 1, [r.symbol or r.name for r in found]
    return found[0]


def letter(**fields: str) -> Letter:
    values = {k: Value(v, "read", 1.0) for k, v in fields.items()}
    return Letter("report", 1.0, values, ())


SON_LA = letter(
    issuer="Sở Nội vụ tỉnh Sơn La",
    issuer_parent="Ủy ban nhân dân tỉnh Sơn La",
    province="Sơn La",
    number_symbol="127/BC-SNV",
    doc_type="Báo cáo",
)


def found_in(text: str, by: Letter = SON_LA) -> tuple[Reference, ...]:
    from pipeline.language import plain_transcript

    return find_in(plain_transcript(text), by)


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


ISSUERS = [
    # printed after, in full and short
    ("Quyết định số 733/QĐ-TTg của Thủ tướng Chính phủ", "Thủ tướng Chính phủ", False),
    ("Chỉ thị số 34-CT/TW của Bộ Chính trị về đổi mới", "Bộ Chính trị", False),
    ("Chỉ thị số 42-CT/TW ngày 16/8/2010 của Ban Bí thư", "Ban Bí thư", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh về tuyên truyền", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Ban hành Quy chế", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Hòa Bình.", "Ủy ban nhân dân tỉnh Hòa Bình", False),
    ("Kế hoạch số 9/KH-UBND của UBND TP. Hà Nội", "Ủy ban nhân dân thành phố Hà Nội", False),
    ("Hướng dẫn số 8/HD-SNV của Sở Nội vụ hướng dẫn sơ kết", "Sở Nội vụ tỉnh Sơn La", False),
    ("Công văn số 8/SLĐTBXH-VP của Sở Lao động - Thương binh\nvà Xã hội về việc",
     "Sở Lao động - Thương binh và Xã hội tỉnh Sơn La", False),
    ("Kế hoạch số 3/KH-SVHTTDL của Sở Văn hóa, Thể thao và Du lịch, các đơn vị",
     "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La", False),
    ("Công văn số 5/BTĐKT-II của Ban Thi đua\n– Khen thưởng Trung ương, về việc",
     "Ban Thi đua - Khen thưởng Trung ương", False),
    ("Nghị quyết số 4/NQ-HĐND của HĐND tỉnh quy định", "Hội đồng nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 6/KH-VPUB của Văn phòng UBND tỉnh",
     "Văn phòng Ủy ban nhân dân tỉnh Sơn La", False),
    ("Nghị quyết số 02-NQ/TU của Tỉnh ủy về", "Tỉnh ủy Sơn La", False),
    # printed in front
    ("UBND tỉnh đã ban hành Kế hoạch số 9/KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("đề nghị của Bộ Nội vụ tại Tờ trình số 9/TTr-BNV", "Bộ Nội vụ", False),
    # known from the symbol
    ("Quyết định số 733/QĐ-TTg ngày 14/6/2019", "Thủ tướng Chính phủ", True),
    ("Nghị định số 91/2017/NĐ-CP quy định chi tiết", "Chính phủ", True),
    ("Thông tư số 12/2019/TT-BNV", "Bộ Nội vụ", True),
    ("Kế hoạch số 9/KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", True),
    ("Hướng dẫn số 8/HD-SNV", "Sở Nội vụ tỉnh Sơn La", True),
    # not known: the Party's TW are three bodies, BTĐKT is a central and a local one
    ("Chỉ thị số 34-CT/TW", None, True),
    ("Hướng dẫn số 8/HD-BTĐKT", None, True),
    ("Công văn số 8/ABC-XY", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "inferred"), ISSUERS)
def test_issuers(text: str, wanted: str | None, inferred: bool) -> None:
    found = found_in(text)
    assert [r.issuer for r in found] == [wanted]
    assert found[0].issuer_inferred == (inferred and wanted is not None)


def test_without_a_home_no_province_is_guessed() -> None:
    assert one("Kế hoạch số 9/KH-UBND").issuer is None
    hanoi = letter(issuer="Ủy ban nhân dân thành phố Hà Nội", province="Hà Nội")
    (found,) = found_in("Kế hoạch số 9/KH-UBND của UBND Thành phó về thi đua", hanoi)
    assert found.issuer == "Ủy ban nhân dân thành phố Hà Nội"
    assert one("Kế hoạch số 9/KH-UBND của UBND tỉnh").issuer == "Ủy ban nhân dân tỉnh"


def test_a_district_means_its_own_council() -> None:
    by = letter(issuer="Ủy ban nhân dân huyện Mường La", province="Sơn La")
    found = found_in("Kế hoạch số 9/KH-UBND của UBND huyện; Kế hoạch số 8/KH-UBND", by)
    assert [r.issuer for r in found] == ["Ủy ban nhân dân huyện Mường La"] * 2


OWN_BODIES = [
    # codes of the letter's own symbol, its own district's party, "the School" in a school's letter
    ("Kế hoạch số 9/KH-THPTBC", "Trường THPT Bắc Chung", True),
    ("Kế hoạch số 9/KH-CĐT của Công đoàn Trường", "Công đoàn Trường THPT Bắc Chung", False),
    ("Hiệu trưởng ban hành Kế hoạch số 9/KH-THPTBC", "Trường THPT Bắc Chung", True),
    ("Kế hoạch số 9/KH-SGDĐT của Giám đốc Sở GDĐT", "Sở Giáo dục và Đào tạo tỉnh Sơn La", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "inferred"), OWN_BODIES)
def test_the_letter_s_own_bodies(text: str, wanted: str, inferred: bool) -> None:
    university = letter(number_symbol="8/BC-ĐHHĐ", issuer="Trường Đại học Hồng Đức")
    assert found_in("Kế hoạch số 9/KH-ĐvHĐ", university)[0].symbol == "9/KH-ĐHHĐ"
    assert found_in("Kế hoạch số 9/KH-ĐHHN", university)[0].symbol == "9/KH-ĐHHN"
    own = letter(number_symbol="8/BC-DCT", issuer="Trường Đại học Công Thương")
    assert found_in("Quyết định số 9/QĐ-DCT", own)[0].symbol == "9/QĐ-DCT"
    assert found_in("Quyết định số 9/QĐ-DCT")[0].symbol == "9/QĐ-ĐCT"
    school = letter(issuer="Trường THPT Bắc Chung", province="Sơn La", symbol="BC-THPTBC")
    (found,) = found_in(text, school)
    assert (found.issuer, found.issuer_inferred) == (wanted, inferred)


def test_a_district_s_party_committee() -> None:
    by = letter(issuer="Ủy ban nhân dân huyện Mường La", province="Sơn La")
    assert found_in("Nghị quyết số 26-NQ/HU", by)[0].issuer == "Huyện ủy Mường La"
    assert found_in("Nghị quyết số 26-NQ/HU")[0].issuer is None


def test_a_sentence_ends_an_issuer() -> None:
    text = "Quyết định số 7/QĐ-BNV của Bộ Nội vụ. Tham mưu kịp thời"
    assert one(text).issuer == "Bộ Nội vụ"


def test_places_are_written_officially() -> None:
    rows = {
        "Kế hoạch số 9/KH-SYT của Sở Y tế Kiên Giang": "Sở Y tế tỉnh Kiên Giang",
        "Kế hoạch số 9/KH-UBND của Ủy ban nhân dân Thành phó Hà Nội":
            "Ủy ban nhân dân thành phố Hà Nội",
        "Thông tư số 9/2025/TT-BCA của BỘ TRƯỞNG BỘ CÔNG AN Điều 5": "Bộ Công an",
    }  # fmt: skip
    for text, wanted in rows.items():
        assert one(text).issuer == wanted


def test_half_a_name_is_no_issuer() -> None:
    rows = {
        "Công văn số 348/KSTT-VP của Cục Kiểm soát thủ tục hành chính về":
            "Cục Kiểm soát thủ tục hành chính",
        "Công văn số 348/KSTT-VP của Hội nghị lần thứ 2": None,
        "Công văn số 348/KSTT-VP của Cục.": None,
    }  # fmt: skip
    for text, wanted in rows.items():
        assert one(text).issuer == wanted


def test_issuer_in_front_holds_for_the_rest_of_a_list() -> None:
    text = (
        "Ủy ban nhân dân thành phố Hà Nội tại Tờ trình số 83/TTr-UBND ngày 31/3/2026, "
        "các văn bản số 1407/UBND-NNMT ngày 05/4/2026, số 1446/UBND-NNMT ngày 07/4/2026"
    )
    assert {r.issuer for r in find(text)} == {"Ủy ban nhân dân thành phố Hà Nội"}


def test_a_printed_stroke_is_kept() -> None:
    assert symbols("Hướng dẫn số 15/HD-CĐT, Quyết định số 9/QĐ-CDT") == ["15/HD-CĐT", "9/QĐ-CĐT"]
    assert symbols("Quyết định số 9/QĐ-CDT") == ["9/QĐ-CDT"]


def test_joint_texts_have_no_single_issuer() -> None:
    assert one("Chương trình số 18/CTPH-BNV-BYT").issuer is None


def test_a_code_read_without_its_stroke_is_the_one_printed_elsewhere() -> None:
    found = find("Công văn số 436/TTg-CĐS; Công văn số 440/TTg-CDS")
    assert [r.symbol for r in found] == ["436/TTg-CĐS", "440/TTg-CĐS"]
    assert found[1].mentions[0].repairs == ("CDS→CĐS",)


def test_a_date_after_the_letter_s_own_is_reported() -> None:
    by = letter(issuer="Sở Nội vụ", date="2022-05-05")
    (found,) = found_in("Tờ trình số 9/TTr-SXD ngày 10/4/2096", by)
    assert any("sau ngày" in f for f in found.findings)
    assert not found_in("Tờ trình số 9/TTr-SXD ngày 10/4/2022", by)[0].findings


def test_laws_unknown_by_name_need_a_sign() -> None:
    assert [r.name for r in find("theo Luật Nuôi ong, các hộ")] == ["Luật Nuôi ong"]
    assert find("ngành Luật Kinh tế 11") == ()
    assert one("Luật Tổ chức chính quyên địa phương năm 2015").name == (
        "Luật Tổ chức chính quyền địa phương năm 2015"
    )


def test_a_known_text_has_its_known_issuer() -> None:
    central = "Ban Thi đua - Khen thưởng Trung ương"
    assert one("Hướng dẫn số 544/HD-BTĐKT ngày 23/3/2022").issuer == central
    assert one("Hướng dẫn số 544/HD-BTĐKT ngày 23/3/2021").issuer is None


def test_issuer_of_a_list_is_shared() -> None:
    text = (
        "Kế hoạch số 12/KH-UBND ngày 05/01/2020, số 15/KH-UBND ngày 07/02/2020 của UBND tỉnh Hà Nam"
    )
    assert {r.issuer for r in find(text)} == {"Ủy ban nhân dân tỉnh Hà Nam"}


TYPES = [
    ("Công văn số 3304/UBND-NC", "Công văn"),
    ("theo 3304/UBND-NC", "Công văn"),
    ("văn bản số 325/KH-UBND", "Kế hoạch"),
    ("Công văn số 2191/CT-CS", "Công văn"),
    ("Luật số 06/2022/QH15", "Luật"),
    ("Bộ luật số 45/2019/QH14", "Bộ luật"),
    ("Nghị quyết số 206/2025/QH15", "Nghị quyết"),
    ("Tờ trình số 5/TT-SNV", "Tờ trình"),
    ("Chỉ thị số 5-CT/TU", "Chỉ thị"),
    ("Hợp đồng số 12/2019/HĐ-SNV", "Hợp đồng"),
]


@pytest.mark.parametrize(("text", "wanted"), TYPES)
def test_types(text: str, wanted: str) -> None:
    assert one(text).type == wanted


LAWS: list[tuple[str, list[str | None]]] = [
    ("Luật Thi đua, khen thưởng năm 2013;", ["Luật Thi đua, khen thưởng năm 2013"]),
    ("Luật Thi đua - Khen thưởng và Luật Thi đua, khen thưởng năm 2013",
     ["Luật Thi đua, khen thưởng năm 2013"]),
    ("một số điều của Luật Cán bộ, công chức và Luật Viên chức,",
     ["Luật Cán bộ, công chức", "Luật Viên chức"]),
    ("Bộ luật Lao động năm 2019 và Hiến pháp năm 2013",
     ["Bộ luật Lao động năm 2019", "Hiến pháp năm 2013"]),
    ("Luật sư, pháp luật, luật pháp, Phòng Luật", []),
    ("Luật Thi đua, khen thưởng năm 2003 và Luật Thi đua, khen thưởng năm 2022",
     ["Luật Thi đua, khen thưởng năm 2003", "Luật Thi đua, khen thưởng năm 2022"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LAWS)
def test_laws_by_name(text: str, wanted: list[str | None]) -> None:
    assert [r.name for r in find(text)] == wanted
    assert all(r.symbol is None and r.confidence <= 0.97 for r in find(text))


def test_law_with_name_and_number_is_one() -> None:
    text = (
        "Luật Thi đua, khen thưởng (Luật số 06/2022/QH15) thay thế luật cũ;\n"
        "theo Luật Thi đua, khen thưởng"
    )
    law = one(text)
    assert (law.symbol, law.name, law.type) == ("06/2022/QH15", "Luật Thi đua, khen thưởng", "Luật")
    assert len(law.mentions) == 2


def test_short_mentions_join_the_full_citation() -> None:
    text = (
        "Kế hoạch số 179/KH-UBND ngày 02/8/2019 của UBND tỉnh Sơn La. Thực hiện Kế hoạch số 179, "
        "các sở đã làm. Kế hoạch 179 nêu rõ. Kế hoạch 179 ngày 02/8/2019. Kế hoạch 5 năm."
    )
    plan = one(text)
    assert (plan.symbol, len(plan.mentions)) == ("179/KH-UBND", 4)


def test_short_mention_of_another_type_or_day_is_another_text() -> None:
    found = find("Kế hoạch số 179/KH-UBND ngày 02/8/2019. Quyết định số 179 ngày 05/9/2020.")
    assert [(r.symbol, r.type, r.name) for r in found] == [
        ("179/KH-UBND", "Kế hoạch", None),
        (None, "Quyết định", "Quyết định số 179"),
    ]


def test_known_decision_is_recognised_by_number_and_date() -> None:
    reference = one("Quyết định 733 ngày 14 tháng 6 năm 2019 của Thủ tướng Chính phủ")
    assert reference.symbol == "733/QĐ-TTg"
    assert reference.mentions[0].repairs
    assert one("Quyết định 733 ngày 15 tháng 7 năm 2019").symbol is None


def test_decree_is_completed_from_number_and_year() -> None:
    assert one("theo Nghị định 30/2020 của Chính phủ").symbol == "30/2020/NĐ-CP"
    assert find("theo Thông tư 12/2019") == ()  # several bodies issue circulars


def test_mentions_are_counted_and_numbers_compared_without_zeros() -> None:
    reference = one("Kế hoạch số 05/KH-UBND; Kế hoạch số 5/KH-UBND; Kế hoạch số 05/KH- UBND")
    assert len(reference.mentions) == 3
    assert reference.symbol == "05/KH-UBND"


def test_better_read_mention_names_the_text() -> None:
    text = "Tờ trình số 4017/TT:-BNNMT ngày 23/4/2026. Theo Tờ trình 4017/TTr-BNNMT ngày 23/4/2026."
    assert one(text).symbol == "4017/TTr-BNNMT"


CONTRADICTIONS = [
    # one component of the date differs: one text, and a finding
    ("Kế hoạch số 9/KH-UBND ngày 05/3/2020. Kế hoạch số 9/KH-UBND ngày 05/4/2020.",
     1, "ngày khác nhau"),
    ("Quyết định số 733/QĐ-TTg ngày 14/6/2019. Quyết định số 733/QĐ-TTg ngày 14/6/2018.",
     1, "ngày khác nhau"),
    # numbers start again each year: two texts
    ("Kế hoạch số 9/KH-UBND ngày 05/3/2020. Kế hoạch số 9/KH-UBND ngày 17/4/2021.", 2, None),
    # the same number of another office
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Hà Nam; Kế hoạch số 9/KH-UBND của UBND tỉnh Lào Cai",
     2, None),
    # the year in the symbol
    ("Nghị định số 91/2017/NĐ-CP ngày 31/7/2018", 1, "không khớp với năm"),
    # no such day
    ("Quyết định số 7/QĐ-UBND ngày 31/6/2019", 1, "Không có ngày"),
    # the printed type
    ("Kế hoạch số 733/QĐ-TTg", 1, "Ghi là Kế hoạch"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "texts", "finding"), CONTRADICTIONS)
def test_contradictions_are_reported(text: str, texts: int, finding: str | None) -> None:
    found = find(text)
    assert len(found) == texts
    told = [f for r in found for f in r.findings]
    assert any(finding in f for f in told) if finding else not told


SUBJECTS = [
    ("Kế hoạch số 9/KH-UBND về việc tổ chức thi đua; các sở", "về việc tổ chức thi đua"),
    ("Quyết định số 9/QĐ-UBND phê duyệt Đề án “Một cửa, một cấp” của tỉnh. Các sở",
     "phê duyệt Đề án “Một cửa, một cấp” của tỉnh"),
    ("Kế hoạch số 9/KH-UBND về thi đua và Quyết định số 8/QĐ-UBND", "về thi đua"),
    ("Kế hoạch số 9/KH-UBND, các sở đã triển khai", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SUBJECTS)
def test_subjects(text: str, wanted: str | None) -> None:
    assert find(text)[0].about == wanted


OWN = [
    # the header of the letter, with the number printed or filled in, on any page
    "SỞ NỘI VỤ\nSố: 127/BC-SNV\nSơn La, ngày 05 tháng 6 năm 2022\nBÁO CÁO",
    "SỞ NỘI VỤ\nSố:3304/UBND - NC\n",
    "BÁO CÁO\n\fSỞ NỘI VỤ\nSố: 44/BC-SNV\n",
    # its own number anywhere
    "Thân bài.\n" * 20 + "(theo Báo cáo số 127/BC-SNV)",
    # a caption over an appendix
    "PHỤ LỤC\n(Kèm theo Hướng dẫn số 544 /HD-SNV ngày 23 tháng 3 năm 2022\ncủa Sở Nội vụ)\n",
    "(Ban hành kèm theo Quyết định số 12/QĐ-SNV ngày 01/02/2022)\n",
    # an incoming stamp
    "ĐẾN\nSố: 8812/CV-VP\nNgày: 05/6/2022\n",
]


@pytest.mark.parametrize("text", OWN)
def test_own_numbers_are_no_references(text: str) -> None:
    assert found_in(text) == ()


def test_text_in_force_with_a_cited_decision_is_a_reference() -> None:
    text = "Quy chế ban hành kèm theo Quyết định số 35/2019/QĐ-UBND ngày 11/11/2019 của UBND tỉnh"
    assert symbols(text) == ["35/2019/QĐ-UBND"]


def test_body_lines_that_begin_with_a_number_are_references() -> None:
    text = "A\n\fthực hiện Chỉ thị\nsố 16/CT-TTg ngày 20/5/2024 của Thủ tướng Chính phủ"
    assert symbols(text) == ["16/CT-TTg"]


def test_zones_of_the_letter_are_left_out() -> None:
    from pipeline.language import plain_transcript

    text = "8812/SNV-VP\n" + "Nội dung\n" * 20 + "8813/SNV-VP"
    transcript = plain_transcript(text)
    end = text.index("8813")
    zones = (Zone("incoming", Span(end, len(text))), Zone("number", Span(0, 11)))
    assert find_in(transcript, Letter("report", 1.0, {}, zones)) == ()
    assert [r.symbol for r in find_in(transcript)] == ["8812/SNV-VP", "8813/SNV-VP"]


def test_a_lone_symbol_under_a_motto_is_the_header_s() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert find("SỞ NỘI VỤ\n442 /SNV-TCCC\n" + motto) == ()
    assert symbols("SỞ NỘI VỤ\n442 /SNV-TCCC\n") == ["442/SNV-TCCC"]


def test_order_and_places() -> None:
    text = "Kế hoạch số 2/KH-UBND.\n\fKế hoạch số 1/KH-UBND. Kế hoạch số 2/KH-UBND."
    found = find(text)
    assert [r.symbol for r in found] == ["2/KH-UBND", "1/KH-UBND"]
    assert [[p.page for m in r.mentions for p in m.places] for r in found] == [[1, 2], [2]]


def test_decomposed_text_keeps_its_own_offsets() -> None:
    import unicodedata

    text = unicodedata.normalize(
        "NFD", "thực hiện Quyết định số 733/QĐ-TTg của Thủ tướng Chính phủ"
    )
    reference = one(text)
    mention = reference.mentions[0]
    assert (reference.symbol, reference.issuer) == ("733/QĐ-TTg", "Thủ tướng Chính phủ")
    assert mention.raw == text[mention.span.start : mention.span.end]
    assert unicodedata.normalize("NFC", mention.raw).startswith("Quyết định số 733")


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
    started = time.process_time()
    find(line)
    assert time.process_time() - started < 2.0


def test_a_letter_takes_milliseconds() -> None:
    cited = "Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ, các đơn vị "
    filler = "Công tác tuyên truyền được quan tâm dưới nhiều hình thức phong phú, đa dạng. "
    page = cited + filler * 20
    text = "\f".join([page] * 5)
    find(text)
    started = time.process_time()
    for _ in range(20):
        find(text)
    assert (time.process_time() - started) / 20 < 0.02, "expected about 2 ms for 8 kB"


WORN: list[tuple[str, str]] = [
    # specks beside marks, marks read as others
    ("Quyết định số 733./QĐ-TTg ngày", "733/QĐ-TTg"),
    ("Quyết định số 733/*QĐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 08/QĐ- -TTg", "08/QĐ-TTg"),
    ("Quyết định số 733/QĐ,TTg", "733/QĐ-TTg"),
    ("Quyết định số 733/QĐ”TTg", "733/QĐ-TTg"),
    ("Thông tư số 20/2017íTT-BTC", "20/2017/TT-BTC"),
    ("Quyết định số 47.QĐ-VPUBND", "47/QĐ-VPUBND"),
    # a dash lost, or read as a digit
    ("Quyết định số 733/QĐTTg", "733/QĐ-TTg"),
    ("Quyết định số 1256/QĐ2TTg", "1256/QĐ-TTg"),
    # a one read as a bracket or a mark of exclamation
    ("Kế hoạch số 14]/KH-UBND", "141/KH-UBND"),
    ("Nghị định số 91/20!7/NĐ-CP", "91/2017/NĐ-CP"),
    ("Quyết định số ]105/QĐ-UBND", "1105/QĐ-UBND"),
    # a letter of a code lost, gained, or read with a tone that codes don't have
    ("Kế hoạch số 172/KH-UBD", "172/KH-UBND"),
    ("Kế hoạch số 172/KH-UỊND", "172/KH-UBND"),
    ("Quyết định số 2230/QĐ-cUBND", "2230/QĐ-UBND"),
    ("Kế hoạch số 3377/KH-UvND", "3377/KH-UBND"),
    # a speck inside a number
    ("Nghị định số 1.51/2017/NĐ-CP", "151/2017/NĐ-CP"),
    ("Quyết định số 8.7/QĐ-UBND", "87/QĐ-UBND"),
    ("Quyết định số 221/Đ-UBND", "221/QĐ-UBND"),
    ("Nghị định số 91/2017/NĐ-CV", "91/2017/NĐ-CP"),
    ("Quyết định số 1256/QĐ-TT g", "1256/QĐ-TTg"),
    # the type's name misread, so that the code can be mended by it
    ("Quyét dịnh sô 733/OĐ-TTg", "733/QĐ-TTg"),
    ("Quy_ết định số 733/OĐ-TTg", "733/QĐ-TTg"),
]


@pytest.mark.parametrize(("text", "wanted"), WORN)
def test_worn_symbols_are_mended_and_told(text: str, wanted: str) -> None:
    reference = one(text)
    assert reference.symbol == wanted
    assert reference.mentions[0].repairs and reference.confidence < 0.98


def test_the_issuer_printed_beside_completes_a_code_that_is_gone() -> None:
    reference = one("Quyết định số 9/QĐ-~~ ngày 05/3/2020 của Bộ Nội vụ về thi đua")
    assert (reference.symbol, reference.date) == ("9/QĐ-BNV", "2020-03-05")
    assert reference.mentions[0].repairs


def test_a_code_that_is_gone_is_not_guessed() -> None:
    reference = one("Quyết định số 9/QĐ-~~ ngày 05/3/2020 về thi đua")
    assert (reference.symbol, reference.name) == (None, "Quyết định số 9")


def test_the_own_office_is_known_by_its_code() -> None:
    assert found_in("Kế hoạch số 5/KH-SNVV, Quyết định số 6/QĐ-SN")[0].symbol == "5/KH-SNV"
    university = letter(number_symbol="8/BC-ĐHHĐ", issuer="Trường Đại học Hồng Đức")
    assert found_in("Kế hoạch số 9/KH-ĐvHĐ", university)[0].symbol == "9/KH-ĐHHĐ"
    assert found_in("Kế hoạch số 9/KH-ĐHHN", university)[0].symbol == "9/KH-ĐHHN"
    own = letter(number_symbol="8/BC-DCT", issuer="Trường Đại học Công Thương")
    assert found_in("Quyết định số 9/QĐ-DCT", own)[0].symbol == "9/QĐ-DCT"
    assert found_in("Quyết định số 9/QĐ-DCT")[0].symbol == "9/QĐ-ĐCT"
    school = letter(number_symbol="8/BC-THPTCL2", issuer="Trường THPT Cao Lãnh 2")
    assert found_in("Kế hoạch số 9/KH-THPTCL", school)[0].symbol == "9/KH-THPTCL"


KNOWN = [
    # what is left of a known text, with its day or its type
    "Quyết định số 73.3/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 733.-QĐ-TT g ngày 14/6/2019",
    "Quyết định số 7?3/QĐ-TTg ngày 14/6/2019",
    "uyết định số 733/QU-TTg ngày 14/6/2019",
    "Quyết định số 733/QH-TTg ngày 14/6/2019",
    "Quyết định số 733/QĐ-Tvg về phong trào",
    "Quyết định số 733/QĐ-TTE",
]


@pytest.mark.parametrize("text", KNOWN)
def test_known_texts_are_recognised_by_the_rest_of_them(text: str) -> None:
    reference = one(text)
    assert reference.symbol == "733/QĐ-TTg"
    assert reference.mentions[0].repairs


DECOYS = [
    # other offices have a 733 of their own, longer numbers end in it, shorter begin it
    "Quyết định số 733/QĐ-UBND ngày 14/6/2019",
    "Quyết định số 733/QĐ-BNV ngày 14/6/2019",
    "Quyết định số 1733/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 7333/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 73/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 33/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 738/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 133/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 73 /QĐ-TTg ngày 14/6/2019",
    "Kế hoạch số 733/KH-TTg ngày 14/6/2019",
    "Chỉ thị số 733/CT-TTg ngày 14/6/2019",
    "Văn bản số 733/TTg-KTTH ngày 14/6/2019",
    "Quyết định số 733/2019/QĐ-TTg ngày 14/6/2019",
    "Nghị quyết số 733-NQ/TW ngày 14/6/2019",
    "733 cán bộ, QĐ-TTg; mã 733.QĐ",
    "ngày 14/6/2019 có 733 QĐ của các sở",
]


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_not_the_decision(text: str) -> None:
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references.citing import is_decision

    found = find(text)
    assert all(r.symbol != "733/QĐ-TTg" for r in found)
    assert not any(is_decision(r, d) for r in found for d in load_decisions())


def test_the_same_symbol_of_another_year_is_another_text() -> None:
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references.citing import is_decision

    (decision,) = load_decisions(["733/QĐ-TTg"])
    other = one("Quyết định số 733/QĐ-TTg ngày 17/5/2017 của Thủ tướng Chính phủ")
    assert other.symbol == "733/QĐ-TTg" and not is_decision(other, decision)
    both = find("Quyết định số 733/QĐ-TTg ngày 17/5/2017; Quyết định số 733/QĐ-TTg ngày 14/6/2019")
    assert [is_decision(r, decision) for r in both] == [False, True]
