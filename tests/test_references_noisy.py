"""Citations in badly read letters: what the words around say of a code, a number and its faith."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.citations import citations
from pipeline.language import plain_transcript
from pipeline.paper import Page, Word
from pipeline.records import Letter, Reference, Span, Transcript, Value
from pipeline.references import find_in
from pipeline.references.leads import lead_of
from pipeline.references.torn import may_be, torn_number
from pipeline.references.untyped import letters_at, unit_meant
from pipeline.references.view import make_view
from pipeline.references.wear import wear_of
from pipeline.references.worn import completed_at, year_at
from pipeline.settings import Settings

CLEAN = (
    "Thực hiện chỉ đạo của cấp trên, đơn vị đã triển khai nhiều nội dung với sự tham gia của toàn"
    " thể cán bộ, công chức, viên chức và người lao động trong cơ quan. "
)
NOISY = (
    "Thựcc hiệnn chĩ đạoo cúa câp trênn, đơnn vịi đã trien khaii nhiêều nộii dung vơới sự thamm gia"
    " cúua toànn thểe cánn bộo, công chứcc, viênn chứcc và ngườii laoo độngg tronng coơ quann. "
)


def found(text: str, own: str | None = None) -> tuple[Reference, ...]:
    fields = {"symbol": Value(own, "read", 1.0)} if own else {}
    return find_in(plain_transcript(text), Letter("other", 1.0, fields, ()))


def symbols(text: str, own: str | None = None) -> list[str | None]:
    return [r.symbol for r in found(text, own)]


def sure(reference: Reference) -> bool:
    return reference.confidence >= Settings().review_below and not reference.findings


# --- what the words around say -----------------------------------------------------------


def test_the_share_of_worn_words_tells_clean_print_from_noise() -> None:
    assert wear_of(plain_transcript(CLEAN * 3)).whole == 0.0
    assert wear_of(plain_transcript(NOISY * 3)).whole > 0.5
    assert wear_of(plain_transcript("")).whole == 0.0


def test_codes_abbreviations_and_numbers_are_no_worn_words() -> None:
    text = "UBND, HĐND và Sở TN&MT gửi BCĐ 733/QĐ-TTg, PAR INDEX"
    assert wear_of(plain_transcript(text)).whole == 0.0


def test_wear_is_that_of_the_lines_around_and_of_the_letter() -> None:
    text = CLEAN * 6 + NOISY * 2 + CLEAN * 6
    wear = wear_of(plain_transcript(text))
    bad = text.index("Thựcc hiệnn") + 150
    good = Span(20, 30)
    assert wear.near(Span(bad, bad + 10)) > 3 * wear.near(good) > 0
    assert not wear_of(plain_transcript(CLEAN)).noisy(good)
    assert wear.noisy(Span(bad, bad + 10))


def test_the_engines_doubt_makes_a_place_noisy_too() -> None:
    text = "Quyết định số 1105/QĐ-BXU"
    words = (Word(Span(0, len(text)), text, 1, None, 0.4),)
    page = Page(1, Span(0, len(text)), "read", "ocr", 0.4)
    wear = wear_of(Transcript(text, (page,), (), words))
    assert wear.noisy(Span(14, len(text)))
    assert not wear.unsure(Span(14, len(text))), "there the confidence says it"


@pytest.mark.parametrize(("origin", "asks"), [("plain", True), ("ocr", False)])
def test_only_where_no_engine_of_ours_read_do_worn_words_ask_for_a_look(
    origin: str, asks: bool
) -> None:
    page = Page(1, Span(0, len(NOISY)), "read", origin, 1.0)  # type: ignore[arg-type]
    assert wear_of(Transcript(NOISY, (page,), (), ())).unsure(Span(30, 40)) is asks


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 30))
def test_wear_is_a_share_of_any_text(text: str, start: int, length: int) -> None:
    wear = wear_of(plain_transcript(text))
    assert 0.0 <= wear.whole <= 1.0
    assert 0.0 <= wear.near(Span(start, start + length)) <= 1.0


# --- codes -------------------------------------------------------------------------------

MENDED = [
    # the year's slash, or the code's, is gone
    ("Thông tư số 78 2021/TT-BTC ngày 17/9/2021 của Bộ Tài chính", None, "78/2021/TT-BTC"),
    ("Quyết định số 14/2020/QĐ UBND ngày 17/7/2020", None, "14/2020/QĐ-UBND"),
    ("Quyết định số 36 2021 QĐ-UBND ngày 20/8/2021", None, "36/2021/QĐ-UBND"),
    # one body alone issues these, so little of its code is enough
    ("Nghị định so 91/2017/NĐaCP ngày 31/7/2017 của Chính phủ", None, "91/2017/NĐ-CP"),
    # a gap within the code of the letter's own office
    ("Quyết định số 1108/QĐ-PC HG ngày 22/10/2019", "BC-PCHG", "1108/QĐ-PCHG"),
    ("Kế hoạch số 4512/KH-S NMT ngày 30/9/2019", "BC-STNMT", "4512/KH-STNMT"),
    ("Kế hoạch số 311/KH UBND ngày 30/11/2020", None, "311/KH-UBND"),
    # two codes run together, in the style of the letter's own
    ("Hướng dẫn số 18 HDHNDT ngày 09/3/2021", "BC-HNDT", "18/HD-HNDT"),
    ("Kế hoạch số 47 KHBTCTU ngày 07/10/2019", "BC/BTCTU", "47-KH/BTCTU"),
    # official letters: the dash lost, or read as another mark
    ("Công văn số\n3560“BHXH TĐKT ngày 27/9/2019", "BC-BHXH", "3560/BHXH-TĐKT"),
    ("Công văn số 1544/SYT TCCB ngày 30/5/2023 của Sở Y tế", None, "1544/SYT-TCCB"),
    ("Công văn số 2963/STCQLNS ngày 17/10/2019", None, "2963/STC-QLNS"),
    # the type is printed in front: letters of its code count less
    ("Chỉ thị số 01/L-VKSTC ngày 02/01/2020", "BC-VKSTC", "01/CT-VKSTC"),
    ("Hướng dẫn số 37 HU-SNV ngày 18/9/2019", None, "37/HD-SNV"),
]


@pytest.mark.parametrize(("text", "own", "wanted"), MENDED)
def test_codes_are_mended_and_the_mend_is_told(text: str, own: str | None, wanted: str) -> None:
    (reference,) = found(NOISY + text + ". " + NOISY, own)
    assert reference.symbol == wanted
    assert any(mention.repairs for mention in reference.mentions)
    assert not sure(reference)


KEPT = [
    # codes that no table knows are a body's own where the words around are whole
    ("Quyết định số 1105/QĐ-BXU ngày 31/8/2020", "BC-BXD", "1105/QĐ-BXU"),
    ("Quyết định số 87/QĐ-HĐTC ngày 04/7/2018", None, "87/QĐ-HĐTC"),
    ("Kế hoạch số 26/KH-SNNMT ngày 10/3/2025", "BC-SNV", "26/KH-SNNMT"),
    ("Nghị quyết số 09-NQ/ĐU ngày 04/3/2021", None, "09-NQ/ĐU"),
    ("Công văn số 917/SNV-TCKT ngày 16/5/2023", None, "917/SNV-TCKT"),
    ("Công văn số 1544/SYT ngày 30/5/2023 của Sở Y tế", None, "1544/SYT"),
    ("Quyết định số 45/QĐ ngày 30/5/2023", None, "45/QĐ"),
]


@pytest.mark.parametrize(("text", "own", "wanted"), KEPT)
def test_in_clean_print_codes_stay_as_they_are(text: str, own: str | None, wanted: str) -> None:
    (reference,) = found(f"{CLEAN}{text}. {CLEAN}", own)
    assert reference.symbol == wanted
    assert reference.mentions[0].repairs == ()
    assert sure(reference)


def test_a_code_nobody_knows_is_the_letters_own_only_where_words_are_worn() -> None:
    text = "Bộ trưởng ký Quyết định số 1105/QĐ-BXU ngày 31/8/2020. "
    assert symbols(CLEAN + text, "BC-BXD") == ["1105/QĐ-BXU"]
    assert symbols(NOISY + text + NOISY, "BC-BXD") == ["1105/QĐ-BXD"]


def test_a_third_code_is_never_dropped() -> None:
    text = "Kế hoạch số 35/KH-BCA ngày 02/3/2020 và Kế hoạch số 123/KH-BCA-V05 ngày 12/3/2020. "
    for around in (CLEAN, NOISY):
        assert symbols(around + text + around, "BC-CAT") == ["35/KH-BCA", "123/KH-BCA-V05"]


def test_a_type_without_a_body_in_worn_print_names_no_text() -> None:
    (reference,) = found(f"{NOISY}Quyết định số 1918/QĐ ngày 05/8/2021. {NOISY}")
    assert reference.symbol is None
    assert reference.name == "Quyết định số 1918"


def test_laws_have_no_body_beside_their_code() -> None:
    assert symbols(f"{NOISY}Luật số 64/2025/QH15 ngày 19/02/2025. {NOISY}") == ["64/2025/QH15"]


def test_units_one_letter_off_are_mended_in_worn_print_alone() -> None:
    text = "Công văn số 655/SNV-TĐKL ngày 19/4/2022. "
    assert symbols(NOISY + text + NOISY) == ["655/SNV-TĐKT"]
    assert symbols(CLEAN + text) == ["655/SNV-TĐKL"]
    assert unit_meant("TĐKL") == "TĐKT" and unit_meant("TĐKT") is None
    assert unit_meant("KT") is None and unit_meant("XYZW") is None


def test_the_units_of_letters_are_codes() -> None:
    units = citations().letter_units
    assert "TĐKT" in units and len(set(units)) == len(units)
    assert all(unit == unit.upper() and 3 < len(unit) < 6 for unit in units)


@pytest.mark.parametrize(
    ("text", "bodies", "wanted"),
    [
        ("45 BHXH:TĐKT ngày", frozenset[str](), ("BHXH", "TĐKT")),
        ("45/STCQLNS ngày", frozenset[str](), ("STC", "QLNS")),
        ("45/HQLC-TCCB", frozenset({"hqlc"}), ("HQLC", "TCCB")),
        ("45/HQLC-TCCB", frozenset[str](), None),  # nobody knows that body
        ("45 cán bộ UBND", frozenset[str](), None),
        ("45, BHXH-TĐKT", frozenset[str](), None),
        ("45/UBND", frozenset[str](), None),
    ],
)
def test_the_codes_of_official_letters(
    text: str, bodies: frozenset[str], wanted: tuple[str, str] | None
) -> None:
    made = letters_at(make_view(text), 2, bodies)
    assert (made and (made.body, made.unit)) == wanted


def test_years_without_their_slashes() -> None:
    assert year_at(make_view("14 2020 QĐ"), 2) == ("2020", 7)
    assert year_at(make_view("14/202I/QĐ"), 2) == ("2021", 7)
    assert year_at(make_view("14/1250/QĐ"), 2) == (None, 2)
    assert year_at(make_view("14/20201"), 2) == (None, 2)


def test_only_what_one_body_issues_is_completed() -> None:
    view = make_view("91/2017/N-C ngày")
    done = completed_at(view, 7, "Nghị định")
    assert done is not None and done.tail.text == "/NĐ-CP"
    assert completed_at(view, 7, "Thông tư") is None
    assert completed_at(make_view("91/2017 và các văn bản"), 7, "Nghị định") is None


def test_a_number_is_never_cut_to_make_a_slash_of_its_digit() -> None:
    assert symbols("Quyết định số 733/9Đ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ") == [
        "733/QĐ-TTg"
    ]


@pytest.mark.parametrize("so", ["nsố", "tố", "xổ", "só"])
def test_worn_words_for_number(so: str) -> None:
    view = make_view(f"theo Quyết định {so} 12/QĐ-UBND")
    lead = lead_of(view, view.flat.index("12/"))
    assert (lead.kind, lead.so) == ("Quyết định", True)


def test_houses_are_no_texts() -> None:
    assert symbols("Nhà văn hóa tổ 12/KP-HCM, lô 7/KDC") == []


# --- numbers -----------------------------------------------------------------------------

TORN = [
    ("số 7{3/QĐ-TTg", "3/", "7?3"),
    ("số 18&7/KH-UBND", "7/", "18?7"),
    ("số }37/KH-UBND", "37/", "?37"),
    ("số 733/QĐ-TTg", "733/", None),
    ("số 12, 15/KH-UBND", "15/", None),
    ("số 73 3/QĐ-TTg", "3/", None),
    ("ngày 1-15/KH-UBND", "15/", None),
]


@pytest.mark.parametrize(("text", "at", "wanted"), TORN)
def test_signs_within_a_number(text: str, at: str, wanted: str | None) -> None:
    view = make_view(text)
    start = view.flat.index(at)
    assert torn_number(view, start, start + len(at) - 1, lead_of(view, start)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("195Ú/QĐ", "195?"), ("30c/NQ-CP", None), ("12A/KH", None), ("43l/K", None), ("84}/K", "84?")],
)
def test_letters_behind_a_number(text: str, wanted: str | None) -> None:
    view = make_view(f"số {text}")
    end = view.flat.index("/") - ("}" in text)
    assert torn_number(view, 3, end, lead_of(view, 3)) == wanted


@pytest.mark.parametrize(
    ("torn", "number", "wanted"),
    [("7?3", "733", True), ("7?3", "73", True), ("7?3", "7333", False), ("7?3", "743", True),
     ("?37", "1737", False), ("0?5", "05", True), ("195?", "195", True)],
)  # fmt: skip
def test_what_a_torn_number_may_be(torn: str, number: str, wanted: bool) -> None:
    assert may_be(torn, number) is wanted


def test_a_torn_number_names_no_text() -> None:
    (reference,) = found("Thực hiện Quyết định số 7{3/QĐ-UBND ngày 05/3/2020")
    assert reference.symbol is None
    assert reference.name == "Quyết định số 7?3/QĐ-UBND"
    assert not sure(reference)


def test_a_torn_number_is_that_of_the_text_cited_elsewhere() -> None:
    text = (
        "Thực hiện Quyết định số 743/QĐ-UBND ngày 05/3/2020. "
        "Theo Quyết định số 7{3/QĐ-UBND ngày 05/3/2020, các đơn vị báo cáo."
    )
    (reference,) = found(text)
    assert reference.symbol == "743/QĐ-UBND" and len(reference.mentions) == 2
    assert "7?3→743" in reference.mentions[1].repairs


def test_another_day_is_another_text() -> None:
    text = (
        "Thực hiện Quyết định số 743/QĐ-UBND ngày 05/3/2020. "
        "Theo Quyết định số 7{3/QĐ-UBND ngày 17/8/2021, các đơn vị báo cáo."
    )
    assert symbols(text) == ["743/QĐ-UBND", None]


def test_two_texts_that_a_torn_number_may_be_leave_it_open() -> None:
    text = (
        "Quyết định số 743/QĐ-UBND và Quyết định số 783/QĐ-UBND của Ủy ban nhân dân tỉnh. "
        "Theo Quyết định số 7{3/QĐ-UBND, các đơn vị báo cáo."
    )
    assert symbols(text) == ["743/QĐ-UBND", "783/QĐ-UBND", None]


def test_a_later_short_mention_tells_the_torn_number() -> None:
    text = (
        "Căn cứ Quyết định số 84}/QĐ-UBND ngày 05/3/2020 của Ủy ban nhân dân tỉnh. "
        "Quyết định 845 được phổ biến tới toàn thể công chức."
    )
    first = found(text)[0]
    assert first.symbol == "845/QĐ-UBND"
    assert "84?→845" in first.mentions[0].repairs and not sure(first)


@settings(max_examples=80, deadline=None)
@given(st.integers(10, 9999), st.sampled_from("{}&@#"), st.data())
def test_no_torn_number_becomes_another(number: int, sign: str, data: st.DataObject) -> None:
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1))
    torn = digits[:at] + sign + digits[at + 1 :]
    for reference in found(f"Căn cứ Quyết định số {torn}/QĐ-UBND ngày 05/3/2020"):
        assert reference.symbol is None


# --- dates and faith ---------------------------------------------------------------------

DATES = [
    ("ngày 19/6 2017", "2017-06-19"),
    ("ngày 05 8/2021", "2021-08-05"),
    ("ngày 14 6 2019", "2019-06-14"),
    ("ngày 11:11 2019", "2019-11-11"),
    ("ngày 0810/2019", "2019-10-08"),
    ("ng,ày 12/5/2021", "2021-05-12"),
    ("ngờy 05.11/2020", "2020-11-05"),
    ("ngày 45 6 2019", None),
    ("ngày 8102019", None),
]


@pytest.mark.parametrize(("printed", "wanted"), DATES)
def test_dates_without_their_slashes(printed: str, wanted: str | None) -> None:
    (reference,) = found(f"Kế hoạch số 118/KH-UBND {printed} của Ủy ban nhân dân tỉnh")
    assert reference.date == wanted


def test_a_number_alone_in_worn_print_asks_for_a_look() -> None:
    text = "Theo Kế hoạch số 118/KH-UBND ngày 14/01/2022. "
    (once,) = found(NOISY + text + NOISY)
    assert once.symbol == "118/KH-UBND" and once.findings and not sure(once)
    (twice,) = found(NOISY + text + NOISY + text)
    assert not twice.findings and sure(twice), "two places say the same"
    (clean,) = found(CLEAN + text + CLEAN)
    assert not clean.findings


def test_a_known_text_needs_no_second_witness() -> None:
    (known,) = found(f"{NOISY}Quyết định số 733/QĐ-TTg ngày 14/6/2019. {NOISY}")
    assert known.symbol == "733/QĐ-TTg" and sure(known)


def test_what_carries_a_decision_out_is_known_as_well() -> None:
    (reference,) = found("Hướng dẫn số 544/HD-BTĐRT ngày 23/3/2022 của Ban Thi đua")
    assert reference.symbol == "544/HD-BTĐKT" and reference.mentions[0].repairs
    assert symbols("Hướng dẫn số 544/HD-BTC ngày 23/5/2022") == ["544/HD-BTC"]
