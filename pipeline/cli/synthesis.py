"""``vanban synthesis`` and ``vanban plots``: what is made of a run's results on demand."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from pipeline.errors import BadSettings, ExitCode
from pipeline.messages import say, spoken


def synthesis(options: Namespace) -> ExitCode:
    """Writes the Word file; its path goes to stdout, what a person should look at to stderr."""
    from pipeline.compile.held import held_results, of_synthesis
    from pipeline.compile.plots import annex
    from pipeline.compile.synthesis import compose, find_outline, write_synthesis

    if options.passages < 0:
        raise BadSettings(where="--passages", what=options.passages)
    with held_results(options.out) as letters:
        outline = find_outline(letters, options.outline)
        documents = of_synthesis(letters, outline.name)
    made = compose(documents, outline, options.passages)
    n = len(made.sources)
    to: Path = options.output or options.out / "synthesis.docx"
    write_synthesis(made, to, annex(documents, outline))
    doubtful = sum(len(s.unsure) for s in made.sections)
    told = say("synthesis.done", reports=n, outline=outline.name, doubtful=doubtful)
    print(told, file=sys.stderr)
    print(to)
    return ExitCode.OK


def plots(options: Namespace) -> ExitCode:
    """Writes each picture as PNG and SVG; the paths go to stdout, one a line."""
    from pipeline.compile.held import held_results
    from pipeline.compile.plots import album, save
    from pipeline.compile.synthesis import find_outline

    with held_results(options.out) as letters:
        outline = find_outline(letters, options.outline)
        documents = [d for d in letters if (d["coverage"] or {}).get("outline") == outline.name]
    folder: Path = options.output or options.out / "plots"
    for name, figure in album(documents, outline, spoken()).items():
        for suffix in (".png", ".svg"):
            path = folder / f"{name}{suffix}"
            save(figure, path)
            print(path)
    return ExitCode.OK
