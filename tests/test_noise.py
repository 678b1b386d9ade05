"""The noise of scanners: counted, made again from the counts, and what it does to references."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tools.noise.__main__ import main
from tools.noise.align import Counts, count_line, count_pages
from tools.noise.curve import f1, labelled, measure, precision, rate_for, recall
from tools.noise.model import Noise, as_data, class_of, damage, load_bands, load_noise

LINE = "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2020 của Ủy ban nhân dân tỉnh Hà Nam"
TEXT = "\n".join([LINE, "Công tác tuyên truyền được quan tâm dưới nhiều hình thức phong phú"] * 60)


def test_a_line_is_counted_by_character() -> None:
    counts = Counts()
    count_line(counts, "abc 12", "adc 1x2")
    count_line(counts, "abcd", "ad")
    assert counts.seen["a"] == 2 and counts.characters == 10
    assert counts.wrong == {("b", "d"): 1, ("b", ""): 1, ("c", ""): 1}
    assert counts.gained == {("1", "x"): 1}
    assert (counts.errors, counts.lines) == (4, 2)
    assert counts.after_error == [4, 1]


def test_lines_are_found_whatever_their_order_and_numbers_by_pen_stay_out() -> None:
    printed = [f"Số: 127/BC-SNV ngày 05 tháng 6 năm 2022 của Sở Nội vụ\n{LINE}\nngắn"]
    read = [f"rác\n{LINE.replace('12', 'l2')}\nSố: ///BC-SNV"]
    counts = Counts()
    count_pages(counts, printed, read)
    assert (counts.lines, counts.errors) == (1, 1)
    assert counts.wrong == {("1", "l"): 1}


def test_counts_hold_single_characters_and_no_text() -> None:
    counts = Counts()
    count_line(counts, LINE, LINE.replace("Q", "O").replace("  ", " ").replace("n", "nn", 1))
    data = as_data(counts)
    assert all(len(ch) == 1 for ch in data["seen"])  # type: ignore[attr-defined]
    rows = data["wrong"]
    assert rows["Q"] == {"O": 2} and rows["n"] == {"+n": 1}  # type: ignore[index]
    for row in rows.values():  # type: ignore[attr-defined]
        assert all(len(to) < 2 or (len(to) == 2 and to[0] == "+") for to in row)


def test_lines_that_differ_in_quality_have_a_spread() -> None:
    even, uneven = Counts(), Counts()
    for n in range(40):
        count_line(even, "a" * 50, "b" + "a" * 49)
        count_line(uneven, "a" * 50, ("b" * 40 if n == 0 else "a" * 40) + "a" * 10)
    assert even.spread == 0
    assert uneven.spread > 10


def test_the_shipped_confusions_are_those_of_a_scanner() -> None:
    noise = load_bands()[0]
    assert 0 < noise.cer < 0.01 and 0 <= noise.run < 0.5 and noise.spread > 0
    one = noise.misreading("1")
    assert {"I", "l"} <= set(one.outcomes), "a one is read as I and l"
    assert noise.misreading("ỷ").rate > 0 and noise.misreading("ß").rate > 0
    assert noise.of_class["marked"].rate > noise.of_class["plain"].rate


def rates(noise: Noise) -> dict[str, float]:
    return {ch: noise.misreading(ch).rate for ch in "3/a"}


def test_worn_copies_lose_slashes_before_digits() -> None:
    good, *worn = load_bands()
    assert [b.cer for b in worn] == sorted(b.cer for b in worn) and worn[0].cer > good.cer
    for band in worn:
        rate = rates(band)
        assert rate["/"] > 2 * rate["3"], "a slash goes before a digit does"
        assert band.spread_of_letters > 0


def test_between_two_bands_lies_a_mixture_and_beyond_them_the_nearest() -> None:
    low, high = load_bands()[:2]
    middle = load_noise((low.cer + high.cer) / 2)
    for ch, rate in rates(middle).items():
        assert rate == pytest.approx((rates(low)[ch] + rates(high)[ch]) / 2)
    assert set(middle.misreading("/").outcomes) >= set(high.misreading("/").outcomes)
    assert load_noise(0.001) is low
    assert load_noise(0.4) is load_bands()[-1]


def test_letters_differ_in_quality_as_lines_do() -> None:
    texts = [TEXT.replace("Hà Nam", name) for name in ("Hà Nam", "Lào Cai", "Bình Định", "Sơn La")]
    made = [Levenshtein.distance(t, damage(t, 0.03, n)) / len(t) for t in texts for n in range(6)]
    mean = sum(made) / len(made)
    assert sum((m - mean) ** 2 for m in made) / len(made) / mean**2 > 0.2
    counts = Counts()
    for errors in (1, 1, 1, 12):
        count_pages(counts, [LINE], ["x" * errors + LINE[errors:]])
    assert len(counts.per_letter) == 4 and counts.spread_of_letters > 0.5


@pytest.mark.parametrize("independent", [True, False])
@pytest.mark.parametrize("cer", [0.02, 0.05, 0.1])
def test_the_rate_asked_for_is_the_rate_made(cer: float, independent: bool) -> None:
    asked = rate_for([TEXT], cer, independent=independent)
    made = [damage(TEXT, asked, n, like=cer, independent=independent) for n in range(3)]
    rate = sum(Levenshtein.distance(TEXT, text) for text in made) / 3 / len(TEXT)
    # Bad lines are few and very bad: over one text they weigh now more, now less.
    assert rate == pytest.approx(cer, rel=0.1 if independent else 0.4)


def test_the_same_seed_gives_the_same_noise() -> None:
    assert damage(TEXT, 0.05, 1) == damage(TEXT, 0.05, 1) != damage(TEXT, 0.05, 2)
    assert damage(TEXT, 0.0, 1) == TEXT


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.floats(0.001, 0.5))
def test_any_text_keeps_its_lines_and_pages(text: str, cer: float) -> None:
    made = damage(text, cer, 3)
    assert [made.count(mark) for mark in "\n\f"] == [text.count(mark) for mark in "\n\f"]


CLASSES = [("3", "digit"), ("Q", "capital"), ("Đ", "capital"), ("q", "plain"), ("ế", "marked"),
           (" ", "space"), ("/", "mark")]  # fmt: skip


@pytest.mark.parametrize(("ch", "wanted"), CLASSES)
def test_classes_of_characters(ch: str, wanted: str) -> None:
    assert class_of(ch) == wanted


def folder(tmp_path: Path) -> Path:
    text = f"{LINE}\nQuyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    rows = [
        {"symbol": "12/QĐ-UBND", "date": "2020-03-05"},
        {"symbol": "733/QĐ-TTg", "date": "2019-06-14"},
    ]
    label = {"references": rows, "issuer": "Sở Nội vụ tỉnh Hà Nam"}
    (tmp_path / "a.json").write_text(json.dumps(label), "utf-8")
    (tmp_path / "b.txt").write_text("không có nhãn", "utf-8")
    return tmp_path


def test_clean_text_is_read_whole_and_noise_only_takes_away(tmp_path: Path) -> None:
    letters = labelled(folder(tmp_path), tmp_path)
    assert [x.name for x in letters] == ["a"]
    clean, noisy = measure(letters, (0.0, 0.3), 4, independent=True)
    assert (clean.all, clean.own, clean.dates) == ((2, 0, 0), (1, 0, 0), (2, 2))
    assert (clean.alive, clean.own_alive) == ((2, 2), (1, 1))
    assert f1(noisy.all) < f1(clean.all) == precision(clean.all) == recall(clean.own) == 1.0


def test_the_command_prints_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(folder(tmp_path))
    words = ["curve", "--texts", where, "--seeds", "1", "--levels", "0", "--no-picture"]
    assert main(words) == 0
    assert "decision_f1 1.000" in capsys.readouterr().out
    assert main(["confusions", where]) == 2
