"""Reports on paper: which words a passage is, what harm does to them, what is said of them then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.outline import judge
from pipeline.records import ItemVerdict, Transcript
from tests.outline_reports import OUTLINE, TEXTS, judged, letter, plain, source
from tests.test_outline_training import labels
from tools.letters.letter import Letter, parse_letter
from tools.letters.pages import letter_text
from tools.letters.sheet import Run
from tools.outline import paper as module
from tools.outline.letters import Report, analysed, cuts
from tools.outline.paper import HARMS, Paper, harmed_picture, paper_of, read_pages
from tools.outline.scanned import Harmed, harm_table, on_paper, passages

FIRST = "Cơ quan trồng 300 cây xanh quanh khuôn viên trong năm 2021."
SECOND = "Đoàn kiểm tra đã kiểm tra 15 đơn vị trực thuộc."
INK = 128


def invented() -> Letter:
    data = {
        "id": "bc-thu",
        "split": "train",
        "kind": "report",
        "outline": None,
        "about": "hai đoạn văn",
        "look": {"grade": "office", "seed": 3},
        "header": {
            "style": "nd30", "parent": [], "issuer": ["SỞ NỘI VỤ"], "number": "12",
            "number_by": "print", "symbol": "BC-SNV", "place": "Phú Yên", "day": "05",
            "day_by": "print", "month": "5", "year": "2022", "urgency": None, "incoming": None,
        },
        "title": {"type": "BÁO CÁO", "subject": ["Sơ kết phong trào thi đua"]},
        "body": f"# I. KẾT QUẢ\n{FIRST}\n{SECOND}\n",
        "signature": {"authority": [], "title": "GIÁM ĐỐC", "name": "Lê Văn An"},
        "recipients": ["Như trên"],
    }  # fmt: skip
    return parse_letter(data, "bc-thu")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    letter = invented()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "read_letter", lambda path: letter)
        return paper_of.__wrapped__("bc-thu", tmp_path_factory.mktemp("letters"))


def place(paper: Paper, passage: str) -> tuple[int, int]:
    text = letter_text(paper.sheets).replace("\n", " ")
    start = text.index(passage)
    return start, start + len(passage)


def shown(paper: Paper, runs: dict[int, list[int]]) -> str:
    return " ".join(paper.sheets[n].runs[k].text for n, ks in runs.items() for k in ks)


@pytest.mark.parametrize("passage", [FIRST, SECOND, "300 cây xanh", "I. KẾT QUẢ"])
def test_a_passage_is_known_by_its_printed_words(paper: Paper, passage: str) -> None:
    assert shown(paper, paper.within(*place(paper, passage))) == passage


def test_nothing_outside_the_body_is_a_passage(paper: Paper) -> None:
    assert paper.within(0, place(paper, "I. KẾT QUẢ")[0]) == {}


def dark(picture: np.ndarray, paper: Paper, runs: list[int]) -> int:
    """Dark pixels over the words of these runs."""
    from tools.letters.fonts import SCALE

    boxes = [paper.sheets[0].runs[k] for k in runs]
    return sum(int((_box(picture, r, SCALE) < INK).sum()) for r in boxes)


def _box(picture: np.ndarray, run: Run, scale: float) -> np.ndarray:
    y, x = round(run.y * scale), round(run.x * scale)
    return picture[y - round(run.size * scale * 0.7) : y, x : x + 30, 0]


def test_what_is_cut_is_not_printed_and_the_rest_is(paper: Paper) -> None:
    runs = paper.within(*place(paper, FIRST))[0]
    others = paper.within(*place(paper, SECOND))[0]
    whole = harmed_picture(paper.letter, paper.sheets[0], None, ())
    cut = harmed_picture(paper.letter, paper.sheets[0], "cut", runs)
    assert dark(whole, paper, runs) > 0
    assert dark(cut, paper, runs) == 0
    assert dark(cut, paper, others) == dark(whole, paper, others) > 0


@pytest.mark.parametrize("harm", HARMS)
def test_harm_hides_every_word_of_the_passage_and_no_other_page_part(
    paper: Paper, harm: module.Harm
) -> None:
    runs = paper.within(*place(paper, FIRST))[0]
    whole = harmed_picture(paper.letter, paper.sheets[0], None, ())
    picture = harmed_picture(paper.letter, paper.sheets[0], harm, runs)
    assert picture.shape == whole.shape
    changed = np.nonzero((picture != whole).any(axis=(1, 2)))[0]
    assert 0 < changed[-1] - changed[0] < whole.shape[0] / 4
    words = [paper.sheets[0].runs[k] for k in runs]
    from tools.letters.fonts import SCALE

    spread = [float(_box(picture, r, SCALE).std()) for r in words]
    before = [float(_box(whole, r, SCALE).std()) for r in words]
    assert max(spread) < 0.6 * min(before)  # strokes are no longer told from paper


def test_harm_is_the_same_every_time(paper: Paper) -> None:
    runs = paper.within(*place(paper, FIRST))[0]
    one, two = (harmed_picture(paper.letter, paper.sheets[0], "blot", runs) for _ in range(2))
    assert (one == two).all()


def test_pages_are_read_once_and_only_those_with_the_passage_again(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, str | None]] = []

    def reader(paper: Paper, n: int, harm: str | None, runs: list[int]) -> Transcript:
        asked.append((n, harm if runs else None))
        return plain(f"trang {n} {harm}")

    monkeypatch.setattr(module, "_read", reader)
    two = replace(paper, sheets=(*paper.sheets, paper.sheets[0]))
    where = place(paper, FIRST)
    first = read_pages(two, tmp_path)
    second = read_pages(two, tmp_path, "blot", where)
    assert asked == [(0, None), (1, None), (0, "blot")]
    assert [p.number for p in first.pages] == [1, 2]
    assert second.text == "trang 0 blot\ftrang 1 None"
    assert read_pages(two, tmp_path, "blot", where).text == second.text
    assert len(asked) == 3


def report() -> Report:
    text = "BÁO CÁO\nSơ kết Phong trào thi đua\n\n" + source().replace("*", "")
    return analysed("bc-thu", "train", plain(text), OUTLINE, labels())


@pytest.mark.parametrize("most", [0, 1, 5, 1000])
def test_passages_are_spread_over_what_there_is(most: int) -> None:
    one = report()
    every = [item for item, _, _ in cuts(one)]
    found = [p[1] for p in passages([one], most)]
    assert len(found) == min(most, len(every))
    assert found == [i for i in every if i in found]
    assert most < 2 or found[-1] in every[len(every) // 2 :]


def test_what_was_left_out_is_labelled_so() -> None:
    one = report()
    negative = on_paper(one, one.transcript, "III.2")
    assert negative.cut == "III.2"
    assert negative.labels["III.2"]["content"] == "none"
    assert on_paper(one, one.transcript).labels == one.labels


def verdict(content: str, review: bool) -> ItemVerdict:
    return ItemVerdict("I.1", "Thuận lợi", "none", content, None, False, 0.0, 0.5, review)  # type: ignore[arg-type]


def test_only_a_none_that_asks_nobody_is_sure() -> None:
    found = [
        Harmed("a", "I.1", "blot", verdict("none", False)),
        Harmed("a", "I.1", "blot", verdict("none", True)),
        Harmed("a", "I.1", "wash", verdict("full", False)),
        Harmed("a", "I.1", "wash", verdict("none", True)),
    ]
    assert [h.surely for h in found] == [True, False, False, False]
    first, blot, wash = harm_table(found)
    assert "4  sure none 1 (25.0%)  none for a person to check 2  still found 1" in first
    assert blot.startswith("unreadable (blot): 2  sure none 1 (50.0%)")
    assert wash.startswith("unreadable (wash): 2  sure none 0 (0.0%)")


@pytest.mark.parametrize("id_", ["III.2", "III.3", "II.2"])
def test_an_item_that_may_stand_in_a_lost_place_is_never_surely_missing(id_: str) -> None:
    """Its text is gone from the reading, and the page says that something could not be read."""
    texts = {k: v for k, v in TEXTS.items() if k != id_}
    whole = plain(source(texts, {**dict.fromkeys((id_,))}))
    page = replace(whole.pages[0], lost=((0.1, 0.3, 0.9, 0.5),))
    harmed = replace(whole, pages=(page, *whole.pages[1:]))
    found = judged(judge(harmed, letter(), (), OUTLINE))[id_]
    sure = judged(judge(whole, letter(), (), OUTLINE))[id_]
    assert sure.content == "none"
    assert found.content == "none"
    assert found.review
    assert found.confidence <= 0.4 < sure.confidence
    assert "trang 1" in (found.why or "")
