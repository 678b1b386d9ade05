"""The labelled reports in ``data/letters/bc-*.yaml`` obey the annotation guide beside them.

The checks read the files alone: ids and rules from the outline, quotes from the body. What a
machine can't decide (is this a fact? whose subject is it?) the guide leaves to two readers.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.text import bare

ROOT = Path(__file__).resolve().parents[1]
LETTERS = ROOT / "data" / "letters"
MOVEMENT = "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở"

SHINGLE = 8  # words; two writers on one subject share a few runs of this length
MAX_SHARED_SHINGLES = 0.02  # of the shorter letter
MAX_SHARED_SENTENCE = 12  # words; from here on a shared sentence is a copy
TWO_THIRDS = 2 / 3  # of the direct children make a parent full
KEPT_SHARE = 0.75  # of a heading's content words come from the item's title
WORDS = range(600, 1901)  # two to five A4 pages

UNITS = (
    "tập thể", "cá nhân", "Bằng khen", "Giấy khen", "Chiến sĩ thi đua", "mô hình", "sáng kiến",
    "văn bản", "hội nghị", "lượt kiểm tra", "cuộc kiểm tra", "đợt kiểm tra",
)  # fmt: skip
COUNT = re.compile(rf"\d[\d.]*(?:\s*[-–]\s*\d+)?\s+(?:{'|'.join(UNITS)})\b")
SYMBOL = re.compile(r"(?<![\d,/])\d+(?:/\d{4})?[/-][A-ZĐ]{2}[\wĐ]*(?:[-/][A-ZĐ&][\wĐ&]*)*")
DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}")
# What stands in every item and decides nothing, and words without a subject of their own.
BOILERPLATE = re.compile(
    r"\b(?:phong trào thi đua|phong trào|thi đua|cán bộ|công chức|viên chức|văn hóa công sở|"
    r"công sở|thực hiện|cơ quan|đơn vị|công tác|kết quả|đánh giá|về|việc|những|một số|các|của|"
    r"và|từng|trong|đối với)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:Phần thứ \w+ |(?:[IVX]+|[A-DĐ]|\d+(?:\.\d+)*)\.\s+|[a-zđ]\)\s+)", re.IGNORECASE
)


@cache
def letter(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((LETTERS / f"{name}.yaml").read_text("utf-8"))
    return loaded


OUTLINE = "bc-544"
REPORTS = sorted(p.stem for p in LETTERS.glob("*.yaml") if letter(p.stem)["outline"] == OUTLINE)


@cache
def titles(outline: str) -> dict[str, str]:
    found = yaml.safe_load((ROOT / "models" / "outlines" / f"{outline}.yaml").read_text("utf-8"))
    return {item["id"]: item["title"] for item in found["items"]}


def lines(body: str) -> list[str]:
    """The printed lines: without marks of headings, bold, italics and table borders."""
    text = re.sub(r"^(?:#c|#{1,3}) ", "", body, flags=re.MULTILINE)
    return [line.strip() for line in re.sub(r"\*+|\||^===$", "", text).split("\n") if line.strip()]


def plain(name: str) -> str:
    return " ".join(" ".join(lines(letter(name)["body"])).split())


def labels(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = letter(name)["gold"]["outline"]
    return found


def children(name: str, parent: str) -> list[str]:
    return [i for i in labels(name) if i.rpartition(".")[0] == parent]


def test_reports_are_split_by_issuer() -> None:
    """Enough to tune on, enough to measure with, and no issuer on both sides."""
    splits = Counter(letter(n)["split"] for n in REPORTS)
    assert all(splits[part] >= 3 for part in ("train", "dev", "test"))
    assert len({letter(n)["gold"]["issuer"] for n in REPORTS}) == len(REPORTS)
    by_issuer: dict[str, set[str]] = {}
    for path in LETTERS.glob("*.yaml"):
        other = letter(path.stem)
        by_issuer.setdefault(other["gold"]["issuer"], set()).add(other["split"])
    assert {issuer: s for issuer, s in by_issuer.items() if len(s) > 1} == {}


@pytest.mark.parametrize("name", REPORTS)
def test_every_item_is_labelled_in_order(name: str) -> None:
    assert letter(name)["id"] == name
    assert list(labels(name)) == list(titles(letter(name)["outline"]))


@pytest.mark.parametrize("name", REPORTS)
def test_labels_agree_with_themselves(name: str) -> None:
    for id, label in labels(name).items():
        assert label["heading"] in ("kept", "renamed", "merged", "none"), id
        assert label["content"] in ("full", "thin", "none"), id
        assert isinstance(label["moved"], bool), id
        assert (label["heading"] == "none") == (label["printed_heading"] is None), id
        assert (label["content"] == "none") == (label["quote"] is None), id
        assert label["heading"] == "none" or label["content"] != "none", id
        assert not (label["moved"] and label["content"] == "none"), id
        if "accept" in label:
            assert label["content"] in label["accept"], id
            assert len(label["accept"]) > 1, id
            assert label["why"], id


@pytest.mark.parametrize("name", REPORTS)
def test_quotes_and_headings_are_printed(name: str) -> None:
    text, printed = plain(name), lines(letter(name)["body"])
    starts = [re.sub(r"^[-+]\s+", "", " ".join(pair)) for pair in pairwise([*printed, ""])]
    for id, label in labels(name).items():
        if label["quote"] is not None:
            assert " ".join(label["quote"].split()) in text, id
        if label["printed_heading"] is not None:
            assert any(line.startswith(label["printed_heading"]) for line in starts), id
    for title in letter(name)["gold"]["extra_sections"]:
        assert any(line.startswith(title) for line in starts), title
        assert title not in {label["printed_heading"] for label in labels(name).values()}


@pytest.mark.parametrize("name", REPORTS)
def test_a_heading_of_several_items_is_merged(name: str) -> None:
    served = Counter(v["printed_heading"] for v in labels(name).values() if v["printed_heading"])
    for id, label in labels(name).items():
        if label["printed_heading"]:
            shared = served[label["printed_heading"]] > 1
            assert shared == (label["heading"] == "merged"), id


def content_words(title: str) -> list[str]:
    return re.findall(r"\w+", BOILERPLATE.sub(" ", LABEL.sub("", title).lower()))


@pytest.mark.parametrize("name", REPORTS)
def test_kept_and_renamed_follow_the_share_of_words(name: str) -> None:
    for id, label in labels(name).items():
        if label["heading"] in ("kept", "renamed"):
            own = set(re.findall(r"\w+", titles(letter(name)["outline"])[id].lower()))
            words = content_words(label["printed_heading"])
            # A title of boilerplate alone (II.) is compared whole.
            share = sum(w in own for w in words) / len(words) if words else 1.0
            assert (share >= KEPT_SHARE) == (label["heading"] == "kept"), (id, words, share)


@pytest.mark.parametrize("name", REPORTS)
def test_parents_follow_their_children(name: str) -> None:
    for id, label in labels(name).items():
        contents = [labels(name)[c]["content"] for c in children(name, id)]
        if not contents:
            continue
        if contents.count("full") >= TWO_THIRDS * len(contents):
            expected = "full"
        elif label["heading"] != "none" or any(c != "none" for c in contents) or label["quote"]:
            expected = "thin"
        else:
            expected = "none"
        assert label["content"] == expected, (id, contents)


@pytest.mark.parametrize("name", REPORTS)
def test_an_absent_optional_item_never_decides_a_parent(name: str) -> None:
    """Whether (nếu có) counts among the children is open: no label may hang on it."""
    of_three = {c: labels(name)[c]["content"] for c in children(name, "III")}
    if of_three["III.5"] == "none":
        others = [v for c, v in of_three.items() if c != "III.5"]
        assert (others.count("full") >= TWO_THIRDS * 4) == (others.count("full") >= TWO_THIRDS * 5)


@pytest.mark.parametrize("name", REPORTS)
def test_what_did_not_move_stands_in_order(name: str) -> None:
    text = plain(name)
    for parent in ("", *labels(name)):
        places = [
            text.index(" ".join(labels(name)[c]["quote"].split()))
            for c in children(name, parent)
            if labels(name)[c]["quote"] and not labels(name)[c]["moved"]
        ]
        assert places == sorted(places), parent
    if letter(name)["gold"]["order_changed"]:
        assert any(label["moved"] for label in labels(name).values())


@pytest.mark.parametrize("name", REPORTS)
def test_references_are_all_labelled_and_counted(name: str) -> None:
    appendix = letter(name)["appendix"] or {"body": ""}
    text = plain(name) + " " + " ".join(lines(appendix["body"]))
    references = {r["symbol"]: r for r in letter(name)["gold"]["references"]}
    assert len(references) == len(letter(name)["gold"]["references"])
    for symbol, reference in references.items():
        whole = re.findall(rf"(?<![\d/]){re.escape(symbol)}(?![\w-])", text)
        short = [s for other in reference.get("as_printed", []) for s in short_forms(other, text)]
        assert len(whole) + len(short) == reference["mentions"], symbol
        assert reference["date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", reference["date"])
        assert reference["type"], symbol
        assert reference["issuer"], symbol
    elided = {s for s, r in references.items() if s not in text and r.get("as_printed")}
    assert set(SYMBOL.findall(text)) == set(references) - elided
    for law in letter(name)["gold"]["references_other"]:
        assert law in text


def short_forms(printed: str, text: str) -> list[str]:
    """Places where a text is cited without its whole symbol."""
    return re.findall(rf"{re.escape(printed)}(?![\w/])", text)


@pytest.mark.parametrize("name", REPORTS)
def test_direct_means_that_the_symbol_is_printed(name: str) -> None:
    gold = letter(name)["gold"]
    symbols = {r["symbol"] for r in gold["references"]}
    for decision, verdict in gold["cites"].items():
        assert (verdict == "direct") == (decision in symbols)
    # The movement is named in every title, so nothing is `none` for its own decision.
    assert MOVEMENT in " ".join(letter(name)["title"]["subject"])
    assert gold["cites"]["733/QĐ-TTg"] != "none"


@pytest.mark.parametrize("name", REPORTS)
def test_every_count_is_labelled(name: str) -> None:
    quantities = letter(name)["gold"]["quantities"]
    assert Counter(COUNT.findall(plain(name))) == Counter(q["text"] for q in quantities)
    for q in quantities:
        numbers = [int(n.replace(".", "")) for n in re.findall(r"\d[\d.]*", q["text"])]
        assert numbers == (q["range"] or [q["count"]]), q
        assert q["text"].endswith(q["unit"]), q
        assert q["kind"] in ("result", "ceiling"), q
        assert labels(name)[q["section"]]["content"] != "none", q


@pytest.mark.parametrize("name", REPORTS)
def test_length_and_header(name: str) -> None:
    assert len(plain(name).split()) in WORDS
    header, gold = letter(name)["header"], letter(name)["gold"]
    assert (header["number"] is None) == (header["number_by"] == "blank")
    assert (header["day"] is None) == (header["day_by"] == "blank")
    assert header["symbol"].startswith("BC")
    assert gold["doc_type"] == "Báo cáo"
    # The full name says in words what is printed in capitals (UBND is Ủy ban nhân dân).
    printed = bare(" ".join(header["issuer"])).lower()
    assert all(w in bare(gold["issuer"]).lower() for w in printed.split())


def test_the_reports_cover_the_situations() -> None:
    headers = [letter(n)["header"] for n in REPORTS]
    assert {h["number_by"] for h in headers} == {"hand", "print", "blank", "struck"}
    assert {h["day_by"] for h in headers} == {"hand", "print", "blank"}
    assert {h["style"] for h in headers} == {"nd30", "party"}
    grades = Counter(letter(n)["look"]["grade"] for n in REPORTS)
    assert set(grades) == {"office", "clean", "bad", "fax"}
    assert grades.most_common(1)[0][0] == "office"
    every = [label for n in REPORTS for label in labels(n).values()]
    for key in ("heading", "content", "moved"):
        rarest = min(Counter(label[key] for label in every).values())
        assert rarest >= 10, key
    authorities = {a.split()[0] for n in REPORTS for a in letter(n)["signature"]["authority"]}
    assert {"TM.", "T/M", "KT.", "TL.", "TUQ."} <= authorities


def own_words(name: str) -> list[str]:
    """The sentences of the paragraphs, without headings, citations and the movement's name."""
    served = {label["printed_heading"] for label in labels(name).values()}
    kept = [s for s in lines(letter(name)["body"]) if s not in served]
    text = DATE.sub("\n", SYMBOL.sub("\n", "\n".join(kept).replace(MOVEMENT, "\n")))
    return [s for s in re.split(r"[\n.;:]+(?=\s|$)", text.lower()) if s.strip()]


def shingles(name: str) -> set[tuple[str, ...]]:
    found = set()
    for sentence in own_words(name):
        words = re.findall(r"\w+", sentence)
        found |= {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return found


@pytest.mark.parametrize(("one", "other"), list(combinations(REPORTS, 2)))
def test_no_two_letters_share_their_sentences(one: str, other: str) -> None:
    first, second = shingles(one), shingles(other)
    assert len(first & second) <= MAX_SHARED_SHINGLES * min(len(first), len(second))
    long = [
        {tuple(w) for s in own_words(n) if len(w := re.findall(r"\w+", s)) >= MAX_SHARED_SENTENCE}
        for n in (one, other)
    ]
    assert long[0] & long[1] == set()
