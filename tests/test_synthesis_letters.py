"""From letters as text to the synthesis: what the whole machine makes of our own reports."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pipeline
from pipeline.compile.synthesis import Synthesis, compose
from pipeline.compile.synthesis.select import FEWEST_WORDS

LETTERS = ("bc-yen-bai", "bc-duk-lai-chau", "bc-so-tnmt-binh-thuan", "bc-vp-ubnd-ca-mau")
"""Reports of the split `train`, on one campaign."""
OUTLINE = "bc-544"
SPACES = re.compile(r"\s+")

pytestmark = [pytest.mark.ocr, pytest.mark.xdist_group("synthesis")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Corpus:
    root = Path(__file__).resolve().parents[1]
    files = [root / "data" / "gold" / f"{name}.txt" for name in LETTERS]
    return pipeline.read(files, out=tmp_path_factory.mktemp("letters"), workers=1)


@pytest.fixture(scope="module")
def made(corpus: pipeline.Corpus) -> Synthesis:
    return compose(corpus, corpus.outline(OUTLINE), 0)


def plain(text: str) -> str:
    """Without white space, and without the page numbers between two pages."""
    return SPACES.sub("", text)


def test_every_report_is_a_source(made: Synthesis) -> None:
    assert {s.file for s in made.sources} == {f"{name}.txt" for name in LETTERS}
    assert all(s.name and 0 < s.score <= 1 for s in made.sources)


def test_every_report_has_one_state_in_every_section(made: Synthesis) -> None:
    assert len(made.sections) >= 30
    for section in made.sections:
        files = [s.file for part in (section.full, section.thin, section.absent, section.unsure)
                 for s in part]  # fmt: skip
        assert sorted(files) == sorted(s.file for s in made.sources), section.id


def test_every_passage_stands_in_its_letter(corpus: pipeline.Corpus, made: Synthesis) -> None:
    """Word for word; a page number may stand between the halves of a clause."""
    seen = 0
    for section in made.sections:
        for passage in (*section.passages, *(p for g in section.groups for p in g.passages)):
            pages = corpus[passage.source.file]["text"]
            whole = plain("".join(pages))
            unnumbered = plain("".join(re.sub(r"^\s*\d+\s*\n", "", page) for page in pages))
            said = plain(passage.text)
            assert said in whole or said in unnumbered, passage.text
            assert len(passage.text.split()) >= FEWEST_WORDS
            assert 1 <= passage.page <= len(pages)
            seen += 1
    assert seen > 40


def test_totals_are_the_sums_of_the_labels(made: Synthesis, root: Path) -> None:
    """Awards that people labelled, added up; limits are left out."""
    labels = [
        json.loads((root / "data" / "gold" / f"{name}.json").read_text("utf-8")) for name in LETTERS
    ]
    wanted = sum(
        q["count"]
        for label in labels
        for q in label["quantities"]
        if q["unit"] == "tập thể" and q.get("kind", "result") == "result"
    )
    found = [t for s in made.sections for t in s.totals] + [*made.loose]
    assert sum(t.low for t in found if t.unit == "tập thể") == wanted


def test_shortcomings_lessons_and_proposals_are_grouped(made: Synthesis) -> None:
    grouped = {s.id for s in made.sections if s.groups}
    assert {"IV.2", "IV.4", "IV.5"} <= grouped
    assert not any(s.passages for s in made.sections if s.groups)


def test_with_no_limit_nobody_is_left_out(made: Synthesis) -> None:
    for section in made.sections:
        assert all(not group.more for group in section.groups)
        if section.leaf and not section.groups:
            assert len(section.passages) + len(section.also) == len(section.full)


def test_the_file_is_written(corpus: pipeline.Corpus, tmp_path: Path) -> None:
    written = corpus.synthesis(tmp_path / "tổng hợp.docx", OUTLINE)
    assert written.read_bytes()[:2] == b"PK"


def test_the_adaptation_of_real_sentences(corpus: pipeline.Corpus) -> None:
    found = corpus.adaptation(OUTLINE)
    faithful = found.order.set_index("file").loc["bc-yen-bai.txt"]
    assert faithful["tau"] == 1.0 and faithful["headings"] >= 20
    assert len(found.among) == 0, "these reports were written apart"
    assert len(found.repeats) == 0
    shares = found.operations.groupby("file")["operation"].value_counts().unstack(fill_value=0)
    assert shares.loc["bc-yen-bai.txt", "kept"] > shares["kept"].drop("bc-yen-bai.txt").max() - 1
