"""``python -m tools.agreement``: two labellings beside each other, in figures and one by one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import VanbanError
from tools.agreement.pairs import read_pairs
from tools.agreement.rulings import FILE, differences, read_rulings, unruled
from tools.agreement.tables import disagreements, hard, letters, totals

DATA = Path(__file__).resolve().parents[2] / "data"


def main(words: Sequence[str] | None = None) -> int:
    """0; 1 where disagreements and rulings don't answer to each other; an error's own code."""
    parser = argparse.ArgumentParser("python -m tools.agreement", description=__doc__)
    parser.add_argument("first", type=Path, nargs="?", default=DATA / "gold")
    parser.add_argument("second", type=Path, nargs="?", default=DATA / "second")
    asked = parser.parse_args(words)
    try:
        pairs = read_pairs(asked.first, asked.second)
        file = asked.second / FILE
        rulings = read_rulings(file) if file.is_file() else None
    except VanbanError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    found = list(differences(pairs))
    lines = [*letters(pairs), "", *totals(pairs), "", hard(pairs)]
    lines += ["", f"disagreements: {len(found)}", *disagreements(found, rulings or ())]
    print("\n".join(lines))
    wrong = unruled(found, rulings) if rulings is not None else ()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
