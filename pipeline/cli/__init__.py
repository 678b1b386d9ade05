"""The command ``vanban``: words only, no work. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pipeline import messages
from pipeline.errors import ExitCode, VanbanError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns an ``ExitCode``; what went wrong is told on stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):  # an office's Windows console may not be UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    messages.speak(_language(arguments))
    from pipeline.cli.parser import build_parser

    options = build_parser().parse_args(arguments)
    from pipeline.cli import commands

    try:
        return int(getattr(commands, options.command)(options))
    except VanbanError as error:
        print(f"vanban: [{error.code}] {error}", file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("\n" + messages.say("progress.interrupted"), file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return int(ExitCode.OK)


def _language(arguments: Sequence[str]) -> messages.Lang:
    """The language must be known before the help text is built."""
    import os

    asked = os.environ.get("VANBAN_LANG", "vi")
    for here, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if here == "--lang":
            asked = following
        elif here.startswith("--lang="):
            asked = here.partition("=")[2]
    return "en" if asked == "en" else "vi"
