"""The command line as ``argparse`` sees it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.messages import say

BENCHMARK_SWITCHES = ("peers", "quick", "memory")
BENCHMARK_NUMBERS = {"workers": 0, "repeats": 1, "worst": 10, "dpi": 200}
BENCHMARK_FILES = ("against", "record", "json")


def build_parser() -> argparse.ArgumentParser:
    """The parser, in the language in force."""
    top = argparse.ArgumentParser("vanban", description=say("help.vanban"), add_help=False)
    _common(top)
    version = f"vanban {__version__}"
    top.add_argument("--version", action="version", version=version, help=say("help.version"))
    top._optionals.title = say("help.options")
    commands = top.add_subparsers(
        dest="command", required=True, metavar="…", title=say("help.commands")
    )

    run = _command(commands, "run")
    run.add_argument("input", nargs="+", type=Path, help=say("help.run.input"))
    run.add_argument("--out", required=True, type=Path, help=say("help.run.out"))
    run.add_argument("--outline", type=Path, metavar="FILE", help=say("help.run.outline"))
    run.add_argument("--decision", action="append", metavar="SỐ", help=say("help.run.decision"))
    run.add_argument("--workers", type=int, metavar="N", help=say("help.run.workers"))
    run.add_argument("--scheduler", metavar="tcp://…", help=say("help.run.scheduler"))
    run.add_argument("--tessdata", metavar="fast|best|DIR", help=say("help.run.tessdata"))
    run.add_argument(
        "--engine", choices=("auto", "tesserocr", "pytesseract"), help=say("help.run.engine")
    )
    run.add_argument("--database", metavar="URL", help=say("help.database"))
    run.add_argument("--password-file", metavar="FILE", help=say("help.run.password_file"))

    show = _command(commands, "show")
    show.add_argument("file", type=Path, help=say("help.show.file"))
    show.add_argument("--out", type=Path, help=say("help.show.out"))

    evaluate = _command(commands, "evaluate")
    evaluate.add_argument("out", type=Path, help=say("help.show.out"))
    evaluate.add_argument("gold", type=Path, help=say("help.evaluate.gold"))
    evaluate.add_argument(
        "--worst", type=int, default=20, metavar="N", help=say("help.evaluate.worst")
    )
    evaluate.add_argument("--json", action="store_true", help=say("help.evaluate.json"))
    evaluate.add_argument(
        "--obvious", type=Path, metavar="SCANS", help=say("help.evaluate.obvious")
    )

    correct = _command(commands, "correct")
    correct.add_argument("out", type=Path, help=say("help.show.out"))
    correct.add_argument("file", help=say("help.correct.file"))
    correct.add_argument("what", help=say("help.correct.what"))
    correct.add_argument("value", help=say("help.correct.value"))
    correct.add_argument("--who", required=True, help=say("help.correct.who"))
    correct.add_argument("--why", default="", help=say("help.correct.why"))
    correct.add_argument("--database", metavar="URL", help=say("help.database"))

    _gold(commands)

    outline = _command(commands, "outline")
    outline.add_argument("guideline", type=Path, help=say("help.outline.guideline"))
    outline.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help=say("help.outline.output")
    )

    _made_of_a_run(commands)

    _inspect(commands)
    benchmark = _command(commands, "benchmark")
    benchmark.add_argument("scans", nargs="?", type=Path, help=say("help.benchmark.scans"))
    benchmark.add_argument("gold", nargs="?", type=Path, help=say("help.benchmark.gold"))
    benchmark_options(benchmark)

    _register(commands)
    _of_the_desk(commands)
    _caretakers(commands)
    return top


def _inspect(commands: Any) -> None:
    inspect = _command(commands, "inspect")
    inspect.add_argument("file", type=Path, help=say("help.inspect.file"))
    inspect.add_argument("-o", "--output", type=Path, metavar="OUT", help=say("help.inspect.out"))
    inspect.add_argument("--page", type=int, metavar="N", help=say("help.inspect.page"))
    inspect.add_argument("--password-file", metavar="FILE", help=say("help.run.password_file"))


def _register(commands: Any) -> None:
    register = _command(commands, "register")
    register.add_argument("out", type=Path, help=say("help.show.out"))
    register.add_argument(
        "--reporters", action="append", metavar="LIST", help=say("help.register.reporters")
    )
    register.add_argument("--deadline", metavar="DATE", help=say("help.register.deadline"))
    register.add_argument("--outline", metavar="NAME", help=say("help.register.outline"))
    register.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help=say("help.register.output")
    )
    register.add_argument(
        "--no-reminders", action="store_true", help=say("help.register.no_reminders")
    )


def _caretakers(commands: Any) -> None:
    """``verify``, ``watch`` and ``doctor``."""
    from pipeline.cli.watching import EVERY, SETTLE

    verify = _command(commands, "verify")
    verify.add_argument("out", type=Path, help=say("help.show.out"))
    verify.add_argument("--database", metavar="URL", help=say("help.verify.database"))
    watch = _command(commands, "watch")
    watch.add_argument("input", type=Path, help=say("help.watch.input"))
    watch.add_argument("--out", required=True, type=Path, help=say("help.run.out"))
    for flag, default in (("settle", SETTLE), ("every", EVERY)):
        what = say(f"help.watch.{flag}", seconds=default)
        watch.add_argument(f"--{flag}", type=float, default=default, metavar="S", help=what)
    watch.add_argument("--once", action="store_true", help=say("help.watch.once"))
    watch.add_argument("--workers", type=int, metavar="N", help=say("help.run.workers"))

    _command(commands, "doctor")


def _gold(commands: Any) -> None:
    gold = _command(commands, "gold")
    gold.add_argument("out", type=Path, help=say("help.show.out"))
    to = say("help.gold.output")
    gold.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help=to)
    gold.add_argument("--training", action="store_true", help=say("help.gold.training"))
    gold.add_argument("--database", metavar="URL", help=say("help.database"))


def _made_of_a_run(commands: Any) -> None:
    """``synthesis`` and ``plots``: what is made of results that are there."""
    for name in ("synthesis", "plots"):
        made = _command(commands, name)
        made.add_argument("out", type=Path, help=say("help.show.out"))
        made.add_argument("--outline", metavar="NAME|FILE", help=say("help.synthesis.outline"))
        to = say(f"help.{name}.output")
        made.add_argument("-o", "--output", type=Path, metavar="PATH", help=to)
        if name == "synthesis":
            most = say("help.synthesis.passages")
            made.add_argument("--passages", type=int, default=5, metavar="N", help=most)


def _of_the_desk(commands: Any) -> None:
    """``serve`` and ``users``."""
    serve, users = _command(commands, "serve"), _command(commands, "users")
    for parser in (serve, users):
        parser.add_argument("out", type=Path, metavar="OUT", help=say("help.serve.out"))
        parser.add_argument("--database", metavar="URL", help=say("help.database"))
    serve.add_argument("--host", default="127.0.0.1", metavar="HOST", help=say("help.serve.host"))
    serve.add_argument("--port", type=int, default=8544, metavar="N", help=say("help.serve.port"))
    serve.add_argument("--url", default="", metavar="URL", help=say("help.serve.url"))
    no_browser = say("help.serve.no_browser")
    serve.add_argument("--no-browser", dest="browser", action="store_false", help=no_browser)
    serve.add_argument("--openapi", type=Path, metavar="FILE", help=say("help.serve.openapi"))
    actions = ("list", "add", "password", "role", "disable", "enable")
    users.add_argument("action", choices=actions, help=say("help.users.action"))
    users.add_argument("name", nargs="?", metavar="NAME", help=say("help.users.name"))
    roles = ("reader", "reviewer", "admin")
    users.add_argument("--role", choices=roles, default="reviewer", help=say("help.users.role"))


def benchmark_options(parser: argparse.ArgumentParser) -> None:
    """What ``vanban benchmark`` and our own ``python -m benchmarks`` have in common."""
    for flag in BENCHMARK_SWITCHES:
        parser.add_argument(f"--{flag}", action="store_true", help=say(f"help.benchmark.{flag}"))
    for flag, default in BENCHMARK_NUMBERS.items():
        what = say(f"help.benchmark.{flag}")
        parser.add_argument(f"--{flag}", type=int, default=default, metavar="N", help=what)
    for flag in BENCHMARK_FILES:
        what = say(f"help.benchmark.{flag}")
        parser.add_argument(f"--{flag}", type=Path, metavar="FILE", help=what)


def _command(commands: Any, name: str) -> argparse.ArgumentParser:
    about = say(f"help.{name}")
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=about, add_help=False
    )
    _common(parser)
    parser._optionals.title = say("help.options")
    parser._positionals.title = say("help.arguments")
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help=say("help.help"))
    parser.add_argument(
        "--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=say("help.lang")
    )
