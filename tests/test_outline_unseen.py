"""Reports in words that no list of titles knows: headings by their text, shared clauses, turns of
thought, habits, and how sure a verdict is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.wordings import confidence_weights, outline_wordings
from pipeline.outline import applies, judge
from pipeline.outline.blocks import blocks
from pipeline.outline.clauses import clauses
from pipeline.outline.confidence import LEAF, PARENT, published, sure
from pipeline.outline.facts import ENOUGH, fact_strength
from pipeline.outline.headings import tree
from pipeline.outline.likeness import is_kept, titles_of
from pipeline.outline.looks import LIKELY, candidates
from pipeline.outline.subjects import subjects_of
from pipeline.outline.tidings import tidings
from pipeline.records import Cites, Coverage, OutlineItem, Value
from tests.outline_reports import HEADINGS, ITEMS, OUTLINE, TEXTS, judged, letter, plain, source

NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}
TITLES, SUBJECTS = titles_of(OUTLINE), subjects_of(OUTLINE)


def check(text: str) -> Coverage:
    return judge(plain(text), letter(), (), OUTLINE)


def renamed(**headings: str) -> str:
    """The faithful report with other headings; ``_`` in a key stands for the dot."""
    return source(headings={**HEADINGS, **{k.replace("_", "."): v for k, v in headings.items()}})


# other words for a heading, and the item that its text gives away
OWN_WORDS = [
    ("III", "III. NHỮNG ĐỔI THAY Ở HUYỆN"),
    ("II", "II. TỪ LÚC BẮT ĐẦU"),
    ("III.2", "2. Nơi làm việc hôm nay"),
    ("III.1", "1. Người dân đỡ phải đi lại"),
]


@pytest.mark.parametrize(("id_", "heading"), OWN_WORDS)
def test_a_heading_in_own_words_is_known_by_its_text(id_: str, heading: str) -> None:
    items = judged(check(renamed(**{id_.replace(".", "_"): heading})))
    assert (items[id_].heading, items[id_].printed_heading) == ("renamed", heading)
    assert all(items[k].content == "full" for k in TEXTS)


def test_a_heading_that_no_item_asks_for_stays_strange() -> None:
    extra = "**V. ỦNG HỘ ĐỒNG BÀO VÙNG LŨ**\n\nBa xã quyên góp 42 triệu đồng và 300 thùng mì."
    coverage = check(source() + "\n\n" + extra)
    assert coverage.score == 1.0
    assert [s.title for s in coverage.extra_sections] == ["V. ỦNG HỘ ĐỒNG BÀO VÙNG LŨ"]


def test_one_heading_over_the_names_of_two_parts_serves_both() -> None:
    outline = replace(
        OUTLINE,
        items=(
            *(i for i in OUTLINE.items if not i.id.startswith("IV")),
            OutlineItem("IV", "KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"),
            OutlineItem("IV.1", "Khó khăn, vướng mắc"),
            OutlineItem("IV.2", "Nguyên nhân"),
            OutlineItem("V", "PHƯƠNG HƯỚNG VÀ KIẾN NGHỊ"),
            OutlineItem("V.1", "Phương hướng"),
            OutlineItem("V.2", "Kiến nghị, đề xuất"),
        ),
    )
    head = source({k: v for k, v in TEXTS.items() if not k.startswith("IV")}, HEADINGS)
    head = head[: head.index("**IV.")]
    text = head + (
        "**IV. VƯỚNG MẮC VÀ ĐỀ NGHỊ**\n\nHai trạm y tế vẫn để người bệnh đứng đợi ngoài hiên.\n\n"
        "Đề nghị Sở Nội vụ in mẫu phiếu chấm điểm chung trước tháng 9/2024."
    )
    items = judged(judge(plain(text), letter(), (), outline))
    assert [items[k].heading for k in ("IV", "V", "V.2")] == ["merged", "merged", "none"]
    assert items["V.2"].content == "full"


def test_a_childs_name_where_the_parent_should_stand_is_the_parents() -> None:
    outline = replace(
        OUTLINE,
        items=tuple(
            replace(i, title="TỒN TẠI VÀ NGUYÊN NHÂN", wordings=("Tồn tại, nguyên nhân",))
            if i.id == "IV" else i
            for i in OUTLINE.items if i.id not in ("IV.1", "IV.4")
        ),
    )  # fmt: skip
    text = source({k: v for k, v in TEXTS.items() if not k.startswith("IV")}, HEADINGS)
    text = text[: text.index("**IV.")] + "**IV. TỒN TẠI**\n\n" + TEXTS["IV.2"]
    items = judged(judge(plain(text), letter(), (), outline))
    assert items["IV"].heading != "none"
    assert (items["IV.2"].heading, items["IV.2"].content) == ("none", "full")


def test_a_clause_may_speak_of_two_items() -> None:
    texts = {
        **{k: v for k, v in TEXTS.items() if k != "III.2"},
        "III.3": "Đoàn kiểm tra đã kiểm tra 15 đơn vị, giám sát 04 đợt; qua đó các đơn vị trồng "
        "300 cây xanh, quét sơn lại hành lang, dọn khuôn viên và bồn hoa theo biên bản kiểm tra; "
        "12 trụ sở thay thùng rác, giữ phòng làm việc và nhà vệ sinh sạch đẹp.",
    }
    items = judged(check(source(texts, {**HEADINGS, "III.2": None})))
    assert items["III.3"].content == "full"
    assert (items["III.2"].heading, items["III.2"].content) == ("none", "full")


CUTS = [
    ("Bên cạnh những thuận lợi cơ bản, huyện còn 03 xã chưa có điện.", 2),
    ("Hồ sơ trả đúng hẹn 98%, song hai trạm vẫn để người bệnh đứng đợi.", 2),
    ("Do trưởng trạm kiêm nhiệm nhiều việc, mặt khác cán bộ ngại góp ý với nhau.", 2),
    ("Cán bộ nhiệt tình, song ít.", 1),  # too short a thought
    ("Phòng Nội vụ, Phòng Y tế và Trung tâm Y tế đã tham gia hội thi tháng 5.", 1),
]


@pytest.mark.parametrize(("text", "count"), CUTS)
def test_a_turn_of_thought_begins_a_clause(text: str, count: int) -> None:
    found = clauses(blocks(plain(text)), ())
    assert len(found) == count
    assert "".join(c.text for c in found).replace(" ", "") == text.rstrip(".").replace(" ", "") or (
        sum(len(c.text) for c in found) >= len(text) - 3 * count
    )


@pytest.mark.parametrize(
    "text",
    [
        "Trụ sở tuy cũ nhưng được quét sơn, trồng 20 cây xanh quanh khuôn viên cơ quan.",
        "Địa điểm tiếp dân được dời xuống tầng một từ tháng 3/2022.",
    ],
)
def test_a_sentence_that_begins_like_a_form_is_no_form(text: str) -> None:
    assert not any(c.form for c in clauses(blocks(plain(text)), ()))
    assert clauses(blocks(plain("Trụ sở: số 12 đường Lê Lợi")), ())[0].form


HABITS = [
    ("Công đoàn thường xuyên nhắc nhở các phòng", "Công đoàn cơ quan đã nhắc nhở Phòng Y tế"),
    ("Đội Thanh niên Xung kích luôn tích cực phê bình", "Đội Thanh niên Xung kích đã phê bình"),
]


@pytest.mark.parametrize(("habit", "deed"), HABITS)
def test_who_always_does_something_has_done_nothing_to_check(habit: str, deed: str) -> None:
    assert fact_strength(habit, False) < ENOUGH <= fact_strength(deed, False)
    assert fact_strength(habit + " 14 lần", False) >= ENOUGH


OPENINGS = [
    ("Đề nghị Hội Nông dân cho mượn phòng", True),
    ("Xin đề nghị Hội Nông dân cho mượn phòng", True),
    ("Hội Nông dân chấm điểm làm căn cứ đề nghị xét danh hiệu", False),
]


@pytest.mark.parametrize(("text", "speaks"), OPENINGS)
def test_some_words_speak_only_at_the_beginning(text: str, speaks: bool) -> None:
    assert (SUBJECTS.score(text)[NUMBER["IV.4"]] >= 0.5) is speaks


def test_a_cue_inside_a_longer_cue_counts_once() -> None:
    item = NUMBER["III.3"]
    one = SUBJECTS.score("kiểm tra đột xuất")[item]
    assert one == SUBJECTS.score("kiểm tra đột xuất, kiểm tra đột xuất")[item]
    assert one < SUBJECTS.score("kiểm tra đột xuất và giám sát")[item]


def test_hints_add_up_but_stay_hints() -> None:
    item = NUMBER["III.2"]
    hints = next(c.hints for c in outline_wordings().concepts if "xanh sạch đẹp" in c.subject)
    several = [h for h in hints if len(h.split()) > 1][:3]
    scores = [SUBJECTS.score(" . ".join(several[:n]))[item] for n in (1, 2, 3)]
    assert scores == sorted(scores)
    assert scores[0] < scores[2] < 0.62


KEPT = [
    ("Kết quả", "III", True),  # only words that any heading has, and the same ones
    ("Kiểm tra, giám sát", "III.3", True),
    ("Số hóa sổ hộ tịch", "III.3", False),
    ("Công tác kiếm tra, giảm sát", "III.3", True),  # misread
]


@pytest.mark.parametrize(("heading", "id_", "kept"), KEPT)
def test_kept(heading: str, id_: str, kept: bool) -> None:
    assert is_kept(heading, TITLES, NUMBER[id_]) is kept


def test_a_lone_syllable_that_two_titles_share_proves_little() -> None:
    outline = replace(OUTLINE, items=(OutlineItem("1", "Thanh toán không dùng tiền mặt"),))
    alike = titles_of(outline).likeness
    assert alike("Các mặt công tác")[0] < 0.25
    assert alike("Thanh toán tiền mặt")[0] > 0.6


def test_tidings_know_a_part_by_the_text_of_its_children() -> None:
    body = blocks(plain(renamed(III="III. NHỮNG ĐỔI THAY Ở HUYỆN")))
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    found = clauses(body, nodes)
    told = tidings(nodes, found, [SUBJECTS.score(c.text) for c in found], TITLES, SUBJECTS)
    n = next(n for n, node in enumerate(nodes) if "ĐỔI THAY" in node.found.title)
    parts = {i.id: told[n][NUMBER[i.id]] for i in OUTLINE.items if i.parent is None}
    assert max(parts, key=parts.__getitem__) == "III"
    assert all(0.0 <= value <= 1.0 for row in told for value in row)


NAMED = [
    ("Sơ kết Phong trào thi đua “Công sở thân thiện, vì nhân dân”", (), True),
    ("Sơ kết phong trào thi đua công sở thân thiệp vì nhân dân", (), True),  # misread
    ("Sơ kết Phong trào thi đua “Công sở xanh, học đường xanh”", (), False),
    ("Kết quả công tác năm", (), False),
    ("Sơ kết “Công sở thân thiện vì nhân dân”", (Cites("99/QĐ-TTg", "direct", ()),), False),
]


@pytest.mark.parametrize(("subject", "cites", "wanted"), NAMED)
def test_the_movements_name_in_the_subject_decides_where_nothing_is_cited(
    subject: str, cites: tuple[Cites, ...], wanted: bool
) -> None:
    value = Value(subject, "read", 0.9)
    named = replace(letter(), fields={"subject": value})
    assert applies(named, cites, OUTLINE) is wanted
    assert not applies(replace(named, kind="plan"), cites, OUTLINE)


def test_the_weights_fit_the_signs() -> None:
    weights = confidence_weights()
    assert set(weights["leaf"]) == {"bias", *LEAF}
    assert set(weights["parent"]) == {"bias", *PARENT}


@given(st.fixed_dictionaries({name: st.floats(0, 1) for name in LEAF}))
def test_a_chance_lies_between_nought_and_one(signs: dict[str, float]) -> None:
    assert 0.0 < sure("leaf", signs) < 1.0


def test_plain_evidence_is_surer_than_a_near_miss() -> None:
    none = dict.fromkeys(LEAF, 0.0)
    plainly = none | {"full": 1.0, "headed": 1.0, "likeness": 1.0, "full_fact": 1.0, "lead": 1.0}
    missed = none | {"none": 1.0, "near": 0.9, "near_home": 0.9}
    far = none | {"none": 1.0}
    assert sure("leaf", plainly) > 0.95 > sure("leaf", missed)
    assert sure("leaf", far) > sure("leaf", missed)


@pytest.mark.parametrize(
    ("fitted", "wanted"), [(0.5, 0.5), (0.94, 0.896), (0.99, 0.941), (0.05, 0.095)]
)
def test_published_chances_are_those_on_strangers_letters(fitted: float, wanted: float) -> None:
    assert published(fitted) == pytest.approx(wanted, abs=0.001)
