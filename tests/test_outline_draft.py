"""Reading an outline out of a guideline, with labels mended by their sequence."""

from __future__ import annotations

import random
import re

import pytest

from pipeline.knowledge.outlines import dump_outline, load_outline
from pipeline.outline import draft
from pipeline.outline.sequence import Printed, has_label, path_of, read_sequence
from pipeline.records import Outline, Value
from tests.outline_reports import ITEMS, letter, paper, plain

HEAD = """Số: 77/HD-BTĐ

HƯỚNG DẪN
Sơ kết Phong trào thi đua “Công sở thân thiện vì nhân dân”

Căn cứ Quyết định số 88/QĐ-TTg ngày 02/3/2021 của Thủ tướng Chính phủ, số liệu tính đến hết ngày
31/3/2024. Báo cáo gửi về Ban trước ngày 30 tháng 6 năm 2024 theo Quyết định số 88/QĐ-TTg.

1. Các đơn vị tự đánh giá.
2. Gửi báo cáo đúng hạn.

Nơi nhận:
- Như trên;
"""

TITLE = """ĐỀ CƯƠNG BÁO CÁO
Sơ kết Phong trào thi đua “Công sở thân thiện vì nhân dân”
(Kèm theo Hướng dẫn số 77/HD-BTĐ ngày 05 tháng 4 năm 2024)
"""

# The same outline as ``outline_reports`` with a third level.
ROWS = [
    "I. ĐẶC ĐIỂM, TÌNH HÌNH", "1. Thuận lợi", "2. Khó khăn",
    "II. TỔ CHỨC TRIỂN KHAI", "1. Ban hành văn bản", "2. Công tác tuyên truyền",
    "a) Nội dung tuyên truyền;", "b) Hình thức tuyên truyền;", "c) Kinh phí tuyên truyền;",
    "d) Kết quả tuyên truyền;", "đ) Kinh nghiệm tuyên truyền;", "e) Đánh giá chung.",
    "III. KẾT QUẢ ĐẠT ĐƯỢC", "1. Cải cách hành chính", "2. Cảnh quan", "3. Kiểm tra",
    "4. Khen thưởng (nếu có)", "5. Mô hình mới...",
    "IV. ĐÁNH GIÁ CHUNG", "1. Kết quả", "2. Hạn chế", "3. Kiến nghị./.",
]  # fmt: skip
IDS = [
    "I", "I.1", "I.2", "II", "II.1", "II.2", "II.2.a", "II.2.b", "II.2.c", "II.2.d", "II.2.đ",
    "II.2.e", "III", "III.1", "III.2", "III.3", "III.4", "III.5", "IV", "IV.1", "IV.2", "IV.3",
]  # fmt: skip


def drafted(rows: list[str]) -> Outline:
    return draft(plain(HEAD + "\f" + TITLE + "\n" + "\n".join(rows)))


def ids(rows: list[str]) -> list[str]:
    return [i.id for i in drafted(rows).items]


def test_a_clean_outline_is_read_as_it_stands() -> None:
    outline = drafted(ROWS)
    assert [i.id for i in outline.items] == IDS
    assert outline.repairs == ()
    assert outline.items[6].title == "Nội dung tuyên truyền"  # without its semicolon
    assert outline.item("III.5").title == "Mô hình mới..."
    assert outline.item("IV.3").title == "Kiến nghị"
    assert [i.id for i in outline.items if i.optional] == ["III.4"]


def test_what_stands_around_it_is_read_too() -> None:
    outline = drafted(ROWS)
    assert (outline.guideline, outline.decision) == ("77/HD-BTĐ", "88/QĐ-TTg")
    assert outline.deadline == "2024-06-30"  # not the day up to which figures count
    assert outline.name == "bc-77"
    assert outline.title.startswith("Sơ kết Phong trào thi đua “Công sở thân thiện")
    assert outline.applies_to == ("report",)


def test_the_draft_is_a_file_that_can_be_loaded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    outline = drafted(ROWS)
    file = tmp_path / "o.yaml"
    file.write_text(dump_outline(outline), encoding="utf-8")
    assert load_outline(file) == outline


# what OCR printed, the item it must become, and a word of the repair note
DAMAGED = [
    ("III. KẾT QUẢ ĐẠT ĐƯỢC", "II. KẾT QUẢ ĐẠT ĐƯỢC", "III", "III: nhãn in là “II.”"),
    ("III. KẾT QUẢ ĐẠT ĐƯỢC", "lll. KẾT QUẢ ĐẠT ĐƯỢC", "III", "III: nhãn in là “lll.”"),
    ("II. TỔ CHỨC TRIỂN KHAI", "Il. TỔ CHỨC TRIỂN KHAI", "II", "II: nhãn in là “Il.”"),
    ("đ) Kinh nghiệm tuyên truyền;", "d) Kinh nghiệm tuyên truyền;", "II.2.đ", "“đ”"),
    ("5. Mô hình mới...", "5S. Mô hình mới...", "III.5", "“5S.”"),
    ("5. Mô hình mới...", "S. Mô hình mới...", "III.5", "“S.”"),
    ("2. Cảnh quan", "2 Cảnh quan", "III.2", "mất dấu"),
    ("IV. ĐÁNH GIÁ CHUNG", "IV ĐÁNH GIÁ CHUNG", "IV", "mất dấu"),
    ("1. Thuận lợi", ":- a1. Thuận lợi", "I.1", "“a1.”"),
    ("3. Kiểm tra", "8. Kiểm tra", "III.3", "“8.”"),
]


@pytest.mark.parametrize(("row", "printed", "id_", "note"), DAMAGED)
def test_a_damaged_label_is_mended_by_its_sequence(
    row: str, printed: str, id_: str, note: str
) -> None:
    outline = drafted([printed if r == row else r for r in ROWS])
    assert [i.id for i in outline.items] == IDS
    title = re.sub(r"[;.]+$", "", row.partition(" ")[2]) + ("..." if "..." in row else "")
    assert outline.item(id_).title == title
    assert any(note in repair for repair in outline.repairs), outline.repairs


def test_a_list_dash_before_a_label_is_no_damage() -> None:
    assert ids([f"- {r}" if r[1] == ")" else r for r in ROWS]) == IDS


def test_a_title_broken_by_a_page_is_joined_again() -> None:
    rows = ["4" if r == "x" else r for r in ROWS]
    rows[7:8] = ["b) Hình thức tuyên truyền để", "Đúc", "thu hút mọi người tham gia;"]
    outline = drafted(rows)
    assert [i.id for i in outline.items] == IDS
    assert outline.item("II.2.b").title == "Hình thức tuyên truyền để thu hút mọi người tham gia"
    assert any("Đúc" in repair for repair in outline.repairs)


def test_titles_wrapped_over_lines_on_paper() -> None:
    first: dict[str, float | bool | str] = {"indent": 0.06}
    page = paper(
        [
            ("ĐỀ CƯƠNG BÁO CÁO", {"indent": 0.3, "width": 0.5, "centred": True}),
            ("I. TÌNH HÌNH", {**first, "width": 0.3}),
            ("1. Những thuận lợi cơ bản của cơ quan, đơn vị khi thực hiện các nội dung", first),
            ("thi đua", {"width": 0.2}),
            ("2. Khó khăn", {**first, "width": 0.3}),
        ]
    )
    outline = draft(page)
    assert [i.id for i in outline.items] == ["I", "I.1", "I.2"]
    assert outline.items[1].title.endswith("các nội dung thi đua")


# top levels in other styles
STYLES = [
    (["1. Một", "1.1. Một một", "1.2. Một hai", "2. Hai", "2.1. Hai một"],
     ["1", "1.1", "1.2", "2", "2.1"]),
    (["A. Một", "1. Một một", "2. Một hai", "B. Hai", "1. Hai một"],
     ["A", "A.1", "A.2", "B", "B.1"]),
    (["Phần I Một", "1. Một một", "a) Chi tiết", "Phần II Hai", "1. Hai một"],
     ["I", "I.1", "I.1.a", "II", "II.1"]),
    (["I. Một", "1. Một một", "1.1. Chi tiết", "1.2. Chi tiết", "2. Một hai", "II. Hai"],
     ["I", "I.1", "I.1.1", "I.1.2", "I.2", "II"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), STYLES)
def test_other_numbering(rows: list[str], wanted: list[str]) -> None:
    assert ids(rows) == wanted


def test_bullets_are_hints_not_items_and_are_told() -> None:
    outline = drafted([*ROWS[:3], "- Nêu rõ số liệu từng năm", *ROWS[3:]])
    assert [i.id for i in outline.items] == IDS
    assert any("Nêu rõ số liệu" in repair for repair in outline.repairs)


def test_the_letters_own_number_wins() -> None:
    sign = letter("guideline")
    value = Value("78/HD-BTĐ", "read", 0.9)
    known = type(sign)(sign.kind, 1.0, {"number_symbol": value}, ())
    assert draft(plain(HEAD + "\f" + TITLE + "\n".join(ROWS)), known).guideline == "78/HD-BTĐ"


def test_what_could_not_be_read_is_said() -> None:
    outline = draft(plain(TITLE.replace("77/HD-BTĐ", "") + "\n" + "\n".join(ROWS)))
    assert outline.guideline is None
    assert outline.deadline is None
    assert sum("cần điền" in repair for repair in outline.repairs) == 2


@pytest.mark.parametrize("text", ["", HEAD, "Kính gửi các bộ.\fPhụ lục danh sách"])
def test_a_letter_without_an_outline_has_no_items(text: str) -> None:
    assert draft(plain(text)).items == ()


def test_many_damaged_labels_still_leave_most_items() -> None:
    kept = 0
    for seed in range(8):
        dice = random.Random(seed)  # noqa: S311 (a fixed seed)
        rows = []
        for row in ROWS:
            label, _, title = row.partition(" ")
            if dice.random() < 0.15:
                label = dice.choice([label[:-1], label[0] + label, label.replace("I", "l")])
            rows.append(f"{label} {title}")
        found = {i.id: i.title for i in drafted(rows).items}
        kept += sum(i.id in found and found[i.id] == i.title for i in drafted(ROWS).items)
    assert kept / (8 * len(IDS)) >= 0.9


def test_the_sequence_reader_takes_nothing_for_nothing() -> None:
    assert read_sequence([]) == ((), ())
    entries, dropped = read_sequence([Printed("chữ thường", 0.1)])
    assert (entries, dropped) == ((), (0,))
    assert has_label("5S. Khen thưởng")
    assert not has_label("khen thưởng")
    assert path_of((("roman", 3), ("arabic", 1), ("alpha", 5))) == "III.1.đ"


def test_the_sample_outline_comes_back_from_its_own_print() -> None:
    rows = [f"{i.rpartition('.')[2]}. {t}" for i, t in ITEMS]
    assert [(i.id, i.title) for i in drafted(rows).items] == list(ITEMS)
