"""Letters as data: what is accepted, and how a mistake is told."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.letters.__main__ import main
from tools.letters.errors import LetterError
from tools.letters.letter import parse_letter, read_letter, read_letters
from tools.letters.markup import Block, parse_body, plain, word_text, words_of

LETTERS = Path(__file__).parents[1] / "data/letters"
SAMPLE: dict[str, Any] = yaml.safe_load((LETTERS / "cv-tra-vinh.yaml").read_text(encoding="utf-8"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The sample with one value set, ``path`` parted by dots."""
    data = copy.deepcopy(SAMPLE)
    *parents, last = path.split(".")
    part = data
    for name in parents:
        part = part[name]
    part[last] = value
    return data


def test_sample_reads() -> None:
    letter = parse_letter(SAMPLE, "sample")
    assert (letter.id, letter.kind, letter.header.number_by) == ("cv-tra-vinh", "dispatch", "hand")
    assert letter.title_type is None
    assert letter.header.incoming is not None
    assert letter.header.incoming.number == "2077"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("split", "all", "sample.split: one of train, dev, test"),
        ("id", "Trà Vinh", "sample.id: lower-case ASCII"),
        ("look.grade", "awful", "sample.look.grade: one of clean"),
        ("look.turned", {1: 45}, "sample.look.turned: a mapping of page"),
        ("look.colour", "red", "sample.look: unknown key colour"),
        ("header.number", 1896, "sample.header.number: text (in quotes)"),
        ("header.number", None, "sample.header.number: with number_by hand"),
        ("header.day_by", "blank", "sample.header.day: with day_by blank"),
        ("header.issuer", [], "sample.header.issuer: at least one line"),
        ("header.incoming", {"office": ""}, "sample.header.incoming.office: text is expected"),
        ("recipients", "Như trên", "sample.recipients: a list of texts"),
        ("signature", None, "header and signature are needed"),
        ("header", "x", "sample.header: a mapping is expected"),
        ("adressees", [], "sample: unknown key adressees"),
    ],
)
def test_mistakes_are_told_with_their_path(path: str, value: Any, told: str) -> None:
    with pytest.raises(LetterError) as error:
        parse_letter(changed(path, value), "sample")
    assert told in str(error.value)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("id: [", encoding="utf-8")
    with pytest.raises(LetterError, match=r"broken\.yaml"):
        read_letter(path)


def test_id_must_be_the_files_name(tmp_path: Path) -> None:
    text = yaml.safe_dump(SAMPLE, allow_unicode=True)
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LetterError, match="differs from the file's name"):
        read_letters(tmp_path)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("# I. MỞ ĐẦU\nMột đoạn.", ["heading", "paragraph"]),
        ("#c PHẦN MỘT", ["centred"]),
        ("| A | B |\n| 1 | 2 |\nSau bảng.", ["table", "paragraph"]),
        ("Trang một.\n===\nTrang hai.", ["paragraph", "break", "paragraph"]),
        ("- Gạch đầu dòng\n\n- Nữa", ["paragraph", "paragraph"]),
        ("#không phải đề mục", ["paragraph"]),
    ],
)
def test_blocks(source: str, kinds: list[str]) -> None:
    assert [block.kind for block in parse_body(source)] == kinds


def test_table_rows_hold_cells() -> None:
    (block,) = parse_body("| STT | Đơn vị |\n| 1 | Sở Y tế |")
    assert block == Block("table", rows=(("STT", "Đơn vị"), ("1", "Sở Y tế")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**1. Mở:** gọn", [("1.", "bold"), ("Mở:", "bold"), ("gọn", "regular")]),
        ("một *hai* ba", [("một", "regular"), ("hai", "italic"), ("ba", "regular")]),
        ("***cả hai***", [("cả", "bold-italic"), ("hai", "bold-italic")]),
        ("2 * 3", [("2", "regular"), ("*", "regular"), ("3", "regular")]),
    ],
)  # fmt: skip
def test_runs(text: str, words: list[tuple[str, str]]) -> None:
    assert [piece for word in words_of(text) for piece in word] == words


def test_a_word_of_two_styles_stays_one_word() -> None:
    (word,) = words_of("**đậm**,")
    assert word == (("đậm", "bold"), (",", "regular"))
    assert word_text(word) == "đậm,"


def test_plain_is_what_is_printed() -> None:
    assert plain("### a) **Kết quả** và *nguyên nhân*") == "a) Kết quả và nguyên nhân"


def test_asking_for_an_unknown_letter_says_which_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--only", "khong-co"]) == 2
    told = capsys.readouterr().err
    assert "no letter khong-co" in told
    assert "cv-tra-vinh" in told
