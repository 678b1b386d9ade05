"""The main job on real rendered scans, as the README says to do it."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.compile.contract import read_documents
from pipeline.evaluation import Report, evaluate

pytestmark = [pytest.mark.ocr, pytest.mark.xdist_group("demo")]

WORST_CER = 0.05  # of any one letter; the demo holds two that are damaged on purpose
MEAN_CER = 0.025
CACHED_SHARE = 0.10  # of what the first run computed
INSIDE = 0.03  # how far a quote's box may lie from the words on the page, in page heights


def vanban(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def computed() -> float:
    """Processor seconds of the programs that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, float]]:
    """The results of one run over ``data/raw``, and the processor seconds it took."""
    root = Path(__file__).resolve().parents[1]
    out = tmp_path_factory.mktemp("demo") / "out"
    before = computed()
    done = vanban("run", root / "data" / "raw", "--out", out, "--workers", 2)
    assert done.returncode == 0, done.stderr
    yield out, computed() - before
    shutil.rmtree(out)


@pytest.fixture(scope="module")
def report(demo: tuple[Path, float]) -> Report:
    root = Path(__file__).resolve().parents[1]
    return evaluate(read_documents(demo[0] / "documents.jsonl"), root / "data" / "gold")


def by_name(out: Path) -> dict[str, dict[str, Any]]:
    return {d["file"]: d for d in read_documents(out / "documents.jsonl")}


def test_kinds_and_coverage(demo: tuple[Path, float]) -> None:
    """A plan or a công văn gets no coverage; every report does."""
    kinds = {n: (d["kind"], d["coverage"] is not None) for n, d in by_name(demo[0]).items()}
    assert kinds == {
        "bc-bo-xay-dung.pdf": ("report", True),
        "bc-dh-hong-duc.pdf": ("report", True),
        "bc-vp-ubnd-ca-mau.pdf": ("report", True),
        "bc-yen-bai.pdf": ("report", True),
        "cv-tra-vinh.pdf": ("dispatch", False),
        "kh-bac-kan.pdf": ("plan", False),
    }


def test_text_is_read(report: Report) -> None:
    assert max(score.cer for _, score in report.texts) < WORST_CER
    assert report.text.cer < MEAN_CER


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("field_number", 0.8),
        ("field_date", 0.8),
        ("field_issuer", 0.99),
        ("field_doc_type", 0.99),
        ("reference_f1", 0.9),
        ("cites", 0.99),
        ("heading_agreement", 0.85),
        ("content_kappa", 0.7),
        ("quantity_f1", 0.8),
    ],
)
def test_figures_hold(report: Report, figure: str, least: float) -> None:
    assert report.figures()[figure] >= least


def test_no_number_or_date_is_wrong_and_sure(report: Report) -> None:
    wrong = [
        (file, s.field, s.got)
        for file, s in report.fields
        if s.verdict == "wrong" and s.field in ("number", "number_symbol", "date")
    ]
    assert wrong == []


def test_a_turned_page_is_read(demo: tuple[Path, float]) -> None:
    document = by_name(demo[0])["bc-dh-hong-duc.pdf"]
    assert document["status"] == "ok"
    assert all(len(page) > 300 for page in document["text"][:-1])


def test_the_searchable_pdf_has_the_words_over_the_paper(demo: tuple[Path, float]) -> None:
    """Words of the text layer lie where the findings say that the quotes are."""
    import pypdfium2 as pdfium

    document = by_name(demo[0])["bc-bo-xay-dung.pdf"]
    path = demo[0] / document["folder"] / "bc-bo-xay-dung.pdf"
    pdf = pdfium.PdfDocument(path)
    checked = 0
    for item in document["coverage"]["items"]:
        for evidence in item["evidence"]:
            if evidence["box"] is None:
                continue
            page = pdf[evidence["page"] - 1]
            width, height = page.get_size()
            x0, y0, x1, y1 = evidence["box"]
            text = page.get_textpage().get_text_bounded(
                x0 * width,
                (1 - y1 - INSIDE / 2) * height,
                x1 * width,
                (1 - y0 + INSIDE / 2) * height,
            )
            first = evidence["quote"].split()[0]
            assert first in text.split() or first.strip(".,;:“”") in text
            checked += 1
    pdf.close()
    assert checked >= 10


def test_the_searchable_pdf_keeps_the_scan(demo: tuple[Path, float], root: Path) -> None:
    for name, document in by_name(demo[0]).items():
        made = demo[0] / document["folder"] / name
        with pikepdf.open(root / "data" / "raw" / name) as old, pikepdf.open(made) as new:
            assert len(new.pages) == len(old.pages) == document["pages"]
            for before, after in zip(old.pages, new.pages, strict=True):
                image = next(iter(before.get_images().values()))
                assert image.read_raw_bytes() in [
                    i.read_raw_bytes() for i in after.get_images().values()
                ]


def test_every_picture_is_there(demo: tuple[Path, float]) -> None:
    for document in by_name(demo[0]).values():
        for number in range(1, document["pages"] + 1):
            assert (demo[0] / document["folder"] / "pages" / f"{number}.jpg").stat().st_size > 0


def test_a_second_run_is_quick_and_the_same(demo: tuple[Path, float], root: Path) -> None:
    out, first = demo
    before = {p: (out / p).read_bytes() for p in ("documents.jsonl", "report.html")}
    started = computed()
    done = vanban("run", root / "data" / "raw", "--out", out, "--workers", 2)
    took = computed() - started
    assert done.returncode == 0
    assert {p: (out / p).read_bytes() for p in before} == before
    assert took < CACHED_SHARE * first


def test_results_are_complete_json(demo: tuple[Path, float]) -> None:
    for document in by_name(demo[0]).values():
        kept = json.loads((demo[0] / document["folder"] / "findings.json").read_text("utf-8"))
        assert kept == document
