"""``python -m tools.calibration``: fit the curves, say what they change, draw how they hold.

    python -m tools.letters --all --grade office --out scans/office        # and bad, and fax
    python -m tools.calibration --set scans/office runs/office data/gold \\
        --set scans/bad runs/bad data/gold --set scans/fax runs/fax data/gold \\
        --check scans-of-others runs/others gold-of-others

Curves are fitted on letters of the splits train and dev; all others, and those of ``--check``,
are what the printed tables and the drawing speak of. ``--keep`` fits nothing; ``--onto`` takes the
curves that there are for what was believed before, where a sample is too small to begin anew.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from pipeline.evaluation.agreement import calibration_error
from pipeline.files import write_atomically
from pipeline.knowledge.calibration import FILE, Curve, along, known_curves
from tools.calibration.draw import draw
from tools.calibration.fit import fit
from tools.calibration.measure import Said, Set, collect, pairs, read_again, table

ROOT = Path(__file__).parents[2]
DERIVED = ("number_symbol",)
"""Fields whose confidence is made of others', which have curves of their own."""
CAREFUL = ("number", "date", "issuer", "signer_name")
"""What the register is made of: no other field's luck makes these surer, nor does their own lift
a doubt. Our rendered letters maim fewer digits than real ones do."""
DOUBTED = 0.9
FEWEST = 20
THREE = ("SCANS", "OUT", "GOLD")
HEADING = """\
# How often a field of the header was right, given how sure its finder was: knots [said, right] of a
# rising curve, straight between them, level beyond. Values read from scans alone pass through it.
# Fitted on {letters} by `python -m tools.calibration`; change by hand only what you have measured.
fields:
"""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "python -m tools.calibration", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "--set", dest="sets", nargs=3, action="append", metavar=THREE, required=True
    )
    parser.add_argument("--check", nargs=3, action="append", metavar=THREE, default=[])
    parser.add_argument("--keep", action="store_true", help="keep the curves there are")
    parser.add_argument("--onto", action="store_true", help="begin with the curves there are")
    parser.add_argument("--draw", type=Path, default=ROOT / "docs/reliability.svg")
    asked = parser.parse_args(words)
    own = [Set(*map(Path, s)) for s in asked.sets]
    others = [Set(*map(Path, s)) for s in asked.check]
    models = ROOT / "models"
    before: list[Said] = []
    if not asked.keep:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "models"
            shutil.copytree(models, plain, ignore=shutil.ignore_patterns(FILE))
            read_again([*own, *others], plain)
        before = [s for one in [*own, *others] for s in collect(one)]
        fitted = [s for s in before if s.fitted]
        found = onto(fitted, known_curves()) if asked.onto else curves(fitted)
        write_atomically(models / FILE, as_yaml(found, len(pairs(fitted))).encode())
    read_again([*own, *others], models)
    after = {one: list(collect(one)) for one in [*own, *others]}
    held = [s for one in own for s in after[one] if not s.fitted]
    foreign = [s for one in others for s in after[one]]
    for name, said in (
        ("before, held out", [s for s in before if not s.fitted]),
        ("fitted on", [s for one in own for s in after[one] if s.fitted]),
        ("own letters, held out", held), ("others' letters", foreign),
        ("held out and others'", [*held, *foreign]),
    ):  # fmt: skip
        if said:
            print(f"\n{name}\n{table(said)}")
    seen = {"own letters, held out": pairs(held), "others' letters": pairs(foreign)}
    draw({name: said for name, said in seen.items() if said}, asked.draw)
    print(f"\n{asked.draw}: {calibration_error(pairs([*held, *foreign])):.3f}")
    return 0


def curves(said: Sequence[Said]) -> dict[str, Curve]:
    """A curve for each field with enough values."""
    found = {}
    common = fit(pairs([s for s in said if s.field not in DERIVED]))
    for field in sorted({s.field for s in said} - set(DERIVED)):
        own = pairs(said, field)
        if len(own) >= FEWEST:
            curve = fit(own) if field in CAREFUL else fit(own, partial(along, common))
            found[field] = humble(curve) if field in CAREFUL else curve
    return found


def onto(said: Sequence[Said], known: Mapping[str, Curve]) -> dict[str, Curve]:
    """Each known curve, moved by what the values say. Fields without one are left out."""
    found = {}
    for field, curve in sorted(known.items()):
        moved = fit(pairs(said, field), partial(along, curve))
        found[field] = humble(moved) if field in CAREFUL else moved
    return found


def humble(curve: Curve) -> Curve:
    """The curve where it says no more than was said, up to ``DOUBTED``."""
    return tuple((x, min(y, x) if x < DOUBTED else y) for x, y in curve)


def as_yaml(found: Mapping[str, Curve], values: int) -> str:
    lines = [HEADING.format(letters=f"{values} values of rendered letters")]
    for field, curve in found.items():
        knots = ", ".join(f"[{x:g}, {y:g}]" for x, y in curve)
        lines.append(f"  {field}: [{knots}]\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
