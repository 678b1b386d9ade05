"""``vanban register``: the register and the roll in the terminal, and as files."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadSettings, ExitCode
from pipeline.messages import spoken

if TYPE_CHECKING:
    from pipeline.compile.missing import Roll
    from pipeline.compile.register import Register
    from pipeline.compile.tables import Published
    from pipeline.knowledge.reporters import ReporterList
    from pipeline.records import Outline


def register(options: Namespace) -> ExitCode:
    """Tables go to stdout, with the paths of the files below them; notes to stderr. Of each letter
    no more is kept in memory than the register needs."""
    from pipeline.compile.held import held_results, of_register
    from pipeline.knowledge.outlines import all_outlines

    with held_results(options.out) as letters:
        known = _outlines(options.outline) or all_outlines()
        symbols = {outline.guideline for outline in known if outline.guideline}
        _register(options, of_register(letters, symbols), known)
    return ExitCode.OK


def _register(options: Namespace, documents: list[Published], known: Sequence[Outline]) -> None:
    from pipeline.cli.roll import show_register
    from pipeline.compile.exports import write_facts
    from pipeline.compile.frames import Facts
    from pipeline.compile.register import make_register
    from pipeline.compile.register.figures import rolls_of
    from pipeline.compile.register.sheets import write_register_book

    day = _day(options.deadline)
    made = make_register(documents, known, day)
    if day and len(made.campaigns) > 1:
        names = ", ".join(c.name for c in made.campaigns)
        raise BadSettings(where="--deadline", what=_say("which", names=names))
    rolls = rolls_of(made, _lists(options.reporters, made))
    show_register(made, rolls)
    folder: Path = options.output or options.out / "register"
    book = folder / "register.xlsx"
    write_register_book(made, rolls, book, options.out, spoken())
    # Both tables are made of the register alone.
    write_facts(Facts((), made, rolls), folder / "tables", ("register", "reporters"))
    print(_say("book", path=book))
    if not options.no_reminders:
        _write_reminders(rolls, documents, folder)


def _day(typed: str | None) -> str | None:
    from pipeline.compile.register.deadline import typed_day

    if typed is None:
        return None
    if (day := typed_day(typed)) is None:
        raise BadSettings(where="--deadline", what=typed)
    return day


def _outlines(chosen: str | None) -> Sequence[Outline] | None:
    from pipeline.knowledge.outlines import all_outlines, load_outline

    if chosen is None:
        return None
    named = [outline for outline in all_outlines() if outline.name == chosen]
    return named or [load_outline(Path(chosen))]


def _lists(chosen: Sequence[str] | None, made: Register) -> list[ReporterList] | None:
    """The lists asked for; None where nobody asked, so that the guideline decides. A built-in
    list stands as on the deadline's day: ministries come and go."""
    from pipeline.knowledge.reporter_files import read_reporters
    from pipeline.knowledge.reporters import built_in, load_reporters

    if not chosen:
        return None
    days = [c.deadline.day for c in made.campaigns if c.deadline]
    found = []
    for name in chosen:
        if name in built_in():
            found.append(load_reporters(name, max(days, default=None)))
        elif Path(name).is_file():
            found.append(read_reporters(Path(name)))
        else:
            names = ", ".join(built_in())
            what = _say("lists", name=name, names=names)
            raise BadSettings(where="--reporters", what=what)
    for made_list in found:
        if made_list.repeated:
            names = ", ".join(made_list.repeated)
            print(_say("repeated", list=made_list.name, names=names), file=sys.stderr)
    return found


def _write_reminders(rolls: Sequence[Roll], documents: list[Published], folder: Path) -> None:
    from pipeline.compile.register.drafts import write_drafts
    from pipeline.compile.reminder import file_name, reminders

    for roll in rolls:
        name = file_name(f"{roll.campaign.name}-{roll.reporters.name}")
        target = folder / "reminders" / name
        drafts = write_drafts(target, reminders(roll, documents))
        print(_say("reminders", path=target, count=len(drafts.written)))
        for code, paths in (("kept", drafts.kept), ("over", drafts.over)):
            for path in paths:
                print(_say(f"{code}", path=path), file=sys.stderr)


def _say(code: str, **details: object) -> str:
    from pipeline.compile.labels import label

    return label(f"said.{code}", spoken(), **details)
