"""The public Python API: ``docs/api.md`` is true of it."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.compile.contract import write_documents
from pipeline.errors import BadSettings, NoInput
from pipeline.journey.corpus import Adaptation, Corpus, Picture
from tests.adaptation_letters import OUTLINE, TITLES, absent, report, said
from tests.compile_letters import text_letter, value

SENTENCE = "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/8/2019 với 15 đầu việc cho cả kỳ."
OTHER = "Hai huyện vùng cao còn 17 xã phải làm việc trong nhà cấp bốn xây từ trước năm 2005."
GUIDELINE = "544/HD-BTĐKT"


def corpus() -> Corpus:
    reports = [
        report("An Giang", [said("I.1", SENTENCE), said("I.2", OTHER)]),
        report("Bến Tre", [said("I.2", OTHER), said("I.1", SENTENCE)]),
        report("Cà Mau", [said("I.1", OTHER), absent("I.2", review=True)]),
    ]
    return Corpus((*reports, text_letter()))


def section(root: Path, title: str) -> str:
    text = (root / "docs" / "api.md").read_text("utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def named(text: str) -> set[str]:
    """The names that a table of the document lists."""
    return set(re.findall(r"^\| `(\w+)", text, re.M))


# --- the document ----------------------------------------------------------------------------


def test_every_function_is_described(root: Path) -> None:
    functions = {n for n in pipeline.__all__ if inspect.isfunction(getattr(pipeline, n))}
    assert named(section(root, "Functions")) == functions
    for kind in set(pipeline.__all__) - functions:
        assert section(root, kind), kind


def test_every_method_is_described_with_its_arguments(root: Path) -> None:
    text = section(root, "Corpus")
    methods = {n: m for n, m in vars(Corpus).items() if inspect.isfunction(m) and n[0] != "_"}
    assert named(text) == set(methods)
    for name, method in methods.items():
        parameters = list(inspect.signature(method).parameters.values())[1:]
        shown = ", ".join(
            p.name if p.default is p.empty else f"{p.name}={_shown(p.default)}" for p in parameters
        )
        assert f"| `{name}({shown})` |" in text


def _shown(default: Any) -> str:
    return f'"{default}"' if isinstance(default, str) else repr(default)


def test_every_table_of_the_adaptation_has_the_columns_described(root: Path) -> None:
    text = section(root, "Adaptation")
    assert named(text) == {f.name for f in fields(Adaptation)}
    found = corpus().adaptation()
    for name, columns in re.findall(r"^\| `(\w+)` \|[^|]+\| (`file`[^|]+) \|$", text, re.M):
        assert list(getattr(found, name).columns) == re.findall(r"`(\w+)`", columns)
    assert list(found.among.columns) == list(found.from_guideline.columns)
    tree = re.search(r"`tree` .*", text)
    assert tree and set(re.findall(r"`(\w+)`", tree[0])) - {"tree", "linkage"} == {
        f.name for f in fields(found.tree)
    }


def test_the_plots_described_are_the_plots_there_are(root: Path) -> None:
    (row,) = (r for r in section(root, "Corpus").split("\n") if r.startswith("| `plots("))
    assert re.findall(r"`(\w+)`", row.split("each:")[1]) == [*corpus().plots()]


@pytest.mark.ocr
def test_the_code_of_the_document_runs(root: Path, tmp_path: Path) -> None:
    """Word for word, as a script without a guard: workers must not start it again."""
    text = (root / "docs" / "api.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    script = tmp_path / "script.py"
    code = code.replace('"results', f'"{tmp_path}/results')
    script.write_text(f"print('begun')\n{code}", encoding="utf-8")
    command = [sys.executable, str(script)]
    environment = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "VANBAN_WORKERS": "1"}
    done = subprocess.run(
        command, cwd=root, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "begun\n"
    for name in ("coverage.png", "synthesis.docx", "documents.jsonl"):
        assert (tmp_path / "results" / name).stat().st_size > 1000


# --- the corpus ------------------------------------------------------------------------------


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, pipeline; sys.exit(len({'pandas', 'spacy', 'matplotlib'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_names_what_it_has() -> None:
    assert set(pipeline.__all__) <= set(dir(pipeline))
    assert {getattr(pipeline, name).__name__ for name in pipeline.__all__} == set(pipeline.__all__)
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        pipeline.nothing_of_ours  # type: ignore[attr-defined]  # noqa: B018


def test_a_corpus_is_walked_and_asked(tmp_path: Path) -> None:
    write_documents(corpus().documents, tmp_path / "documents.jsonl")
    loaded = pipeline.load(tmp_path)
    assert len(loaded) == 4 and loaded.out == tmp_path
    for document in loaded:
        assert loaded[document["file"]] is document
    with pytest.raises(KeyError):
        loaded["không có.pdf"]
    with pytest.raises(NoInput):
        pipeline.load(tmp_path / "chưa chạy")


def test_the_matrix_says_content_and_doubt() -> None:
    matrix = corpus().matrix()
    assert list(matrix.columns) == list(TITLES)
    assert len(matrix) == 3
    row = matrix.loc[corpus().reports()[2]["file"]]
    assert (row["I.1"], row["I.2"], row["II.1"]) == ("full", "none?", "none")


def test_tables_and_a_table() -> None:
    tables = corpus().tables()
    assert len(tables["letters"]) == 4
    assert corpus().table("coverage").equals(tables["coverage"])


def test_which_outline() -> None:
    assert corpus().outline().name == OUTLINE
    other = report("Hà Nam", [said("I.1", SENTENCE)])
    other["coverage"]["outline"] = "khác"
    two = Corpus((*corpus().documents, other))
    with pytest.raises(BadSettings):
        two.reports()
    assert len(two.reports("khác")) == 1
    with pytest.raises(NoInput):
        Corpus((text_letter(),)).outline()


def test_adaptation_knows_the_guideline_by_its_number() -> None:
    reports = [*corpus().documents[:3]]
    for each in reports:
        each["coverage"]["outline"] = "bc-544"
    assert len(Corpus(tuple(reports)).adaptation().from_guideline) == 0
    guideline = report("Trung ương", [], pages=[f"Yêu cầu: {OTHER}"], coverage=None)
    guideline["fields"]["number_symbol"] = value(GUIDELINE)
    found = Corpus((*reports, guideline)).adaptation()
    assert len(found.from_guideline) == 3
    assert (found.from_guideline["share"] > 0).all()
    told = found.from_guideline["passages"].sum() + found.among["passages"].sum()
    assert len(found.passages) == told
    assert found.order["inversions"].tolist() == [0, 1, 0]


def test_a_picture_shows_itself_and_is_saved(tmp_path: Path) -> None:
    picture = corpus().plots()["scores"]
    assert isinstance(picture, Picture)
    assert picture._repr_png_().startswith(b"\x89PNG")
    assert picture.save(tmp_path / "s.svg").read_bytes().startswith(b"<?xml")


def test_reliability_is_put_into_bins() -> None:
    picture = pipeline.plot_reliability({"dev": [(0.95, True), (0.95, True), (0.35, False)]})
    written = {t.get_text() for t in picture.figure.legends[0].get_texts()}
    assert "dev: 3 giá trị, sai số 0.150" in written


def test_outlines_by_name() -> None:
    found = pipeline.outlines()
    assert all(outline.name == name for name, outline in found.items()) and len(found) >= 3


def test_reading_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoInput):
        pipeline.read(tmp_path / "không có.pdf")
    with pytest.raises(BadSettings):
        pipeline.read(tmp_path, no_such_setting=1)
    assert sys.modules["__main__"].__name__ == "__main__"
