"""Reading order: left head, right head, body, recipients, signature; tables row by row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.columns import bands
from pipeline.reading.engine import Token
from pipeline.reading.grid import faint_ink, grids, without_rules
from pipeline.reading.layout import Row, em_of, rows
from tests.reading_pages import EM, MARGIN, PITCH, WIDTH, line, spread

BODY = [
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về phong trào thi đua yêu",
    "nước, các sở, ban, ngành và địa phương đã triển khai đầy đủ nội dung,",
    "bảo đảm đúng tiến độ, hiệu quả, phù hợp với điều kiện từng đơn vị./.",
]
HEAD = [
    "UBND TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ("SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc", 290),
    ("Số: 127/BC-SNV\tLào Cai, ngày 20 tháng 5 năm 2022", 250),
]
FOOT = [
    "Nơi nhận:\tKT. GIÁM ĐỐC",
    "- Như trên;\tPHÓ GIÁM ĐỐC",
    "- Lưu: VT, TĐKT.",
]


def _texts(found: Sequence[Row]) -> list[str]:
    return [" ".join(t.text for t in row.tokens) for row in found]


def _sides(found: Sequence[Row]) -> str:
    return "".join(row.side[0] for row in found)


def test_the_halves_of_the_header_are_parted() -> None:
    page = spread(HEAD) + spread([("BÁO CÁO", 750), *BODY], top=450, first=10)
    found = rows(page, WIDTH)
    assert _texts(found) == [
        "UBND TỈNH LÀO CAI",
        "SỞ NỘI VỤ",
        "Số: 127/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 20 tháng 5 năm 2022",
        "BÁO CÁO",
        *BODY,
    ]
    assert _sides(found) == "lllrrrffff"


def test_the_subject_of_a_dispatch_stays_left_under_the_number() -> None:
    page = spread([*HEAD, ("V/v báo cáo kết quả", 240), ("phong trào thi đua", 245)])
    page += spread(BODY, top=600, first=10)
    found = rows(page, WIDTH)
    assert _texts(found)[3:5] == ["V/v báo cáo kết quả", "phong trào thi đua"]
    assert _sides(found) == "lllllrrrfff"


def test_a_wide_issuer_beside_the_motto() -> None:
    """The corridor is not straight: a wide left line ends right of where the motto begins."""
    page = line("BỘ NỘI VỤ", 420, 200, 0) + line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 800, 200, 0)
    page += line("BAN THI ĐUA - KHEN THƯỞNG TRUNG ƯƠNG", 230, 245, 1)
    page += line("Độc lập - Tự do - Hạnh phúc", 880, 245, 1)
    page += line("Số: /HD-BTĐKT", 400, 310, 2) + line(
        "Hà Nội, ngày 3 tháng 3 năm 2022", 840, 310, 2
    )
    found = rows(page + spread(BODY, top=500, first=10), WIDTH)
    assert _sides(found) == "lllrrrfff"


def test_recipients_before_the_signature() -> None:
    page = spread(BODY) + spread(FOOT, top=420, first=10)
    page += line("Trần Thị Bình", 1060, 420 + 6 * PITCH, 20)
    found = rows(page, WIDTH)
    assert _texts(found)[3:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, TĐKT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Thị Bình",
    ]
    assert _sides(found) == "ffflllrrr"


def test_recipients_between_title_and_name() -> None:
    page = spread(BODY) + line("GIÁM ĐỐC", 1090, 420, 10)
    page += spread(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], top=480, first=11)
    page += line("Trần Thị Bình", 1060, 760, 20)
    assert _sides(rows(page, WIDTH)) == "ffflllrr"


def test_the_last_words_of_the_body_are_no_recipients() -> None:
    page = spread([*BODY, "và báo cáo theo quy định./."]) + spread(FOOT, top=390, first=10)
    found = rows(page, WIDTH)
    assert _texts(found)[3] == "và báo cáo theo quy định./."
    assert _sides(found) == "fffflllrr"


def test_the_last_line_of_the_body_is_no_title_over_the_signature() -> None:
    """A justified line whose wide spaces lie over the gap between the columns, and whose right
    end has its middle where the signer's title has it, is body all the same."""
    last = line("Mọi vướng mắc xin đề nghị các", MARGIN, 375, 9) + line(
        "đơn vị liên hệ Phòng Nghiệp vụ để được giải quyết", 691, 375, 9
    )
    page = spread(BODY) + last + spread(FOOT, top=420, first=10)
    found = _texts(rows(page, WIDTH))
    wanted = "Mọi vướng mắc xin đề nghị các đơn vị liên hệ Phòng Nghiệp vụ để được giải quyết"
    assert found[3] == wanted
    assert found[4:6] == ["Nơi nhận:", "- Như trên;"]


def test_running_text_is_never_split() -> None:
    """Even where a missed word leaves a hole in two lines one over the other."""
    holes = [text.replace(" Ủy ban ", "     ").replace(" địa phương ", "       ") for text in BODY]
    found = rows(spread(holes * 4), WIDTH)
    assert _sides(found) == "f" * 12


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_justified_text_of_any_spacing_has_no_columns(data: st.DataObject) -> None:
    tokens: list[Token] = []
    for n in range(12):
        lengths = data.draw(st.lists(st.integers(2, 7), min_size=11, max_size=14))
        space = (1200 - 15 * sum(lengths)) / (len(lengths) - 1)
        if not 6 <= space <= 24:
            continue
        x = float(MARGIN)
        for length in lengths:
            box = (round(x), 200 + PITCH * n, round(x + 15 * length), 200 + PITCH * n + EM)
            tokens.append(Token("a" * length, box, 0.95, (1, 1, n)))
            x += 15 * length + space
    assert bands(tokens, range(len(tokens)), WIDTH, EM) == []


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(range(len(HEAD) + len(BODY) + len(FOOT)))))
def test_no_word_is_lost_or_doubled_in_any_order_of_lines(order: list[int]) -> None:
    lines = [*HEAD, *BODY, *FOOT]
    page = spread([lines[i] for i in order])
    found = [t for row in rows(page, WIDTH) for t in row.tokens]
    assert sorted(found, key=repr) == sorted(page, key=repr)


def test_pieces_on_one_level_become_one_line() -> None:
    page = line("-", MARGIN, 200, 0) + line("Như trên và các đơn vị", MARGIN + 40, 200, 1)
    assert _texts(rows(page, WIDTH)) == ["- Như trên và các đơn vị"]


@pytest.mark.parametrize(("tokens", "em"), [([], 20.0), (line("hai ba", 0, 0), float(EM))])
def test_em(tokens: list[Token], em: float) -> None:
    assert em_of(tokens) == em


def _frame(xs: Sequence[int], ys: Sequence[int]) -> np.ndarray:
    ink = np.zeros((900, WIDTH), bool)
    for x in xs:
        ink[ys[0] : ys[-1], x : x + 3] = True
    for y in ys:
        ink[y : y + 3, xs[0] : xs[-1]] = True
    return ink


def test_a_ruled_table_is_read_row_by_row_cell_by_cell() -> None:
    ink = _frame((200, 400, 900, 1400), (200, 300, 450, 600))
    page = (
        line("STT", 250, 240, 0) + line("Tên đơn vị", 500, 240, 0) + line("Số lượng", 1000, 240, 0)
    )
    page += line("1", 280, 360, 1) + line("Văn phòng Ủy ban", 420, 330, 2)
    page += line("nhân dân tỉnh", 420, 380, 3) + line("04", 1100, 360, 1)
    found = rows(page + spread(BODY, top=650, first=9), WIDTH, grids(ink, 200))
    assert _texts(found)[:2] == ["STT Tên đơn vị Số lượng", "1 Văn phòng Ủy ban nhân dân tỉnh 04"]
    assert found[1].cells == (0, 1, 1, 1, 1, 1, 1, 1, 2)
    assert found[2].cells == ()


def test_merged_cells_are_one() -> None:
    ink = _frame((200, 600, 1000), (200, 300, 400))
    ink[204:299, 590:615] = False  # no rule between the two in the first row
    page = line("Kết quả", 520, 240, 0) + line("năm 2021", 230, 340, 1) + line("09", 800, 340, 1)
    found = rows(page, WIDTH, grids(ink, 200))
    assert [row.cells for row in found] == [(0, 0), (0, 0, 1)]


@pytest.mark.parametrize(
    ("why", "ink"),
    [
        ("nothing", np.zeros((900, WIDTH), bool)),
        ("a rule under a title", _frame((200, 900), (300, 301))),
    ],
)
def test_what_is_no_table(why: str, ink: np.ndarray) -> None:
    assert grids(ink, 200) == [], why


def test_a_misread_word_makes_no_hole_in_running_text() -> None:
    """A heading in capitals and the line under it, each with one word that says nothing, at the
    same place: no corridor, as the words stand where words stand."""
    page = line("2. Khó khăn", MARGIN, 200, 0)
    page += line("II. CÔNG TÁC TRIỂN KHAI THỰC HIỆN PHONG TRÀO", MARGIN, 245, 1)
    page += line("1. Công tác lãnh đạo, Chỉ Đạo, Phát Động Phong Trào", MARGIN, 290, 2)
    page += spread(BODY, top=335, first=3)
    spoilt = [Token("1iH", t.box, 0.0, t.line) if t.text in ("TRIỂN", "đạo,") else t for t in page]
    assert _sides(rows(spoilt, WIDTH)) == "ffffff"


def test_a_dash_in_the_last_line_of_the_body_holds_it_together() -> None:
    """Signature and recipients under it make columns; the line over them has only a dash where
    the corridor runs, read in another pass and so on another line of the engine's."""
    last = "tỉnh kính gửi Ban Thi đua - Khen thưởng Trung ương theo dõi./."
    page = spread(BODY) + line(last, MARGIN, 335, 9) + spread(FOOT, top=400, first=10)
    again = [
        Token(t.text, t.box, t.confidence, (7, 0, 0)) if t.box[1] == 335 and t.box[0] > 500 else t
        for t in page
    ]
    assert last in _texts(rows(again, WIDTH))


def test_scribbles_far_from_words_bridge_nothing() -> None:
    page = spread(BODY) + spread(FOOT, top=420, first=10)
    middle = Token("~", (700, 430, 715, 450), 0.1, (1, 1, 10))
    found = rows([*page, middle], WIDTH)
    assert "KT. GIÁM ĐỐC" in _texts(found)
    assert [r.side for r in found].count("right") == 2


def test_the_stub_of_a_rule_bridges_no_columns() -> None:
    """A photo's header: the rule under the issuer is read as ``__`` close to both columns."""
    page = spread(HEAD) + spread([("BÁO CÁO", 750), *BODY], top=450, first=10)
    ends = [t for t in page if t.text in ("CAI", "CỘNG")]
    gap = (ends[0].box[2] + 6, 205, ends[1].box[0] - 6, 225)
    found = rows([*page, Token("__", gap, 0.4, page[0].line)], WIDTH)
    assert _sides(found)[:6] == "lllrrr"


def _sheet(xs: Sequence[int], ys: Sequence[int], grey: int, slope: float = 0.0) -> np.ndarray:
    """A grey page with the rules of a table two pixels thick, falling by ``slope``."""
    page = np.full((900, WIDTH), 250, np.uint8)
    for x in xs:
        page[ys[0] : ys[-1], x : x + 2] = grey
    for y in ys:
        for x in range(xs[0], xs[-1]):
            at = y + round(slope * (x - xs[0]))
            page[at : at + 2, x] = grey
    return page


XS, YS = (200, 400, 900, 1400), (200, 260, 320, 380)


@pytest.mark.parametrize(
    ("why", "grey", "slope"),
    [("black rules", 20, 0.0), ("pale rules", 178, 0.0), ("rules that fall", 60, 0.003)],
)
def test_tables_of_any_rules_are_found(why: str, grey: int, slope: float) -> None:
    page = _sheet(XS, YS, grey, slope)
    page[420:460, 300:900] = 10  # type, so that black is known
    (grid,) = grids(faint_ink(page), 200)
    assert grid.xs == pytest.approx(XS, abs=3), why
    assert len(grid.ys) == 4
    assert grid.walls == ((True, True),) * 3


def test_rules_are_whitened_and_letters_stay() -> None:
    page = _sheet(XS, YS, 90)
    page[220:245, 250:254] = 0  # an upright stroke of a letter
    page[235:239, 250:270] = 0
    before = page.copy()
    clean = without_rules(page, grids(faint_ink(page), 200), 200)
    assert (page == before).all()
    assert (clean[220:245, 250:254] == 0).all()
    assert clean[200:203, 210:390].min() > 200
    assert clean[270:310, 400:402].min() > 200


def test_a_page_without_tables_is_left_alone() -> None:
    page = np.full((300, 300), 240, np.uint8)
    assert without_rules(page, [], 200) is page


def test_a_frame_at_the_head_is_a_stamp_not_a_table() -> None:
    small = grids(_frame((200, 380, 700), (300, 380, 480)), 200)
    page = line("ĐẾN", 240, 330, 0) + line("12/5/2022", 420, 330, 0)
    page += spread(BODY, top=600, first=3)
    found = rows(page, WIDTH, small)
    assert [row.stamp for row in found] == [True, False, False, False]
    low = grids(_frame((200, 380, 700), (1300 - 600, 780, 880)), 200)
    assert not any(row.stamp for row in rows(line("ĐẾN", 240, 740, 0), WIDTH // 2, low))
