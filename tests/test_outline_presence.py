"""Whether an item without heading is spoken of: the signs, their weights, and the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.relevance import presence_weights
from pipeline.outline import judge
from pipeline.outline.evidence import Findings
from pipeline.outline.judge import findings_of
from pipeline.outline.presence import ENOUGH, SIGNS, all_signs, likeliest, plainness, present
from pipeline.outline.subjects import both, subjects_of
from pipeline.outline.verdicts import REVIEW
from pipeline.records import ItemVerdict
from tests.outline_reports import HEADINGS, ITEMS, OUTLINE, TEXTS, judged, letter, plain, source

NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}
SUBJECTS = subjects_of(OUTLINE)
NEUTRAL = dict.fromkeys(SIGNS, 0.3)


def found_in(text: str) -> Findings:
    return findings_of(plain(text), letter(), (), OUTLINE)


def signs(text: str, id_: str) -> dict[str, float]:
    found, n = found_in(text), NUMBER[id_]
    own = found.of(n)
    return max((row for _, row in all_signs(found, n, own, OUTLINE, SUBJECTS)), key=present)


def without(id_: str, **more: str) -> str:
    """The faithful report less one item; ``more``: text put behind other items' text, ``_`` in a
    key standing for the dot."""
    texts = {k: v for k, v in TEXTS.items() if k != id_}
    for key, text in more.items():
        texts[key.replace("_", ".")] += " " + text
    return source(texts, {**HEADINGS, id_: None})


# signs that speak for an item, and signs that speak against it
@pytest.mark.parametrize(
    "sign", ["found", "best", "said", "heard", "lead", "home", "order", "count"]
)
def test_more_of_a_good_sign_is_surer(sign: str) -> None:
    assert present({**NEUTRAL, sign: 0.9}) > present({**NEUTRAL, sign: 0.1})


@pytest.mark.parametrize("sign", ["elsewhere", "rival"])
def test_a_clause_that_has_another_home_is_doubted(sign: str) -> None:
    assert present({**NEUTRAL, sign: 1.0}) < present({**NEUTRAL, sign: 0.0})


@given(st.fixed_dictionaries({s: st.floats(0, 1) for s in SIGNS}))
def test_a_chance_is_a_probability(values: dict[str, float]) -> None:
    assert 0.0 < present(values) < 1.0


def test_the_weights_know_no_item_and_no_campaign() -> None:
    assert set(presence_weights()) == {"bias", *SIGNS}
    assert not any("." in name for name in presence_weights())


@pytest.mark.parametrize("id_", [k for k in TEXTS if k != "IV.3"])
def test_all_signs_lie_in_their_range(id_: str) -> None:
    found = signs(without(id_), id_)
    assert tuple(found) == SIGNS
    assert all(-1.0 <= v <= 1.0 for v in found.values())
    assert all(v >= 0.0 for k, v in found.items() if k != "lead")


def test_a_clause_in_place_has_the_signs_of_its_place() -> None:
    planted = "Cơ quan trồng 300 cây xanh, quét sơn lại hành lang và dọn khuôn viên."
    near, far = (
        signs(without("III.2", III_1=planted), "III.2"),
        signs(without("III.2", I_1=planted), "III.2"),
    )
    assert (near["home"], near["order"]) == (1.0, 1.0)
    assert far["home"] == 0.0
    assert near["elsewhere"] == far["elsewhere"] == 1.0
    assert present(near) > present(far)


def test_two_clauses_are_surer_than_one() -> None:
    one = "Cơ quan trồng 300 cây xanh quanh khuôn viên."
    two = one + " Hành lang quét sơn lại, phòng làm việc sạch đẹp, có 12 chậu hoa."
    assert (
        signs(without("III.2", III_1=two), "III.2")["count"]
        > signs(without("III.2", III_1=one), "III.2")["count"]
    )


def test_the_likeliest_clause_is_the_plainest() -> None:
    found = found_in(without("III.3", II_1="Đoàn kiểm tra của huyện kiểm tra 15 đơn vị."))
    asked = likeliest(found, NUMBER["III.3"], ())
    assert 1 < len(asked) <= 6
    assert asked == sorted(asked)
    best = max(asked, key=lambda k: found.scores[k][NUMBER["III.3"]])
    assert "Đoàn kiểm tra" in found.clauses[best].text


def test_an_items_own_clause_is_asked_though_others_are_plainer() -> None:
    many = " ".join(f"Đoàn kiểm tra của huyện kiểm tra {n} đơn vị." for n in range(11, 19))
    found = found_in(without("III.3", II_1=many))
    n = NUMBER["III.3"]
    faint = min(range(len(found.clauses)), key=lambda k: found.scores[k][n])
    assert faint not in likeliest(found, n, ())
    assert faint in likeliest(found, n, (faint,))


def test_brothers_with_headings_speak_against_an_item_without() -> None:
    text = "Cơ quan trồng 300 cây xanh quanh khuôn viên."
    row = signs(without("III.2", III_1=text), "III.2")
    assert 0.1 < row["brothers"] < 1.0
    assert present({**row, "brothers": 0.0}) > present(row)


def test_brothers_with_headings_say_the_less_the_plainer_a_clause_speaks() -> None:
    faint = "Cán bộ làm việc chăm chỉ, có nhắc nhau giữ vệ sinh."
    plain_words = "Đoàn kiểm tra của huyện kiểm tra 15 đơn vị, giám sát đột xuất 04 lần."
    far = signs(without("III.2", III_1=faint), "III.2")
    near = signs(without("III.3", III_1=plain_words), "III.3")
    assert near["best"] > far["best"]
    assert near["brothers"] < far["brothers"]


@given(st.floats(0, 1), st.floats(0, 1))
def test_plainness_grows_with_the_score_and_stays_between_nothing_and_one(
    one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= plainness(low) <= plainness(high) <= 1.0


@pytest.mark.parametrize(("score", "said"), [(0.0, 0.0), (0.5, 0.189), (0.9, 0.588), (1.0, 1.0)])
def test_a_step_near_certainty_counts_for_more(score: float, said: float) -> None:
    assert plainness(score) == pytest.approx(said, abs=0.001)


def test_lexicon_and_learned_words_are_two_voices() -> None:
    """Where nothing is learned of an item, the lexicon speaks for both."""
    found = found_in(source())
    n = NUMBER["III.3"]
    for (said, heard), score in zip(found.voices, found.scores, strict=True):
        assert tuple(both((said, heard))) == tuple(score)
        assert heard[n] is None or 0.0 <= heard[n] <= 1.0
    item = next(k for k, h in enumerate(found.voices[0][1]) if h is None)
    assert all(said[item] == score[item] for (said, _), score in
               zip(found.voices, found.scores, strict=True))  # fmt: skip


def test_a_like_clause_beside_speaks_for_an_item() -> None:
    alone = "Cơ quan trồng 300 cây xanh quanh khuôn viên."
    two = alone + " Hành lang quét sơn lại, phòng làm việc sạch đẹp, có 12 chậu hoa."
    one, both = (signs(without("III.2", III_1=t), "III.2") for t in (alone, two))
    assert both["beside"] > one["beside"]
    assert present({**both, "beside": 0.0}) < present(both)


@pytest.mark.parametrize("text", ["", "I. ĐẶC ĐIỂM, TÌNH HÌNH\n\n- Tên đơn vị: Sở Nội vụ"])
def test_where_there_is_no_text_no_clause_is_likeliest(text: str) -> None:
    assert likeliest(found_in(text), NUMBER["III.3"], ()) == []


def verdict(text: str, id_: str) -> ItemVerdict:
    return judged(judge(plain(text), letter(), (), OUTLINE))[id_]


# the item whose evidence was cut out, from a report that covers all others
@pytest.mark.parametrize("id_", [k for k in TEXTS if k not in ("IV.1", "IV.3")])
def test_a_negative_is_seen(id_: str) -> None:
    found = verdict(without(id_), id_)
    assert (found.heading, found.content) == ("none", "none")
    assert found.evidence == ()


# the same item told in running text where the outline has it, without a heading
TOLD = [
    ("III.2", "III_1", "Khuôn viên trồng 300 cây xanh; hành lang quét sơn, phòng chờ sạch đẹp."),
    ("III.3", "III_2", "Đoàn kiểm tra đã kiểm tra 15 đơn vị; giám sát đột xuất 04 lần."),
    ("III.4", "III_3", "Chủ tịch huyện tặng Giấy khen cho 12 tập thể; 30 cá nhân được biểu dương."),
    ("II.2", "II_1", "Đài truyền thanh tuyên truyền 96 bản tin; 18 hội nghị quán triệt."),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "behind", "text"), TOLD)
def test_an_item_told_in_running_text_is_found(id_: str, behind: str, text: str) -> None:
    found = verdict(without(id_, **{behind: text}), id_)
    assert (found.heading, found.content) == ("none", "full")
    assert found.evidence[0].quote.split()[0] in text


def test_an_item_near_the_edge_is_shown_to_a_person() -> None:
    """What is as likely spoken of as not is never sure, whichever way it is decided."""
    passing = "Cán bộ làm việc chăm chỉ, có nhắc nhau giữ vệ sinh."
    text = without("III.2", III_1=passing)
    chance = present(signs(text, "III.2"))
    found = verdict(text, "III.2")
    assert abs(chance - ENOUGH) > 0.3 or found.review
    assert found.confidence < 0.99


def test_the_threshold_and_the_review_mark_are_chances() -> None:
    assert 0.3 < ENOUGH < 0.6
    assert 0.85 <= REVIEW < 0.95


def test_items_with_headings_are_not_asked() -> None:
    """A heading alone makes an item thin, however unlikely its text is."""
    texts = {**TEXTS, "III.3": "Chưa."}
    found = verdict(source(texts), "III.3")
    assert (found.heading, found.content) == ("kept", "thin")


def test_the_weights_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    text = without("III.2", III_1=TOLD[0][2])
    assert verdict(text, "III.2").content == "full"
    low = {**presence_weights(), "bias": -50.0}
    monkeypatch.setattr("pipeline.outline.presence.presence_weights", lambda: low)
    assert verdict(text, "III.2").content == "none"


def test_the_campaign_plays_no_part() -> None:
    text = without("III.2", III_1=TOLD[0][2])
    other = replace(OUTLINE, name="bc-khac", guideline="12/HD", decision="34/QĐ-TTg")
    mine = judge(plain(text), letter(), (), OUTLINE).items
    assert judge(plain(text), letter(), (), other).items == mine


# told plainly under the heading of another part, while all its brothers have headings of their own
ELSEWHERE = [
    ("III.3", "I_1", "Đoàn kiểm tra của huyện kiểm tra 15 đơn vị; kiểm tra đột xuất 04 lần."),
    ("III.4", "II_1", "Chủ tịch huyện tặng Giấy khen cho 12 tập thể; 30 cá nhân được khen thưởng."),
]


@pytest.mark.parametrize(("id_", "behind", "text"), ELSEWHERE)
def test_what_is_said_plainly_is_found_wherever_it_stands(id_: str, behind: str, text: str) -> None:
    found = verdict(without(id_, **{behind: text}), id_)
    assert (found.heading, found.content) == ("none", "full")
    assert found.evidence[0].quote.split()[0] in text
