"""A program called ``tesseract`` that fails, put first on the path."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults.engines import follow

# What it says when asked who it is, then what it does; $2 is where the output goes, without
# suffix, and FAULT_PAGE the page that the worker is at.
_HEAD = """#!/bin/sh
case "$*" in
  *--version*) echo "tesseract 5.3.0"; exit 0;;
  *--list-langs*) echo "List of available languages in \\"/\\" (1):"; echo vie; exit 0;;
esac
out="$2.tsv"
columns="level page_num block_num par_num line_num word_num left top width height conf text"
titles() { echo "$columns" | tr ' ' '\\t'; }
word() { echo "5 $1 1 1 1 $2 $3 120 50 12 95.0 $4" | tr ' ' '\\t'; }
good() { titles; word 1 1 110 Trang; word 1 2 180 báo; word 1 3 250 cáo; }
[ "$FAULT_PAGE" = 4 ] || { good >"$out"; exit 0; }
"""
FAULTS = {
    "empty output, exit 0": ': >"$out"',
    "no output, exit 0": "exit 0",
    "output cut off": 'good | head -c 150 >"$out"',
    "output not UTF-8": """{ titles; word 1 1 110 "$(printf 'b\\341o')"; } >"$out" """,
    "two pages for one": '{ good; word 2 1 110 trang; } >"$out"',
    "numbers that are none": '{ titles; word 1 1 left Trang; } >"$out"',
    "complains in another encoding": "printf 'l\\341\\273i \\377\\376\\n' >&2; exit 1",
    "killed": "kill -9 $$",
    "crashes": "kill -11 $$",
    "fails in silence": "exit 3",
}


def hangs(seconds: str) -> str:
    """It starts a program of its own, which sleeps."""
    return f"sleep {seconds}"


def make_program(folder: Path, fault: str) -> Path:
    """A folder for the path that holds the program."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "tesseract"
    program.write_text(_HEAD + fault + "\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def say_page() -> None:
    """A worker's ``prepare``: programs learn which page they are called for."""
    follow(lambda number: os.environ.update(FAULT_PAGE=str(number)))
