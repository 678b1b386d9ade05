"""Letters set on pages: fonts, line breaking, the text of pages, where things stand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import nfc, squash
from tools.letters import fonts
from tools.letters.errors import LetterError
from tools.letters.layout import set_letter
from tools.letters.letter import Letter, read_letters
from tools.letters.markup import parse_body, plain, word_text, words_of
from tools.letters.pages import flow_of, letter_text
from tools.letters.sheet import PAGE_HEIGHT, PAGE_WIDTH, Sheet
from tools.letters.typeset import Setting, break_lines, place_line

LETTERS = read_letters(Path(__file__).parents[1] / "data/letters")
BY_ID = {letter.id: letter for letter in LETTERS}
EDGE_TOL = 1.5  # points by which rounding may push a justified line


def _fonts_missing() -> str:
    try:
        for family in ("liberation", "tinos", "termes"):
            fonts.find_font(family)
        for hand in fonts.HANDS:
            fonts.find_hand(hand)
    except LetterError as error:
        return str(error)
    return ""


pytestmark = pytest.mark.skipif(bool(_fonts_missing()), reason=_fonts_missing() or "fonts found")


@cache
def sheets_of(id: str) -> tuple[Sheet, ...]:
    return set_letter(BY_ID[id])


def text_of(sheets: tuple[Sheet, ...], zone: str) -> list[str]:
    return [line.text for sheet in sheets for line in sheet.printed if line.zone == zone]


@pytest.mark.parametrize("family", ["liberation", "tinos", "termes"])
@pytest.mark.parametrize("style", ["regular", "bold", "italic", "bold-italic"])
def test_fonts_hold_the_whole_alphabet(family: str, style: str) -> None:
    path = fonts.find_font(family, style)
    assert fonts.missing_glyphs(path, fonts.vietnamese_alphabet()) == ""


def test_the_alphabet_is_whole() -> None:
    alphabet = fonts.vietnamese_alphabet()
    assert len([c for c in alphabet if c.isalpha() and c.islower()]) == 12 * 6 + 21
    assert {"ặ", "Ữ", "đ", "Đ", "ỵ", "“", "–"} <= set(alphabet)
    assert alphabet == nfc(alphabet)


def test_a_font_without_the_letters_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_FOLDERS", (tmp_path,))
    fonts.find_font.cache_clear()
    with pytest.raises(LetterError, match=r"apt-get install fonts-texgyre"):
        fonts.find_font("termes")
    (tmp_path / "texgyretermes-regular.otf").write_bytes(b"")
    monkeypatch.setattr(fonts, "missing_glyphs", lambda path, alphabet: "ặữ")
    with pytest.raises(LetterError, match=r"lacks 2 letters; .* fonts-texgyre"):
        fonts.find_font("termes")
    fonts.find_font.cache_clear()


WORDS = st.lists(
    st.sampled_from(
        ["Quyết", "định", "số", "733/QĐ-TTg", "của", "Thủ", "tướng", "ngày", "14/6/2019"]
    )
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.floats(60, 450), st.booleans())
def test_lines_hold_all_words_and_fit(words: list[str], measure: float, split: bool) -> None:
    setting = Setting("liberation", 13, split)
    lines = break_lines(words_of(" ".join(words)), setting, measure)
    joined = "".join(
        line.text + ("" if n + 1 < len(lines) and lines[n + 1].glued[0] else " ")
        for n, line in enumerate(lines)
    )
    assert joined.split() == words
    for line in lines:
        runs = place_line(line, setting, 0, 0, measure=measure, align="left")
        end = runs[-1].x + setting.measure(runs[-1].text)
        assert end <= measure + EDGE_TOL or len(line.words) == 1


def test_a_symbol_splits_only_where_asked() -> None:
    words = words_of("theo 733/QĐ-TTg")
    wide = Setting("liberation", 14).measure("theo 733/QĐ-")
    whole = break_lines(words, Setting("liberation", 14), wide)
    parted = break_lines(words, Setting("liberation", 14, split_symbols=True), wide)
    assert [line.text for line in whole] == ["theo", "733/QĐ-TTg"]
    assert [line.text for line in parted] == ["theo 733/QĐ-", "TTg"]


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_nothing_is_lost_between_data_and_page(id: str) -> None:
    letter, flow = BY_ID[id], flow_of(sheets_of(id))
    sources = [letter.body, letter.appendix.body if letter.appendix else ""]
    for block in (b for source in sources for b in parse_body(source)):
        if block.kind != "table":
            said = " ".join(word_text(w) for w in block.words)
            assert not said or flow.find(said) >= 0, said
        for cell in (c for row in block.rows for c in row):
            assert all(flow.find(word) >= 0 for word in cell.split()), cell
    assert flow.find(letter.signer_name) >= 0
    assert all(flow.find(f"- {r}") >= 0 for r in letter.recipients)


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_page_text_goes_there_and_back(id: str) -> None:
    text = letter_text(sheets_of(id))
    pages = text.split("\f")
    assert len(pages) == len(sheets_of(id))
    assert text == nfc(text)
    for number, page in enumerate(pages[1:], start=2):
        lines = page.strip("\n").split("\n")
        last = BY_ID[id].header.style == "tt01"
        assert lines[-1 if last else 0] == str(number)
    assert all(line == squash(line) for page in pages for line in page.strip("\n").split("\n"))


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_all_print_stands_on_the_page(id: str) -> None:
    letter = BY_ID[id]
    setting = Setting(letter.look.font, 14)
    for sheet in sheets_of(id):
        assert sheet.printed, f"page {sheet.number} is empty"
        for run in sheet.runs:
            assert run.x > 0
            assert run.x + setting.measure(run.text, run.style, run.size) < PAGE_WIDTH
            assert 0 < run.y < PAGE_HEIGHT


@pytest.mark.parametrize(
    ("number", "by", "shown"),
    [("127", "print", "Số: 127/UBND-NC"), ("127", "hand", "Số: 127/UBND-NC"),
     ("127", "struck", "Số: /UBND-NC"), (None, "blank", "Số: /UBND-NC")],
)  # fmt: skip
def test_number_line(number: str | None, by: str, shown: str) -> None:
    letter = _with_number(BY_ID["cv-tra-vinh"], number, by)
    sheets = set_letter(letter)
    inks = [ink for ink in sheets[0].inks if ink.what == "number"]
    assert shown in text_of(sheets, "left")
    assert [ink.text for ink in inks] == {"hand": ["127"], "struck": [None]}.get(by, [])
    assert len(sheets[0].gaps) == (by == "blank")


def _with_number(letter: Letter, number: str | None, by: str) -> Letter:
    return replace(letter, header=replace(letter.header, number=number, number_by=by))


def test_party_number_has_a_hyphen() -> None:
    letter = BY_ID["cv-tra-vinh"]
    head = replace(letter.header, style="party", symbol="CV/TU", subject_lines=())
    sheets = set_letter(replace(letter, header=head))
    assert "Số 1896-CV/TU" in text_of(sheets, "left")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(sheets, "right")


def test_blank_day_leaves_the_date_without_it() -> None:
    assert "Đắk Nông, ngày tháng 5 năm 2020" in text_of(sheets_of("kh-so-y-te-dak-nong"), "right")


def test_appendix_repeats_the_written_number() -> None:
    sheets = sheets_of("hd-1187-btdkt")
    pages = [s.number for s in sheets for ink in s.inks if ink.what == "number"]
    assert pages == [1, 3]
    assert "Kèm theo Hướng dẫn số 1187/HD-BTĐKT" in flow_of(sheets).text
    assert not any("00" in run.text for run in sheets[2].runs), "the filler was printed"


def test_a_signature_never_stands_alone() -> None:
    for id in BY_ID:
        last = next(s for s in sheets_of(id) if any(p.zone == "signature" for p in s.printed))
        assert any(p.zone == "body" for p in last.printed), id


def test_a_wide_issuer_is_refused() -> None:
    letter = BY_ID["cv-tra-vinh"]
    head = replace(letter.header, issuer=("ỦY BAN NHÂN DÂN TỈNH TRÀ VINH KHÓA MƯỜI MỘT",))
    with pytest.raises(LetterError, match="too wide, split it"):
        set_letter(replace(letter, header=head))


def test_plain_titles_are_printed_whole() -> None:
    for letter in LETTERS:
        flow = flow_of(sheets_of(letter.id), ("title",))
        assert flow.find(plain(" ".join(letter.title_subject))) >= 0
