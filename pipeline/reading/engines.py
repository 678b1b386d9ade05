"""The one place that picks an engine: within the process where it can be, else the program."""

from __future__ import annotations

from pipeline.errors import MissingDependency
from pipeline.reading import command_line, in_process
from pipeline.reading.command_line import CommandLine
from pipeline.reading.engine import Engine
from pipeline.reading.in_process import InProcess
from pipeline.reading.language_data import language_data
from pipeline.settings import Settings


def engine(settings: Settings) -> Engine:
    """The engine that these settings ask for. Raises ``MissingDependency`` where it is not
    installed, or its language data is not."""
    data = language_data(settings)
    if settings.engine == "pytesseract":
        return CommandLine(settings.page_seconds, data)
    if data.folder is not None and in_process.version() is not None:
        return InProcess(settings.page_seconds, data)
    if settings.engine == "tesserocr":
        raise MissingDependency(what="tesserocr", mend="make setup")
    return CommandLine(settings.page_seconds, data)


def engine_identity(settings: Settings) -> str:
    """A text that changes when the engine or its data do: a page read by another is read anew.
    Without an engine it still tells so, as letters that are no scans can be read without one."""
    try:
        chosen = engine(settings)
        within = isinstance(chosen, InProcess)
        found = in_process.version() if within else command_line.version()
        data = language_data(settings)
    except MissingDependency:
        return "none"
    size = data.file.stat().st_size if data.file and data.file.is_file() else 0
    return f"{type(chosen).__name__} {found} {data.name} {size}"
