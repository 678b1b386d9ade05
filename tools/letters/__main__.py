"""``python -m tools.letters``: check letters, write their gold labels, make their scans."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.letters.check import check_letter, check_splits
from tools.letters.errors import LetterError
from tools.letters.gold import make_gold
from tools.letters.layout import set_letter
from tools.letters.letter import CONDITIONS, Letter, read_letters
from tools.letters.pages import letter_text
from tools.letters.scans import make_scan

ROOT = Path(__file__).parents[2]


def main(words: Sequence[str] | None = None) -> int:
    """0 all well, 1 faults were found in letters, 2 something is missing or wrongly asked."""
    asked = _parser().parse_args(words)
    try:
        return _work(asked)
    except LetterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tools.letters", description=__doc__)
    parser.add_argument("--letters", type=Path, default=ROOT / "data/letters", metavar="DIR")
    parser.add_argument("--outlines", type=Path, default=ROOT / "models/outlines", metavar="DIR")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", nargs="+", metavar="ID", help="these letters alone")
    which.add_argument("--all", action="store_true", help="all letters (the default)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write scans as DIR/<id>.pdf")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="write labels and page texts")
    parser.add_argument("--grade", choices=CONDITIONS, help="scan all in this grade")
    return parser


def _work(asked: argparse.Namespace) -> int:
    every = read_letters(asked.letters)
    letters = _chosen(every, asked.only)
    faults = check_splits(every)
    for letter in letters:
        faults += check_letter(letter, asked.outlines)
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    if faults:
        return 1
    for letter in letters:
        if asked.gold:
            _write_gold(letter, asked.gold)
        if asked.out:
            path = asked.out / f"{letter.id}.pdf"
            make_scan(letter, path, asked.grade)
            print(f"{path}  {path.stat().st_size / 1e6:.2f} MB")
    print(f"{len(letters)} letters, no faults")
    return 0


def _chosen(letters: tuple[Letter, ...], ids: Sequence[str] | None) -> list[Letter]:
    known = {letter.id: letter for letter in letters}
    missing = [id for id in ids or () if id not in known]
    if missing:
        raise LetterError(f"no letter {', '.join(missing)}; there are {', '.join(known)}")
    return [known[id] for id in ids or known]


def _write_gold(letter: Letter, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    labels = json.dumps(make_gold(letter), ensure_ascii=False, indent=1)
    (folder / f"{letter.id}.json").write_text(labels + "\n", encoding="utf-8")
    text = letter_text(set_letter(letter))
    (folder / f"{letter.id}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
