"""How a file is read, page by page, for a person to look at: the same first rooms, no verdicts."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import messages
from pipeline.errors import MissingDependency, NoInput, NotADocument
from pipeline.journey.budgets import opening_budget, page_budget
from pipeline.journey.entries import problem_of
from pipeline.journey.opening import OpenTask, open_one
from pipeline.journey.pages import PageTask, read_paper
from pipeline.records import Problem, Source
from pipeline.settings import Settings
from pipeline.work import Crew, ExecutorFactory, Failure, processes, run_tasks

_QUALITY = 90
_DPI = 150.0


@dataclass(frozen=True, slots=True)
class Paper:
    """An opened scan, and who draws its pages."""

    source: Source
    settings: Settings
    crew: Crew


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contact sheet (``PIL.Image``) of page ``number``, or why there is none."""

    number: int
    image: Any = None
    problem: Problem | None = None


@contextmanager
def open_paper(
    path: Path, settings: Settings, factory: ExecutorFactory = processes
) -> Iterator[Paper]:
    """A scan that passes intake, as long as this lasts: the copy of a locked one goes with it.
    Raises ``NoInput``, what intake refuses, ``BadSettings`` for a password file that can't be
    read, and ``NotADocument`` for files that never were on paper."""
    from pipeline import intake

    messages.speak(settings.lang)
    if not path.is_file():
        raise NoInput(what=str(path))
    intake.read_passwords(settings)
    with (
        tempfile.TemporaryDirectory(prefix="vanban-") as folder,
        Crew(factory, settings.worker_count(), settings.stall_seconds) as crew,
    ):
        task = OpenTask(0, path, path.name, Path(folder), settings)
        (outcome,) = run_tasks(open_one, (task,), crew, opening_budget(settings))
        if isinstance(outcome, Failure):
            raise outcome.error
        _, source = outcome
        if source.kind not in ("pdf", "image"):
            raise NotADocument(what=messages.say("inspect.no_paper", file=path.name))
        yield Paper(source, settings, crew)


def sheets(paper: Paper, only: int | None = None) -> Iterator[Sheet]:
    """A sheet of each page, or of page ``only``, in their order. Raises ``MissingDependency``."""
    source = paper.source
    wanted = list(range(1, source.pages + 1)) if only is None else [only]
    refused = {said.page: said for said in source.notes if said.page}  # intake said why
    waiting = {n: Sheet(n, problem=refused[n]) for n in wanted if n in refused}
    todo = [PageTask(source, n, paper.settings) for n in wanted if n not in refused]
    drawn = run_tasks(draw, todo, paper.crew, page_budget(paper.settings))
    for number in wanted:
        while number not in waiting:
            outcome = next(drawn)
            if not isinstance(outcome, Failure):
                waiting[outcome[0].number] = Sheet(outcome[0].number, outcome[1])
                continue
            if isinstance(outcome.error, MissingDependency):
                raise outcome.error
            failed = outcome.task.number
            waiting[failed] = Sheet(failed, problem=problem_of(outcome.error, failed))
        yield waiting.pop(number)


def draw(task: PageTask) -> Any:
    """One sheet, in a worker."""
    from pipeline.reading.contact import contact_sheet

    messages.speak(task.settings.lang)
    image, read, _ = read_paper(task)
    return contact_sheet(image, read, task.source.name)


def as_png(sheet: Any) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def as_pdf(many: Iterator[Any]) -> bytes | None:
    """One PDF of many sheets, each kept as a JPEG: the same sheets give the same bytes. None where
    there is not one."""
    import pikepdf

    with pikepdf.Pdf.new() as pdf:
        for sheet in many:
            _add(pdf, sheet)
        if not pdf.pages:
            return None
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _add(pdf: Any, sheet: Any) -> None:
    import pikepdf

    data = io.BytesIO()
    sheet.save(data, "JPEG", quality=_QUALITY)
    stream = pikepdf.Stream(
        pdf, data.getvalue(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=sheet.width, Height=sheet.height, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    wide, tall = (round(n * 72 / _DPI, 2) for n in sheet.size)
    page = pdf.add_blank_page(page_size=(wide, tall))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=stream))
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {tall} 0 0 cm /Sheet Do Q".encode())
