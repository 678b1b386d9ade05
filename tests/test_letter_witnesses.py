"""Witnesses of a letter's own file: title, day of scanning, digital signatures, its own text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.letter import read_letter
from pipeline.letter.agree import agree
from pipeline.letter.beside import Beside
from pipeline.letter.elsewhere import month_beside, said_by_scanner, said_by_title
from pipeline.letter.signed import typed_days
from pipeline.letter.values import without
from pipeline.letter.weigh import compare
from pipeline.reading.plain import read_plain
from pipeline.records import Signature
from tests.letter_paper import born_digital, page
from tests.letter_values import NOTHING, known, values

# --- the file's own words -------------------------------------------------------------------------


# (title in the PDF, name of the file, the number that it gives for SYT-NVY)
TITLES = [
    ("1943 SYT-NVY", "scan.pdf", "1943"),
    ("CV so 1943/SYT-NVY ngay 10/10", "a.pdf", "1943"),
    ("1943_syt_nvy", None, "1943"),
    # the file's name again is no second witness
    ("1943 SYT NVY", "in/1943-syt-nvy.pdf", None),
    # titles of scanners and of writing programs
    ("08042026_173153", "a.pdf", None),
    ("Microsoft Word - Document1", "a.pdf", None),
    ("ñy ban nh©n d©n", "a.pdf", None),
    (None, "a.pdf", None),
]


@pytest.mark.parametrize(("title", "name", "number"), TITLES)
def test_the_title_of_a_pdf(title: str | None, name: str | None, number: str | None) -> None:
    said = said_by_title(title, name, known("SYT-NVY"))
    assert (said.number if said else None) == number
    assert said is None or said.weak


# (when the file says that it was made, what that tells of 3 June 2020)
MADE = [
    ("2020-06-03", "same"),
    ("2020-06-05", "near"),
    ("2020-06-10", "near"),
    ("2020-06-11", "silent"),
    ("2023-01-09", "silent"),
    ("2020-06-02", "against"),
    ("2017-06-03", "against"),
]


@pytest.mark.parametrize(("created", "verdict"), MADE)
def test_the_day_of_scanning(created: str, verdict: str) -> None:
    said = said_by_scanner(created, page([(0.1, 0.1, "Báo cáo")]))
    assert said is not None and said.weak
    assert compare(known("2020-06-03"), said.days, "date") == verdict


@pytest.mark.parametrize(
    "created", [None, "1970-01-01", "1980-01-04", "2000-01-01", "2002-11-30", "2012-01-01"]
)
def test_clocks_that_were_never_set_say_nothing(created: str | None) -> None:
    assert said_by_scanner(created, page([(0.1, 0.1, "Báo cáo")])) is None


def test_the_day_on_which_a_typeset_file_was_begun_says_nothing() -> None:
    """Offices write over last year's file."""
    typeset = born_digital(page([(0.1, 0.1, "Báo cáo")]))
    assert said_by_scanner("2020-06-02", typeset) is None


# --- digital signatures ---------------------------------------------------------------------------


def signature(time: str | None, intact: bool | None = True) -> Signature:
    return Signature("Sở Xây dựng", "Tỉnh Hà Giang", time, intact, True)


# (signed at; the date afterwards: surer by how much of the doubt, marked)
SIGNED = [
    (["2020-06-03T16:20:05+07:00"], 0.4, False),
    # the head signs, the office numbers and seals the day after
    (["2020-06-02T17:00:00+07:00", "2020-06-03T08:00:00+07:00"], 0.4, False),
    (["2020-06-04T08:15:33+07:00"], 0.8, False),
    # late at night in Greenwich it is the next morning in Hanoi
    (["2020-06-02T20:00:00+00:00"], 0.4, False),
    # a copy signed long after proves nothing
    (["2021-03-01T09:00:00+07:00"], 1.0, False),
    # nobody signs a letter that is not dated yet
    (["2020-06-01T09:00:00+07:00"], None, True),
    ([None], 1.0, False),
    (["gestern"], 1.0, False),
]


@pytest.mark.parametrize(("times", "left", "marked"), SIGNED)
def test_the_time_of_signing(times: list[str | None], left: float | None, marked: bool) -> None:
    beside = Beside(signatures=tuple(signature(t) for t in times))
    date = agree(NOTHING, values(), (), beside).get("date", values()["date"])
    assert (date.value, date.review) == ("2020-06-03", marked)
    if left is None:
        assert date.confidence < 0.9 and "2020-06-01" in str(date.why)
    else:
        assert date.confidence == pytest.approx(1 - 0.1 * left, abs=1e-4)


def test_a_broken_signature_vouches_for_no_time() -> None:
    broken = Beside(signatures=(signature("2020-06-03T16:20:05+07:00", intact=False),))
    assert agree(NOTHING, values(), (), broken) == {}


def test_a_signature_gives_no_date_but_tells_its_day() -> None:
    lost = without("unreadable", 0.85, "ngày: đọc không chắc", raw="ngày tháng 6 năm 2020")
    beside = Beside(signatures=(signature("2020-06-03T16:20:05+07:00"),))
    date = agree(NOTHING, values(date=lost), (), beside)["date"]
    assert (date.value, date.source) == (None, "unreadable")
    assert "chữ ký số: 2020-06-03" in str(date.why)


# (a line that stands in the text, the day that it tells)
TYPED = [
    ("Thời gian ký: 08.04.2026 17:35", ["2026-04-08"]),
    ("Thời gian ký: 08/04/2026 17:35:56 +07:00", ["2026-04-08"]),
    ("Ngày ký: 8-4-2026", ["2026-04-08"]),
    ("Signing time: 2026-04-08T17:35:56", ["2026-04-08"]),
    ("Date: 2026.04.08 17:35:56 +07'00'", ["2026-04-08"]),
    ("Thời gian ký: 32.04.2026 17:35", []),
    ("Quyết định có hiệu lực kể từ ngày ký: 08/04/2026", []),
    ("Ký bởi: SỞ NỘI VỤ", []),
]


@pytest.mark.parametrize(("line", "days"), TYPED)
def test_the_typed_line_of_a_signature(line: str, days: list[str]) -> None:
    assert typed_days(read_plain(f"BÁO CÁO\n{line}\nNơi nhận:")) == days


def test_a_typed_time_that_was_read_badly_is_not_believed() -> None:
    sheet = page([(0.1, 0.1, "Thời gian ký: 08.04.2026 17:35")])
    blurred = replace(sheet, words=tuple(replace(w, confidence=0.6) for w in sheet.words))
    assert typed_days(sheet) == ["2026-04-08"] and typed_days(blurred) == []


def test_a_checked_signature_is_heard_rather_than_what_is_typed() -> None:
    text = read_plain("Thời gian ký: 01.06.2020 08:00")
    beside = Beside(signatures=(signature("2020-06-03T08:00:00+07:00"),))
    assert agree(text, values(), (), beside)["date"].confidence > 0.9
    assert agree(text, values(), ())["date"].review


# --- month and year beside a written day ----------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("ngày    tháng 6 năm 2020", "2020-06"),
        (", ngày 0Ÿ tháng 12 năm 2011", "2011-12"),
        ("ngày ?? tháng ?? năm 2020", None),
        ("ngày 3 tháng 13 năm 2020", None),
        (None, None),
    ],
)
def test_month_beside(raw: str | None, month: str | None) -> None:
    assert month_beside(without("unreadable", 0.8, raw=raw)) == month


WRITTEN_DAY = """SỞ XÂY DỰNG
Số: 15/KH-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Giang, ngày x tháng 6 năm 2020
KẾ HOẠCH
Bảo trì trụ sở
Các phòng thực hiện./.
\fPHỤ LỤC
(Kèm theo Kế hoạch số 15/KH-SXD ngày 09 tháng {month} năm 2020 của Sở Xây dựng)
"""


def test_a_caption_supplies_the_day_of_the_same_month() -> None:
    date = read_letter(read_plain(WRITTEN_DAY.format(month="6"))).fields["date"]
    assert (date.value, date.source) == ("2020-06-09", "inferred")
    assert "Kèm theo" in str(date.why)


def test_a_caption_of_another_month_supplies_nothing() -> None:
    date = read_letter(read_plain(WRITTEN_DAY.format(month="7"))).fields["date"]
    assert (date.value, date.source, date.review) == (None, "unreadable", True)
    assert "khác tháng in trên trang đầu (2020-06)" in str(date.why)


# --- an unreadable number that the text tells -----------------------------------------------------

# (text, the number asked for)
CITES_ITSELF = [
    ("thực hiện Văn bản số 152/KH-SXD, ngày 03/6/2020 của Sở", "152"),
    ("thực hiện Văn bản số 152/KH-SXD ngày 03 tháng 6 năm 2020 của Sở", "152"),
    # another day, another symbol, a longer one, two candidates
    ("thực hiện Văn bản số 152/KH-SXD, ngày 04/6/2020 của Sở", None),
    ("thực hiện Văn bản số 152/BC-SXD, ngày 03/6/2020 của Sở", None),
    ("thực hiện Văn bản số 152/KH-SXD-VP, ngày 03/6/2020 của Sở", None),
    ("số 152/KH-SXD ngày 03/6/2020 và số 153/KH-SXD ngày 03/6/2020", None),
]


@pytest.mark.parametrize(("text", "number"), CITES_ITSELF)
def test_a_number_cited_with_the_letters_date_is_a_question(text: str, number: str | None) -> None:
    lost = without("unreadable", 0.85, "có nét chữ")
    header = values(number=lost, number_symbol=lost)
    changed = agree(read_plain(text), header, ())
    if number is None:
        assert "number" not in changed
        return
    assert (changed["number"].value, changed["number"].source) == (number, "inferred")
    assert changed["number"].review and changed["number_symbol"].review
    assert changed["number_symbol"].value == f"{number}/KH-SXD"


# --- one witness, one voice -----------------------------------------------------------------------

APPENDICES = """SỞ XÂY DỰNG
Số: 15/KH-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Giang, ngày 09 tháng 6 năm 2020
KẾ HOẠCH
Bảo trì trụ sở
Các phòng thực hiện./.
Nơi nhận:
- Lưu: VT.
"""
CAPTION = "(Kèm theo Kế hoạch số 15/KH-SXD ngày 09 tháng 6 năm 2020 của Sở Xây dựng)\n"


def test_the_captions_of_many_appendices_count_twice_at_most() -> None:
    one, two, five = (
        read_letter(read_plain(APPENDICES + f"\fPHỤ LỤC\n{CAPTION}" * count)).fields
        for count in (1, 2, 5)
    )
    for field in ("number", "symbol", "date"):
        assert one[field].confidence <= two[field].confidence == five[field].confidence
        assert str(five[field].why).count("Kèm theo") == 1


def test_the_witnesses_meet_in_the_letter() -> None:
    """Name, caption, signature: each is told, none alone decides."""
    file = Beside("15-KH-SXD.pdf", signatures=(signature("2020-06-09T10:00:00+07:00"),))
    found = read_letter(read_plain(f"{APPENDICES}\fPHỤ LỤC\n{CAPTION}"), known=file).fields
    assert all(w in str(found["number"].why) for w in ("Kèm theo", "tên tệp"))
    assert all(w in str(found["date"].why) for w in ("Kèm theo", "chữ ký số"))
    assert not found["number"].review and not found["date"].review
    other = Beside("16-KH-SXD.pdf", signatures=(signature("2020-06-01T10:00:00+07:00"),))
    against = read_letter(read_plain(f"{APPENDICES}\fPHỤ LỤC\n{CAPTION}"), known=other).fields
    assert against["number"].review and against["date"].review
    assert (against["number"].value, against["date"].value) == ("15", "2020-06-09")
