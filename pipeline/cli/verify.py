"""``vanban verify``: a line a fault on stdout, what was looked at on stderr."""

from __future__ import annotations

import sys
from argparse import Namespace

from pipeline.errors import ExitCode
from pipeline.messages import say


def verify(options: Namespace) -> ExitCode:
    """``SOME_FAILED`` where anything is not as the run left it."""
    from pipeline import settings
    from pipeline.journey.verifying import verify as look

    database = settings.load({"database": options.database}).database
    found = look(options.out, database)
    for fault in found.faults:
        what = f" ({fault.what})" if fault.what else ""
        line = say("verify.fault", kind=say(f"fault.{fault.kind}"), where=fault.where, what=what)
        print("".join(ch if ch.isprintable() else "?" for ch in line))
    counts = {"letters": found.letters, "originals": found.originals, "inputs": found.inputs}
    if found.faults:
        print(say("verify.faults", count=len(found.faults), **counts), file=sys.stderr)
        return ExitCode.SOME_FAILED
    print(say("verify.ok", **counts), file=sys.stderr)
    return ExitCode.OK
