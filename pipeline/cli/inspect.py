"""``vanban inspect``: pictures of how a file's pages were cleaned and read."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadSettings, ExitCode
from pipeline.messages import say, spoken

if TYPE_CHECKING:
    from pipeline.journey.inspecting import Paper


def inspect(options: Namespace) -> ExitCode:
    """Writes contact sheets; their paths go to stdout, one a line, and what could not be drawn
    to stderr."""
    from pipeline import settings
    from pipeline.journey import inspecting

    chosen = settings.load({"lang": spoken(), "password_file": options.password_file})
    with inspecting.open_paper(options.file, chosen) as paper:
        of = paper.source.pages
        if options.page is not None and not 1 <= options.page <= of:
            raise BadSettings(where="--page", what=say("inspect.no_page", page=options.page, of=of))
        return _write(paper, options.file, options.page, options.output)


def _write(paper: Paper, file: Path, page: int | None, out: Path | None) -> ExitCode:
    from pipeline.files import write_atomically
    from pipeline.journey import inspecting

    one = paper.source.pages == 1 or page is not None
    if out is None:
        out = Path(f"{file.stem}.inspect{'.png' if one else '.pdf'}")
    missing: list[int] = []
    made = _drawn(inspecting.sheets(paper, page), file.name, missing)
    if out.suffix.lower() == ".pdf":
        if (data := inspecting.as_pdf(sheet for _, sheet in made)) is not None:
            write_atomically(out, data)
            print(out)
    else:
        picture = out.suffix.lower() == ".png"
        for number, sheet in made:
            stem = out.stem if picture else file.stem
            name = f"{stem}.png" if picture and one else f"{stem}-{number}.png"
            path = (out.parent if picture else out) / name
            write_atomically(path, inspecting.as_png(sheet))
            print(path)
            sys.stdout.flush()
    return ExitCode.SOME_FAILED if missing else ExitCode.OK


def _drawn(made: Iterator[Any], name: str, missing: list[int]) -> Iterator[tuple[int, Any]]:
    """The sheets that there are; of the others it is told why."""
    for sheet in made:
        if sheet.problem is None:
            yield sheet.number, sheet.image
        else:
            missing.append(sheet.number)
            told = {"page": sheet.number, "message": sheet.problem.message}
            words = say("progress.trouble_page", name=name, **told)
            print(f"[{sheet.problem.code}] {words}", file=sys.stderr)
