"""Letters on paper: layout decides, written digits are not believed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.letter import read_letter
from pipeline.letter.witness import DigitField, DigitReading
from pipeline.records import Box, Letter, Page, Transcript
from tests.letter_paper import STEP, Placed, body, header, page
from tests.letter_paper import letter as bind

DATE = "Yên Bái, ngày 14 tháng 6 năm 2021"
SPLIT = ["UBND TỈNH YÊN BÁI", "SỞ XÂY DỰNG"]


@dataclass(frozen=True)
class Says:
    """A reader of written digits that knows what stands in each place."""

    number: DigitReading | None = None
    day: DigitReading | None = None
    month: DigitReading | None = None

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None:
        return getattr(self, what, None)


def close(y: float) -> list[Placed]:
    """Recipients on the left, signature on the right, side by side."""
    return [
        (0.13, y, "Nơi nhận:"),
        (0.60, y, "KT. GIÁM ĐỐC"),
        (0.13, y + STEP, "- Như trên;"),
        (0.60, y + STEP, "PHÓ GIÁM ĐỐC"),
        (0.13, y + 2 * STEP, "- Lưu: VT, QLN."),
        (0.62, y + 6 * STEP, "Hoàng Văn Khải"),
    ]


def report(
    number: str = "Số: 41 /BC-SXD",
    date: str = DATE,
    *,
    issuer: list[str] = SPLIT,
    gap: float = 0.0,
    unread: tuple[Box, ...] = (),
    more: tuple[Placed, ...] = (),
    sheet: int = 1,
) -> Transcript:
    lines = [
        *header(issuer, number, date, gap=gap),
        *more,
        (0.48, 0.20, "BÁO CÁO"),
        (0.33, 0.22, "Kết quả cấp phép xây dựng quý II"),
        *body(0.28),
        *close(0.45),
    ]
    return page(lines, unread=unread, number=sheet)


def read(transcript: Transcript, reader: Says | None = None) -> Letter:
    return read_letter(transcript, reader)


def test_columns_are_read_apart() -> None:
    found = read(report())
    shown = {n: v.value for n, v in found.fields.items()}
    assert shown["issuer"] == "Sở Xây dựng tỉnh Yên Bái"
    assert shown["issuer_parent"] == "Ủy ban nhân dân tỉnh Yên Bái"
    assert shown["place"] == "Yên Bái" and shown["date"] == "2021-06-14"
    assert shown["symbol"] == "BC-SXD" and shown["doc_type"] == "Báo cáo"
    assert shown["subject"] == "Kết quả cấp phép xây dựng quý II"
    assert shown["signer_authority"] == "KT. GIÁM ĐỐC"
    assert shown["signer_title"] == "PHÓ GIÁM ĐỐC"
    assert shown["signer_name"] == "Hoàng Văn Khải"
    assert shown["recipients"] == ("Như trên", "Lưu: VT, QLN")


def test_halves_joined_in_one_line_of_the_engine_are_parted() -> None:
    joined = [
        (0.14, 0.06, "UBND TỈNH YÊN BÁI"),
        (0.29, 0.06, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ]
    lines = [line for line in header(SPLIT, "Số: 41 /BC-SXD", DATE) if line[1] != 0.06]
    made = page([*joined, *lines, (0.48, 0.20, "BÁO CÁO"), *body(0.28)])
    assert read(made).fields["issuer_parent"].value == "Ủy ban nhân dân tỉnh Yên Bái"


def test_printed_digits_are_read() -> None:
    number = read(report()).fields["number"]
    assert (number.value, number.source) == ("41", "read")


def test_glued_digits_may_be_written() -> None:
    number = read(report("Số: 41/BC-SXD")).fields["number"]
    assert (number.value, number.source, number.review) == (None, "unreadable", True)
    assert number.place is not None and number.place.box is not None
    assert "41" in (number.why or "")


def test_white_paper_between_label_and_slash_is_blank() -> None:
    found = read(report("Số: /BC-SXD", gap=0.05))
    assert found.fields["number"].source == "blank"
    assert found.fields["number_symbol"].source == "blank"
    assert found.fields["symbol"].value == "BC-SXD"


def test_ink_without_words_is_not_blank() -> None:
    found = read(report("Số: /BC-SXD", gap=0.05, unread=((0.2, 0.108, 0.23, 0.122),)))
    assert found.fields["number"].source == "unreadable"


def test_a_reader_supplies_the_written_number() -> None:
    reader = Says(number=DigitReading("127", 0.96, True, True))
    found = read(report("Số: /BC-SXD", gap=0.05), reader)
    assert found.fields["number_symbol"].value == "127/BC-SXD"
    assert not found.fields["number"].review


def test_an_unsure_reader_is_reviewed() -> None:
    reader = Says(number=DigitReading("127", 0.7, True, True))
    number = read(report("Số: /BC-SXD", gap=0.05), reader).fields["number"]
    assert (number.value, number.review) == ("127", True)


def test_blank_day_leaves_the_month() -> None:
    reader = Says(day=DigitReading(None, 0.97, False))
    date = read(report(date="Yên Bái, ngày      tháng 6 năm 2021"), reader).fields["date"]
    assert (date.value, date.source) == ("2021-06", "read")


def test_unreadable_day_is_no_blank_day() -> None:
    reader = Says(day=DigitReading(None, 0.2, True))
    date = read(report(date="Yên Bái, ngày      tháng 6 năm 2021"), reader).fields["date"]
    assert (date.value, date.source, date.review) == (None, "unreadable", True)
    assert "tháng 6" in (date.why or "") and "năm 2021" in (date.why or "")


def test_a_lost_anchor_does_not_lose_the_place() -> None:
    found = read(report(date="Yên Bái, tháng 6 năm 2021"))
    assert found.fields["place"].value == "Yên Bái"
    assert found.fields["date"].source == "unreadable"


def test_a_damaged_name_is_mended_from_the_table() -> None:
    found = read(report(issuer=["UBNÑD TỈNH YÊN BÁl", "SỞ XẢY DỰNG"]))
    assert found.fields["issuer_parent"].value == "Ủy ban nhân dân tỉnh Yên Bái"
    assert found.fields["issuer"].value == "Sở Xây dựng tỉnh Yên Bái"


def test_a_spoilt_place_is_the_issuers_province() -> None:
    place = read(report(date="Yên Bqi, ngày 14 tháng 6 năm 2021")).fields["place"]
    assert place.value == "Yên Bái" and "Yên Bqi → Yên Bái" in str(place.why)
    whole = read(report(date="Yên Bái, ngày 14 tháng 6 năm 2021")).fields["place"]
    assert place.confidence < whole.confidence
    other = read(report(date="Nghĩa Lộ, ngày 14 tháng 6 năm 2021")).fields["place"]
    assert other.value == "Nghĩa Lộ"


def test_a_town_in_the_provinces_name_is_no_spoilt_place() -> None:
    date = "Vũng Tàu, ngày 14 tháng 6 năm 2021"
    rows = header(["UBND TỈNH", "BÀ RỊA - VŨNG TÀU"], "Số: 12/KH-UBND", date)
    place = read_letter(page([*rows, *body(0.3)])).fields["place"]
    assert place.value == "Vũng Tàu"


def test_an_incoming_stamps_number_is_not_the_letters() -> None:
    stamp = (
        (0.14, 0.165, "SỞ TÀI CHÍNH CÔNG VĂN ĐẾN"),
        (0.14, 0.185, "Số: 5511"),
        (0.14, 0.205, "Ngày: 16/6/2021"),
        (0.14, 0.225, "Chuyển:"),
    )
    found = read(report(more=stamp))
    assert found.fields["number"].value == "41"
    assert found.fields["date"].value == "2021-06-14"
    assert found.fields["incoming_date"].value == "2021-06-16"
    assert found.fields["incoming_date"].review  # written by hand in the frame
    assert found.fields["subject"].value == "Kết quả cấp phép xây dựng quý II"
    assert any(z.kind == "incoming" for z in found.zones)


@pytest.mark.parametrize(
    ("ink", "sure"),
    [
        # a stamp that gave no words, under the number
        ((0.12, 0.20, 0.30, 0.24), False),
        # nothing; a speck; a pen's stroke in line with print; ink on the right, or far down
        (None, True),
        ((0.12, 0.20, 0.13, 0.205), True),
        ((0.12, 0.60, 0.30, 0.64), True),
        ((0.70, 0.20, 0.85, 0.24), True),
    ],
)
def test_there_is_no_stamp_only_where_nothing_is_left_unread(ink: Box | None, sure: bool) -> None:
    lines = [*header(["UBND TỈNH LÀO CAI"], "Số: 12/KH-UBND", DATE), *body(0.5)]
    found = read_letter(page(lines, unread=(ink,) if ink else ()))
    for field in ("incoming_number", "incoming_date"):
        value = found.fields[field]
        assert value.source == "absent"
        assert value.review is not sure


def test_an_urgency_stamp_is_found() -> None:
    found = read(report(more=((0.14, 0.17, "HỎA TỐC"),)))
    assert found.fields["urgency"].value == "HỎA TỐC"
    assert found.fields["secrecy"].source == "absent"
    assert found.fields["issuer"].value == "Sở Xây dựng tỉnh Yên Bái"


def test_half_a_title_with_ink_before_it() -> None:
    lines = [
        *header(SPLIT, "Số: 41 /KH-SXD", DATE),
        (0.50, 0.20, "HOẠCH"),
        (0.33, 0.22, "Kiểm tra nhà ở cũ"),
        *body(0.28),
    ]
    found = read(page(lines, unread=((0.46, 0.2, 0.49, 0.21),)))
    assert found.fields["doc_type"].value == "Kế hoạch"


def test_a_lost_symbol_follows_from_title_and_issuer() -> None:
    made = report("Số:", unread=((0.19, 0.11, 0.30, 0.122),))
    symbol = read(made).fields["symbol"]
    assert (symbol.value, symbol.source, symbol.review) == ("BC-SXD", "inferred", True)


def test_a_deputy_who_signs_without_kt_has_lost_it() -> None:
    lines = [line for line in close(0.45) if not line[2].startswith("KT.")]
    made = page(
        [*header(SPLIT, "Số: 41 /BC-SXD", DATE), (0.48, 0.20, "BÁO CÁO"), *body(0.28), *lines]
    )
    authority = read(made).fields["signer_authority"]
    assert (authority.value, authority.source) == (None, "unreadable")


def test_a_head_over_his_deputy_has_lost_kt() -> None:
    lines = [(x, y, t.replace("KT. GIÁM", "GIÁM")) for x, y, t in close(0.45)]
    made = page(
        [*header(SPLIT, "Số: 41 /BC-SXD", DATE), (0.48, 0.20, "BÁO CÁO"), *body(0.28), *lines]
    )
    found = read(made).fields
    assert found["signer_authority"].value == "KT. GIÁM ĐỐC"
    assert found["signer_authority"].source == "inferred"
    assert found["signer_title"].value == "PHÓ GIÁM ĐỐC"


def test_recipients_without_their_label() -> None:
    lines = [line for line in close(0.45) if "nhận" not in line[2]]
    made = page(
        [*header(SPLIT, "Số: 41 /BC-SXD", DATE), (0.48, 0.20, "BÁO CÁO"), *body(0.28), *lines]
    )
    assert read(made).fields["recipients"].value == ("Như trên", "Lưu: VT, QLN")


@pytest.mark.parametrize("first", [1, 2])
def test_a_blank_first_sheet_is_passed_over(first: int) -> None:
    sheets = [page([], number=n) for n in range(1, first)]
    made = bind(*sheets, report(sheet=first))
    assert read(made).fields["symbol"].value == "BC-SXD"


def test_places_are_on_paper() -> None:
    made = report()
    for name in ("number", "date", "issuer", "subject", "signer_name"):
        place = read(made).fields[name].place
        assert place is not None and place.box is not None, name
        x0, y0, x1, y1 = place.box
        assert 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1, name


SENT = (0.13, 0.45)


@pytest.mark.parametrize(
    ("rows", "ink", "review"),
    [
        ((0, 1, 2, 3), None, False),
        # a line between label and last entry gave no word
        ((0, 2, 3), (0.13, 0.45 + STEP, 0.26, 0.46 + STEP), True),
        # its ink was not even seen, but there is room for it
        ((0, 1, 2, 4), None, True),
        # ink under the list, and in the signer's column
        ((0, 1, 2, 3), (0.13, 0.58, 0.26, 0.59), False),
        ((0, 1, 2, 3), (0.70, 0.47, 0.80, 0.48), False),
        # a speck
        ((0, 1, 2, 3), (0.13, 0.47, 0.14, 0.475), False),
    ],
)
def test_a_line_that_was_not_read_marks_the_recipients(
    rows: tuple[int, ...], ink: Box | None, review: bool
) -> None:
    said = ["Nơi nhận:", *(f"- {name};" for name in ("Như trên", "Ban Giám hiệu", "Các khoa"))]
    said[-1] = "- Lưu: VT."
    texts = [*said[: len(rows) - 1], said[-1]]
    x, y = SENT
    lines = [
        *header(SPLIT, "Số: 41 /BC-SXD", DATE),
        (0.48, 0.20, "BÁO CÁO"),
        *body(0.28),
        *((x, y + n * STEP, text) for n, text in zip(rows, texts, strict=True)),
    ]
    value = read(page(lines, unread=(ink,) if ink else ())).fields["recipients"]
    assert value.review is review
    assert isinstance(value.value, tuple) and value.value[-1] == "Lưu: VT"
    assert (value.why is not None) is review
