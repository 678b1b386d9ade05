"""Smaller parts of the letter room: echo, kind, dates, names, lists, captions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge.issuers import bodies, body_named
from pipeline.knowledge.types import type_of_code
from pipeline.letter.appendix import appendix_start, find_attached
from pipeline.letter.dates import find_date_row, read_date, read_place
from pipeline.letter.echo import mend_by_echo
from pipeline.letter.elsewhere import said_in
from pipeline.letter.infer import Clues, codes_in, infer_issuer
from pipeline.letter.kind import kind_of, type_of_symbol
from pipeline.letter.layout import lay_out
from pipeline.letter.lists import find_addressees, find_recipients
from pipeline.letter.names import name_like, name_text
from pipeline.letter.offices import authority_text, title_text
from pipeline.letter.origin import said_province
from pipeline.letter.rows import Row, capitals, row_of_span, undashed
from pipeline.reading.plain import read_plain
from pipeline.records import Transcript


def row(transcript: Transcript, n: int = 0) -> Row:
    line = transcript.lines[n]
    return row_of_span(transcript, line.span, line.page)


# --- dates ----------------------------------------------------------------------------------------

# each with its ISO form or None, its source, and its place
DATES = [
    ("Hưng Yên, ngày 05 tháng 12 năm 2022", "2022-12-05", "read", "Hưng Yên"),
    ("Hà Nam, ngày 9 tháng 4 năm 2020", "2020-04-09", "read", "Hà Nam"),
    ("TP. Hồ Chí Minh, ngày 30 tháng 4 năm 2021", "2021-04-30", "read", "Thành phố Hồ Chí Minh"),
    ("Rạch Giá, ngày 01 tháng 02 năm 2019", "2019-02-01", "read", "Rạch Giá"),
    ("Sơn La, ngày    tháng 5 năm 2022", "2022-05", "read", "Sơn La"),
    ("Sơn La, ngày ... tháng ... năm 2022", None, "blank", "Sơn La"),
    ("Sơn La, ngày 31 tháng 4 năm 2022", None, "unreadable", "Sơn La"),
    ("Sơn La, ngày 04 tháng 4 năm 20234", None, "unreadable", "Sơn La"),
    ("Sơn La, ngày 45 tháng 4 năm 2022", None, "unreadable", "Sơn La"),
    ("Huế, ngày 12/6/2021", "2021-06-12", "read", "Huế"),
]


@pytest.mark.parametrize(("printed", "iso", "source", "place"), DATES)
def test_dates(printed: str, iso: str | None, source: str, place: str) -> None:
    transcript = read_plain(printed)
    found = find_date_row([row(transcript)])
    assert found is not None
    value = read_date(transcript, transcript.pages[0], found, None)
    assert (value.value, value.source) == (iso, source)
    assert read_place(transcript, found).value == place


def test_a_sentence_with_a_date_is_no_date_row() -> None:
    transcript = read_plain("Báo cáo được gửi trước ngày 15 của tháng cuối quý")
    assert find_date_row([row(transcript)]) is None


# --- echo -----------------------------------------------------------------------------------------


def doubted_word(text: str, word: str, sure: float = 0.6) -> Transcript:
    """``text`` as read from paper, with its first ``word`` read with little faith."""
    made = read_plain(text)
    at = next(i for i, w in enumerate(made.words) if word in w.raw)
    words = tuple(
        replace(w, confidence=sure if i == at else 0.95) for i, w in enumerate(made.words)
    )
    return replace(made, words=words)


@pytest.mark.parametrize(
    ("text", "word", "value", "repairs"),
    [
        # another mark on the same letter: the words before it suffice
        (
            "Thi đua văn hóa công sợ\nvăn hóa công sở, văn hóa công sở, hóa công sở",
            "sợ",
            "Thi đua văn hóa công sở",
            1,
        ),
        # said once only, or as often otherwise: left alone
        ("Thi đua văn hóa công sợ\nvì văn hóa công sở", "sợ", "Thi đua văn hóa công sợ", 0),
        # a number is never mended by another
        (
            "Kết quả công tác năm 2021\ncông tác năm 2020, tác năm 2020",
            "2021",
            "Kết quả công tác năm 2021",
            0,
        ),
    ],
)
def test_echo(text: str, word: str, value: str, repairs: int) -> None:
    transcript = doubted_word(text, word)
    first = row(transcript)
    echo = mend_by_echo(transcript, [first], first.text)
    assert echo.value == value and len(echo.repairs) == repairs


def test_a_word_read_well_is_not_mended_by_words_read_worse() -> None:
    made = read_plain("Thi đua thẩm định giá\nlàm đua thấm định, đua thấm định, đua thấm định")
    words = tuple(replace(w, confidence=0.95 if i < 5 else 0.7) for i, w in enumerate(made.words))
    transcript = replace(made, words=words)
    first = row(transcript)
    assert mend_by_echo(transcript, [first], first.text).value == first.text


# --- kind -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "symbol", "view", "addressed", "own", "kind"),
    [
        ("BC", "BC-UBND", False, False, False, "report"),
        ("KH", None, False, False, False, "plan"),
        ("HD", "HD-BTĐKT", False, True, False, "guideline"),
        ("QĐ", "QĐ-TTg", False, False, False, "other"),
        (None, "UBND-NC", True, True, False, "dispatch"),
        (None, "SYT-NVY", False, True, True, "dispatch"),
        # `CT` is Chỉ thị, and Cục Thuế: a letter without title by that body is no directive
        (None, "CT-CS", False, True, True, "dispatch"),
        (None, "KH-UBND", False, False, False, "plan"),
        (None, None, False, False, False, "unknown"),
    ],
)
def test_kind(
    title: str | None, symbol: str | None, view: bool, addressed: bool, own: bool, kind: str
) -> None:
    printed = type_of_code(title) if title else None
    found, sure = kind_of(
        (printed, 1.0) if printed else None,
        type_of_symbol(symbol),
        view=view,
        addressed=addressed,
        symbol=symbol,
        own_code=own,
    )
    assert found == kind and 0 < sure <= 1


@pytest.mark.parametrize(
    ("symbol", "codes"),
    [
        ("KH-UBND", ("UBND",)),
        ("UBND-NC", ("UBND", "NC")),
        ("2019/QĐ-UBND", ("UBND",)),
        ("CT/TW", ("TW",)),
    ],
)
def test_codes_in(symbol: str, codes: tuple[str, ...]) -> None:
    assert codes_in(symbol) == codes


# --- signature ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "name", "whole"),
    [
        ("Lương Thị Hà", "Lương Thị Hà", True),
        ("Nguyên Văn Tám", "Nguyễn Văn Tám", False),
        ("guyễn Văn Tám", "Nguyễn Văn Tám", False),
        ("ê Minh Tú", "Lê Minh Tú", False),
        ("Trần x Văn Hòa", "Trần Văn Hòa", False),
        (": Phạm Thu Hằng ~", "Phạm Thu Hằng", True),
        ("A Thắng", "A Thắng", True),
    ],
)
def test_name_text(read: str, name: str, whole: bool) -> None:
    text, kept = name_text(read)
    assert text == name
    assert (kept == 1.0) is whole


@pytest.mark.parametrize("text", ["CHỦ TỊCH", "Lưu: VT", "nơi nhận", "Hà", "SỞ Y TẾ", ""])
def test_other_words_are_no_name(text: str) -> None:
    assert name_like(text) < 0.5


@pytest.mark.parametrize(
    ("read", "title"),
    [
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
        ("PHÓ C TỊCH THƯỜNG TRỰC", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
        ("CHÁNH VĂN PHONG", "CHÁNH VĂN PHÒNG"),
        ("VỤ TRƯỞNG VỤ PHÁP CHẾ", "VỤ TRƯỞNG VỤ PHÁP CHẾ"),
    ],
)
def test_title_text(read: str, title: str) -> None:
    assert title_text(read)[0] == title


@pytest.mark.parametrize(
    ("read", "authority"),
    [
        ("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("KT.CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("T/M BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ"),
        ("TL. GIÁM ĐÓC", "TL. GIÁM ĐỐC"),
        ("TUQ. BỘ TRƯỞNG", "TUQ. BỘ TRƯỞNG"),
    ],
)
def test_authority_text(read: str, authority: str) -> None:
    assert authority_text(read)[0] == authority


# --- lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Kính gửi: Sở Nội vụ", ("Sở Nội vụ",)),
        (
            "Kính gửi: Các cơ quan, đơn vị\nthuộc khối\nThực hiện kế hoạch",
            ("Các cơ quan, đơn vị thuộc khối",),
        ),
        (
            "Kính gửi:\n- Sở Y tế;\n- Bộ Y tế,\nBộ Tài chính.\nCăn cứ",
            ("Sở Y tế", "Bộ Y tế, Bộ Tài chính"),
        ),
        ("Kinh gửi: Ông A", ("Ông A",)),
    ],
)
def test_addressees(text: str, entries: tuple[str, ...]) -> None:
    transcript = read_plain(text)
    rows = [row(transcript, n) for n in range(len(transcript.lines))]
    found = find_addressees(rows, 0.0)
    assert found is not None and found.entries == entries


@pytest.mark.parametrize("label", ["Nơi nhận:", "Nơi nhận: 02", "Mới nhận:", "nhận:", "ơi nhận:"])
def test_recipients_under_a_damaged_label(label: str) -> None:
    transcript = read_plain(f"hết./.\n{label}\n- Như trên;\n~ Sở Y tế;\n- Lưu: VT.\nGIÁM ĐỐC")
    found = find_recipients(transcript, transcript.pages)
    assert found is not None and found.entries == ("Như trên", "Sở Y tế", "Lưu: VT")


@pytest.mark.parametrize(
    ("text", "item"), [("- Như trên", "Như trên"), ("~- a", "a"), ("Như trên", None), ("+ b", "b")]
)
def test_undashed(text: str, item: str | None) -> None:
    assert undashed(text) == item


# --- elsewhere ------------------------------------------------------------------------------------


def test_captions_say_number_symbol_and_date() -> None:
    transcript = read_plain(
        "Hết./.\fPHỤ LỤC\n(Kèm theo Kế hoạch số 15/KH-SXD ngày 03 tháng 6\nnăm 2020 của Sở)"
    )
    (caption,) = find_attached(transcript)
    said = said_in(transcript, caption)
    assert (said.number, said.symbol, said.date) == ("15", "KH-SXD", "2020-06-03")
    start = appendix_start(transcript, 5, [caption])
    assert start is not None and transcript.quote(start).startswith("PHỤ LỤC")


def test_an_attachment_named_in_a_sentence_is_no_caption() -> None:
    text = "Đề nghị các đơn vị báo cáo (theo mẫu kèm theo Công văn số 5/SNV-TĐ ngày 01/02/2020)."
    assert find_attached(read_plain(text)) == []


# (symbol, date or None, who wrote)
BY_PERIOD = [
    ("15/KH-TCT", "2020-06", "Tổng cục Thuế"),
    ("15/KH-CT", "2025-06-01", "Cục Thuế"),
    ("15/KH-TĐC", "2022-06-01", "Tổng cục Tiêu chuẩn Đo lường Chất lượng"),
    ("15/KH-TĐC", "2026-06-01", "Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia"),
    ("15/BC-BDTTG", None, "Bộ Dân tộc và Tôn giáo"),
]


@pytest.mark.parametrize(("symbol", "on", "issuer"), BY_PERIOD)
def test_who_wrote_depends_on_the_day(symbol: str, on: str | None, issuer: str) -> None:
    found = infer_issuer(Clues(symbol.partition("/")[2], None, "", "", on=on))
    assert found is not None and found[0].value == issuer


@pytest.mark.parametrize(
    ("name", "day", "there"),
    [
        ("Bộ Lao động - Thương binh và Xã hội", "2025-02", True),
        ("Bộ Lao động - Thương binh và Xã hội", "2025-03-01", False),
        ("Bộ Dân tộc và Tôn giáo", "2025-02-28", False),
        ("Bộ Nội vụ", "2026-01-01", True),
        ("Bộ Nội vụ", None, True),
    ],
)
def test_bodies_come_and_go(name: str, day: str | None, there: bool) -> None:
    match = body_named(name)
    assert match is not None and match[0].stands_on(day) is there


def test_whose_work_was_taken_over_names_the_heir() -> None:
    names = {b.name: b for b in bodies()}
    ended = [b for b in names.values() if b.into is not None]
    assert len(ended) > 20
    for body in ended:
        heir = names[str(body.into)]
        assert body.until is not None and (heir.since is None or heir.since > body.until)


def test_the_province_that_the_text_names_most() -> None:
    most = said_province("tỉnh Quảng Ninh, Sở Nội vụ tỉnh Quảng Ninh, tỉnh Hà Giang")
    assert most is not None and most.name == "Quảng Ninh"
    assert said_province("tỉnh Quảng Ninh và tỉnh Hà Giang") is None
    assert said_province("toàn tỉnh") is None


def test_capitals() -> None:
    assert capitals("ỦY BAN") == 1.0 and capitals("ủy ban") == 0.0 and capitals("12") == 0.0


def test_an_empty_transcript_has_no_layout() -> None:
    assert lay_out(read_plain("")) is None
