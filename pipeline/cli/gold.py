"""``vanban gold``: what people decided, as labels that measure the machine and teach it."""

from __future__ import annotations

import sys
from argparse import Namespace

from pipeline.errors import ExitCode, NoInput
from pipeline.messages import say


def gold(options: Namespace) -> ExitCode:
    """The folder goes to stdout, the counts to stderr."""
    from pipeline import settings, store
    from pipeline.store.gold import write_gold

    database = settings.load({"database": options.database}).database
    if not database and not (options.out / store.DATABASE).is_file():
        raise NoInput(what=str(options.out / store.DATABASE))
    base = store.open_store(store.address(options.out, database))
    try:
        count = write_gold(base, options.output, options.out, options.training)
    finally:
        base.close()
    if not count.letters:
        print(say("gold.none"), file=sys.stderr)
        return ExitCode.NO_INPUT
    told = {"letters": count.letters, "fields": count.fields, "verdicts": count.verdicts}
    print(say("gold.done", **told), file=sys.stderr)
    if options.training:
        print(say("gold.training", pictures=count.pictures), file=sys.stderr)
    print(options.output)
    return ExitCode.OK
