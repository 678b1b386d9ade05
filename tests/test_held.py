"""Letters read one at a time, and cut down: what is made of them is the same, byte for byte."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compile.contract import write_documents
from pipeline.compile.exports import csv_of, frames
from pipeline.compile.frames import Facts
from pipeline.compile.held import Held, Pages, held_results, of_register, of_synthesis
from pipeline.compile.plots import annex
from pipeline.compile.register import likeness, make_register
from pipeline.compile.register.figures import rolls_of
from pipeline.compile.register.sheets import write_register_book
from pipeline.compile.reminder import reminders
from pipeline.compile.synthesis import compose, find_outline
from pipeline.compile.synthesis.groups import _distances
from pipeline.compile.synthesis.write import synthesis_bytes
from pipeline.errors import NoInput
from pipeline.knowledge.reporters import load_reporters
from tests import compile_letters
from tests.adaptation_letters import report as scored
from tests.adaptation_letters import said
from tests.compile_letters import HOSTILE, reference, text_letter, value
from tests.register_letters import OUTLINE, guideline, report
from tests.test_synthesis import FIGURE, RECORD
from tests.test_synthesis_file import corpus


def storable(letter: Any) -> Any:
    """Without what no file of UTF-8 can hold."""
    return json.loads(json.dumps(letter).replace("\\ud800", ""))


GUIDELINE = guideline("Các tỉnh gửi báo cáo về Ban trước ngày 31 tháng 5 năm 2022.")
REGISTER = [
    report("sơn la.pdf", day="2022-05-20", stamp="2022-06-02"),
    report("sơn la (bản chụp).jpg", day="2022-05-20", seed="sơn la.pdf"),
    report("sơn la, lần 2.pdf", day="2022-06-20", number="98/BC-UBND"),
    report("lai châu.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu", "2022-05-12", "7/BC-SNV",
           references=[reference("90/HD-ABC", issuer="Ban Thi đua", date="2022-01-05")]),
    report("bộ y tế.pdf", None, None, "2022-05-31", "9/BC-BYT",
           fields={"issuer": value("Bộ Y tế", review=True, confidence=0.4)}),
    compile_letters.failed_letter(),
    text_letter(),
    storable(compile_letters.hostile_letter()),
]  # fmt: skip


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    write_documents([GUIDELINE, *REGISTER], tmp_path / "documents.jsonl")
    with held_results(tmp_path) as letters:
        yield letters


# --- reading from an open file ----------------------------------------------------------------


def test_letters_are_those_of_the_file(held: Held, tmp_path: Path) -> None:
    lines = (tmp_path / "documents.jsonl").read_text(encoding="utf-8").split("\n")
    wanted = [json.loads(line) for line in lines if line]
    assert list(held) == wanted
    assert len(held) == len(wanted) == len(REGISTER) + 1
    assert held[2] == wanted[2] and held[-1] == wanted[-1]
    assert held[1:3] == wanted[1:3]


def test_two_may_read_at_once(held: Held) -> None:
    assert [(a["file"], b["file"]) for a, b in zip(held, held, strict=True)] == [
        (letter["file"], letter["file"]) for letter in held
    ]


def test_a_run_that_ends_meanwhile_changes_nothing(held: Held, tmp_path: Path) -> None:
    before = list(held)
    write_documents([], tmp_path / "documents.jsonl")
    assert list(held) == before, "the file that was opened is read on"


def test_blank_lines_are_no_letters(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_bytes(b'\n{"a": 1}\n \r\n{"a": 2}')
    with held_results(tmp_path) as letters:
        assert [letter["a"] for letter in letters] == [1, 2]


@pytest.mark.parametrize("line", [b"3", b"[]", b'{"file"', b"\xff\xfe", b'"x"'])
def test_what_is_no_letter_is_said(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_bytes(b'{"a": 1}\n' + line)
    with held_results(tmp_path) as letters, pytest.raises(ValueError):
        list(letters)


def test_no_results_are_no_input(tmp_path: Path) -> None:
    with pytest.raises(NoInput), held_results(tmp_path):
        pass


def test_pages_are_read_when_asked_for(held: Held) -> None:
    for at, letter in enumerate(held):
        pages = Pages(held, at)
        assert [*pages] == letter["text"] and len(pages) == len(letter["text"])
        if letter["text"]:
            assert pages[0] == letter["text"][0] and pages[:1] == letter["text"][:1]


# --- the register of letters cut down ----------------------------------------------------------


def made_of(documents: Sequence[dict[str, Any]], folder: Path) -> dict[str, object]:
    """All that ``vanban register`` writes."""
    register = make_register(documents, [OUTLINE])
    rolls = rolls_of(register, [load_reporters("63-provinces")])
    book = folder / "register.xlsx"
    write_register_book(register, rolls, book, folder, "vi")
    names = ("register", "reporters")
    tables = frames(Facts((), register, rolls), names)
    drafts = {
        f"{n}/{k}": v for n, r in enumerate(rolls) for k, v in reminders(r, documents).items()
    }
    return {"book": book.read_bytes(), **{n: csv_of(tables[n]) for n in names}, **drafts}


@pytest.mark.parametrize("with_guideline", [True, False])
def test_the_register_is_the_same(tmp_path: Path, with_guideline: bool) -> None:
    """With the guideline among the letters its own words count, else what others cite of it."""
    letters = [*([GUIDELINE] if with_guideline else []), *REGISTER]
    write_documents(letters, tmp_path / "documents.jsonl")
    whole = made_of(letters, tmp_path / "whole")
    with held_results(tmp_path) as held:
        slim = of_register(held, ["90/HD-ABC"])
        assert made_of(slim, tmp_path / "slim") == whole
    assert any("son-la" in name or "ca-mau" in name for name in whole), "drafts were compared, too"


def test_little_is_left_of_a_letter(held: Held) -> None:
    slim = of_register(held, ["90/HD-ABC"])
    for letter, full in zip(slim, held, strict=True):
        assert isinstance(letter["text"], Pages)
        assert len(letter["references"]) < 2
        assert set(letter["coverage"] or {}) <= {"outline"}
        assert letter["fields"].keys() == full["fields"].keys(), "doubts are counted over all"
    assert [r["symbol"] for letter in slim for r in letter["references"]].count("90/HD-ABC") == 1
    provinces = [letter["fields"].get("province", {}).get("value") for letter in slim]
    same = [p for p in provinces if p == "Sơn La"]
    assert len(same) > 1 and len({id(p) for p in same}) == 1, "what is equal is kept once"


# --- the synthesis of letters cut down ---------------------------------------------------------


def test_the_synthesis_is_the_same(tmp_path: Path) -> None:
    other = scored("Yên Bái", [said("I.1", FIGURE)])
    other["coverage"]["outline"] = "khac"
    others = [other, text_letter()]
    letters = [*corpus(), *others]
    for letter in letters:
        letter["text"] = [f"  {n}\n{page}" for n, page in enumerate(letter["text"], start=1)]
    write_documents(letters, tmp_path / "documents.jsonl")
    whole = synthesis_bytes(compose(letters, RECORD), annex(letters, RECORD))
    with held_results(tmp_path) as held:
        assert find_outline(held, RECORD.name).name == RECORD.name
        slim = of_synthesis(held, RECORD.name)
    assert synthesis_bytes(compose(slim, RECORD), annex(slim, RECORD)) == whole
    assert {d["file"] for d in slim} == {d["file"] for d in corpus()}
    assert all("\n" not in page for d in slim for page in d["text"])


def test_hostile_letters_are_cut_down_too(tmp_path: Path) -> None:
    letters = storable(compile_letters.corpus(4))
    name = next(d["coverage"]["outline"] for d in letters if d["coverage"])
    letters[0]["fields"]["issuer"]["value"] = storable(HOSTILE)
    write_documents(letters, tmp_path / "documents.jsonl")
    with held_results(tmp_path) as held:
        outline = find_outline(held, name)
        slim = of_synthesis(held, name)
    assert compose(slim, outline) == compose(letters, outline)


# --- the same figures as plain loops give --------------------------------------------------------


def plainly_alike(documents: Sequence[dict[str, Any]]) -> dict[tuple[int, int], float]:
    """What ``alike`` says, counted pair by pair."""
    runs = [{*likeness._runs(d).tolist()} for d in documents]
    homes: dict[int, list[int]] = {}
    for at, found in enumerate(runs):
        for one in sorted(found)[: likeness._SKETCH] if len(found) >= likeness._FEWEST else ():
            homes.setdefault(one, []).append(at)
    meet: Counter[tuple[int, int]] = Counter()
    for letters in homes.values():
        if len(letters) <= likeness._MOST_HOMES:
            meet.update(combinations(letters, 2))
    shares = {
        (a, b): len(runs[a] & runs[b]) / len(runs[a] | runs[b])
        for (a, b), times in sorted(meet.items())
        if times >= likeness._FEWEST_MEETINGS
    }
    return {pair: share for pair, share in shares.items() if share >= likeness.LEAST}


def texts(seed: int, count: int) -> list[dict[str, Any]]:
    """Letters of which some are copies, some with noise, some too short, many with set phrases."""
    chance = random.Random(seed)  # noqa: S311 (letters, no secret)
    bodies = [[f"chữ {chance.randrange(900)}" for _ in range(120)] for _ in range(count // 2 + 1)]
    made = []
    for _ in range(count):
        words = list(chance.choice(bodies))
        for _ in range(chance.choice((0, 0, 3, 30))):
            words[chance.randrange(len(words))] = "nhiễu"
        del words[chance.choice((120, 120, 60, 10)) :]
        made.append({"text": [" ".join(words), "kính gửi sở nội vụ các tỉnh " * 9]})
    return made


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("at_once", [1, 40, 2_000_000])
def test_likeness_is_what_a_plain_count_says(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "_AT_ONCE", at_once)
    documents = texts(seed, 45)
    found, wanted = likeness.alike(documents), plainly_alike(documents)
    assert found == wanted and list(found) == list(wanted)
    assert len(found) > 5


def test_a_phrase_of_too_many_letters_proves_nothing() -> None:
    same = [{"text": [" ".join(f"chữ {n}" for n in range(99))]}] * (likeness._MOST_HOMES + 1)
    assert likeness.alike(same) == {} == plainly_alike(same)
    assert len(likeness.alike(same[:-1])) == 30 * 29 // 2


@pytest.mark.parametrize("documents", [[], [{"text": []}], [{"text": ["ngắn"]}] * 3])
def test_nothing_is_like_nothing(documents: list[dict[str, Any]]) -> None:
    assert likeness.alike(documents) == {}


def plain_distances(said: Sequence[Sequence[str]]) -> list[float]:
    held = Counter(term for text in said for term in set(text))
    rows = []
    for text in said:
        weights = {
            term: (1 + log(times)) * (1 + log((1 + len(said)) / (1 + held[term])))
            for term, times in Counter(text).items()
        }
        length = sqrt(sum(w * w for w in weights.values()))
        rows.append({term: w / length for term, w in weights.items()})
    return [
        1.0 - min(1.0, sum(w * b.get(t, 0.0) for t, w in a.items()))
        for a, b in combinations(rows, 2)
    ]


SAID = st.lists(st.sampled_from(list("abcdefgh")), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, max_size=9))
def test_distances_are_what_a_plain_sum_says(said: list[list[str]]) -> None:
    """To the last bit but one: later Pythons add more exactly than arrays do."""
    found = _distances(said)
    assert np.allclose(found, plain_distances(said), rtol=0, atol=1e-15)
    assert found.size == len(said) * (len(said) - 1) // 2
