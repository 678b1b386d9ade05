"""``vanban inspect``: pictures of how a file's pages were cleaned and read."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from pipeline.errors import BadSettings, ExitCode
from pipeline.messages import say, spoken


def inspect(options: Namespace) -> ExitCode:
    """Writes contact sheets; their paths go to stdout, one a line."""
    from pipeline import settings
    from pipeline.files import write_atomically
    from pipeline.journey import inspecting

    chosen = settings.load({"lang": spoken()})
    source = inspecting.open_paper(options.file, chosen)
    page: int | None = options.page
    if page is not None and not 1 <= page <= source.pages:
        raise BadSettings(where="--page", what=say("inspect.no_page", page=page, of=source.pages))
    out: Path | None = options.output
    one = source.pages == 1 or page is not None
    if out is None:
        out = Path(f"{options.file.stem}.inspect{'.png' if one else '.pdf'}")
    made = inspecting.sheets(source, chosen, page)
    if out.suffix.lower() == ".pdf":
        write_atomically(out, inspecting.as_pdf(made))
        print(out)
        return ExitCode.OK
    picture = out.suffix.lower() == ".png"
    for number, sheet in enumerate(made, start=page or 1):
        stem = out.stem if picture else options.file.stem
        name = f"{stem}.png" if picture and one else f"{stem}-{number}.png"
        path = (out.parent if picture else out) / name
        write_atomically(path, inspecting.as_png(sheet))
        print(path)
        sys.stdout.flush()
    return ExitCode.OK
