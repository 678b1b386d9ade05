"""``models/wordings/synthesis.yaml``: whole, in Vietnamese, refused with a place where wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.compile.synthesis.lines import line
from pipeline.errors import BadKnowledge
from pipeline.knowledge.synthesis import WANTED, read_synthesis_words, synthesis_words
from pipeline.text import bare, nfc

FILE = "synthesis.yaml"


def content(root: Path) -> dict[str, Any]:
    path = root / "models" / "wordings" / FILE
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def kept(tmp_path: Path, data: object) -> Path:
    file = tmp_path / FILE
    file.write_text(yaml.safe_dump(data, allow_unicode=True, width=1000), encoding="utf-8")
    return file


def refused(tmp_path: Path, data: object) -> str:
    with pytest.raises(BadKnowledge) as caught:
        read_synthesis_words(kept(tmp_path, data))
    return str(caught.value.details["where"])


def test_the_file_in_force_is_whole(root: Path) -> None:
    words = synthesis_words()
    for part, keys in WANTED.items():
        assert set(getattr(words, part)) == set(keys)
        assert set(content(root)[part]) == set(keys)


def test_it_is_vietnamese_in_one_form() -> None:
    words = synthesis_words()
    texts = [*words.frame.values(), *words.lines.values(), *words.annexes.values()]
    assert all(text == nfc(text) for text in texts)
    plain = [re.sub(r"\{\w+\}", "", text) for text in texts]
    told = [t for t in plain if len(re.findall(r"\w+", t)) > 3]
    assert [t for t in told if bare(t) == t] == []


def test_lists_are_lower_case_but_names_are_not() -> None:
    words = synthesis_words()
    for each in (*words.grouped, *words.lead_words, *words.silent, *words.kept):
        assert each == each.lower()
    assert any(pair != pair.lower() for pair in words.abbreviations)


def test_every_field_of_a_sentence_is_filled_by_someone() -> None:
    """A sentence names only what the machine fills in, so that `format` can never fail."""
    words = synthesis_words()
    for part, keys in WANTED.items():
        for key, fields in keys.items():
            text = getattr(words, part)[key]
            assert set(re.findall(r"\{(\w*)\}", text)) <= fields, key
            assert text.format(**dict.fromkeys(fields, "x")), key


def test_the_head_is_the_decrees() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1: the words, their capitals and dashes."""
    frame = synthesis_words().frame
    assert frame["motto"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert frame["creed"] == "Độc lập - Tự do - Hạnh phúc"
    assert frame["number"].startswith("Số:") and "/BC-" in frame["number"]
    assert re.search(r"ngày +tháng +năm 20", frame["place_date"])
    first, *_, last = frame["recipient_lines"].split("\n")
    assert first == "- Như trên;" and last.startswith("- Lưu: VT")


def test_a_round_trip_changes_nothing(root: Path, tmp_path: Path) -> None:
    assert read_synthesis_words(kept(tmp_path, content(root))) == synthesis_words()


@pytest.mark.parametrize("part", ["frame", "lines", "annexes"])
def test_each_missing_key_is_named(root: Path, tmp_path: Path, part: str) -> None:
    for key in WANTED[part]:
        data = content(root)
        del data[part][key]
        assert refused(tmp_path, data).endswith(f"$.{part}.{key}")


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("grouped",), "một chuỗi", "$.grouped"),
        (("silent",), ["", "x"], "$.silent"),
        (("kept",), None, "$.kept"),
        (("abbreviations",), ["không có dấu bằng"], "$.abbreviations[0]"),
        (("abbreviations",), ["a = b", "c = "], "$.abbreviations[1]"),
        (("frame", "motto"), "", "$.frame.motto"),
        (("frame", "recipient_lines"), "không phải danh sách", "$.frame.recipient_lines"),
        (("lines", "tally"), "{covered} / {nobody_knows}", "$.lines.tally"),
        (("annexes", "columns"), ["TT", 2], "$.annexes.columns"),
        (("frame",), ["x"], "$.frame"),
        (("extra",), "x", "$.extra"),
    ],
)
def test_what_is_wrong_is_named(
    root: Path, tmp_path: Path, path: tuple[str, ...], value: object, where: str
) -> None:
    data = content(root)
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    assert refused(tmp_path, data).endswith(where)


@pytest.mark.parametrize("text", ["- chỉ là danh sách", "chỉ là chữ", ""])
def test_a_file_that_is_no_table(tmp_path: Path, text: str) -> None:
    file = tmp_path / FILE
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge):
        read_synthesis_words(file)


def test_a_line_that_is_not_there_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        line("no_such_line")
    assert line("quote", text="a") == "“a”"
