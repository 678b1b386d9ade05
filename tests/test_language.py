"""spaCy as carrier: tokens, transcripts behind documents, and the component."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import language
from pipeline.knowledge.files import models_folder
from pipeline.records import Line, Page, Span, Transcript, Word

TOKENS = [
    ("Quyết định số 733/QĐ-TTg, ngày 14/6/2019;",
     ["Quyết", "định", "số", "733/QĐ-TTg", ",", "ngày", "14/6/2019", ";"]),
    ("(34-CT/TW)", ["(", "34-CT/TW", ")"]),
    ("12/2019/TT-BNV.", ["12/2019/TT-BNV", "."]),
    ("tăng 98,5% so với 5.000", ["tăng", "98,5%", "so", "với", "5.000"]),
    ("báo cáo./.", ["báo", "cáo", "./."]),
    ("“văn hóa”…", ["“", "văn", "hóa", "”", "…"]),
    ("https://a.vn/x, a@b.vn", ["https://a.vn/x", ",", "a@b.vn"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TOKENS)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert [t.text for t in language.blank()(text) if not t.is_space] == wanted


@given(st.text(alphabet="aộĐ1/-.,;()\n\f\t  “”%u\u0301", max_size=60))
def test_tokens_rebuild_the_text(text: str) -> None:
    words, spaces = language.words_and_spaces(text)
    assert "".join(w + " " * s for w, s in zip(words, spaces, strict=True)) == text
    assert all(words)


def scanned() -> Transcript:
    text = "Kế hoạch số\n179/KH-UBND"
    words = (
        Word(Span(0, 2), "Kế", 1, (0.1, 0.1, 0.2, 0.12), 0.9),
        Word(Span(3, 7), "hoạch", 1, (0.2, 0.1, 0.3, 0.12), 0.8),
        Word(Span(9, 11), "số", 1, (0.3, 0.1, 0.4, 0.12), 0.9),
        Word(Span(12, 23), "179/KH-UBND", 1, (0.1, 0.2, 0.3, 0.22), 0.5),
    )
    lines = (Line(Span(0, 11), 1), Line(Span(12, 23), 1))
    return Transcript(text, (Page(1, Span(0, 23), "read", "ocr", 0.8),), lines, words)


def test_tokens_know_their_word() -> None:
    transcript = scanned()
    doc = language.make_doc(language.blank(), transcript, folder=Path("out"))
    assert doc.text == transcript.text
    assert doc._.transcript is transcript
    assert doc._.folder == Path("out")
    symbol = next(t for t in doc if t.text == "179/KH-UBND")
    assert symbol._.word == transcript.words[3]
    assert [t._.word for t in doc if t.is_space] == [None]


def test_plain_text_has_a_transcript_of_itself() -> None:
    doc = language.blank()("một hai\n\f\nba")
    transcript = doc._.transcript
    assert transcript.text == doc.text
    assert [(p.number, p.status) for p in transcript.pages] == [(1, "read"), (2, "read")]
    assert [transcript.quote(w.span) for w in transcript.words] == ["một", "hai", "ba"]
    assert doc._.transcript is transcript  # made once
    assert language.plain_transcript(" \f").pages[1].status == "blank"


def test_register_twice_changes_nothing() -> None:
    nlp = language.blank()
    doc = language.make_doc(nlp, scanned())
    doc._.references = ("x",)
    language.register()
    assert doc._.references == ("x",)
    assert doc._.transcript is not None


@pytest.fixture
def pipeline_folder(tmp_path: Path) -> Path:
    """The shipped pipeline on disk, with only the references left in it."""
    from spacy.util import load_config

    shipped = models_folder() / "letter_pipeline"
    config = load_config(shipped / "config.cfg")
    config["nlp"]["pipeline"] = ["vanban_references"]
    config["components"] = {"vanban_references": config["components"]["vanban_references"]}
    folder = tmp_path / "pipeline"
    folder.mkdir()
    config.to_disk(folder / "config.cfg")
    (folder / "meta.json").write_bytes((shipped / "meta.json").read_bytes())
    return folder


def test_component_sets_references_cites_and_spans(pipeline_folder: Path) -> None:
    nlp = language.load(pipeline_folder)
    doc = nlp("Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019, Kế hoạch số 9/KH-SNV.")
    assert [r.symbol for r in doc._.references] == ["733/QĐ-TTg", "9/KH-SNV"]
    assert {c.decision: c.verdict for c in doc._.cites}["733/QĐ-TTg"] == "direct"
    assert [(s.label_, s.text) for s in doc.spans["references"]] == [
        ("733/QĐ-TTg", "Quyết định số 733/QĐ-TTg ngày 14/6/2019"),
        ("9/KH-SNV", "Kế hoạch số 9/KH-SNV"),
    ]


def test_component_uses_the_words_and_their_confidence(pipeline_folder: Path) -> None:
    nlp = language.load(pipeline_folder)
    doc = nlp(language.make_doc(nlp, scanned()))
    (reference,) = doc._.references
    (place,) = reference.mentions[0].places
    assert place.box is not None
    assert place.box == pytest.approx((0.1, 0.1, 0.4, 0.22))
    assert reference.confidence == pytest.approx(0.5 * 0.98, abs=0.01)


def test_component_asks_about_the_decisions_named() -> None:
    nlp = language.blank()
    from pipeline.references import component

    assert component.GROUP == "references"
    nlp.add_pipe("vanban_references", config={"decisions": ["1256/QĐ-TTg"]})
    assert [c.decision for c in nlp("Kế hoạch")._.cites] == ["1256/QĐ-TTg"]
    nlp.get_pipe("vanban_references").ask(["88/QĐ-UBND"])
    doc = nlp("theo Quyết định số 88/QĐ-UBND và Quyết định 733 ngày 14/6/2019")
    assert [(c.decision, c.verdict) for c in doc._.cites] == [("88/QĐ-UBND", "direct")]
    assert [r.symbol for r in doc._.references] == ["88/QĐ-UBND", "733/QĐ-TTg"]


def test_a_pipeline_goes_to_disk_and_back(pipeline_folder: Path, tmp_path: Path) -> None:
    nlp = language.load(pipeline_folder)
    nlp.to_disk(tmp_path / "copy")
    again = language.load(tmp_path / "copy")
    text = "Kế hoạch số 9/KH-SNV, 14/6/2019"
    assert [t.text for t in again(text)] == [t.text for t in nlp(text)]
    assert again(text)._.references == nlp(text)._.references


def test_shipped_config_names_the_three_rooms() -> None:
    from spacy.util import load_config

    folder = models_folder() / "letter_pipeline"
    config = load_config(folder / "config.cfg")
    assert config["nlp"]["pipeline"] == ["vanban_letter", "vanban_references", "vanban_outline"]
    assert config["nlp"]["tokenizer"] == {"@tokenizers": "vanban_tokenizer"}
    assert (folder / "meta.json").is_file()
