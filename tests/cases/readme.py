"""The table of cases, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.cases import CASES, GROUPS
from tests.cases.batch import Result
from tests.cases.table import Case

HEAD = """# Files that tests are made of

Every file below is made by code when a test needs it (`tests/cases/*.py`); none is kept but
`passwords.txt`, the list that all of them are tried with. The kinds are
those that the test suites of OCRmyPDF, qpdf, pdfplumber, paperless-ngx and Dangerzone teach to
expect, and those that Vietnamese offices send. Small limits are in force (`tests/cases/table.py`):
60 pages, 64 MB, 16 million pixels a page.

`ok`, `partial`, `failed` are the status in `documents.jsonl`; *passed over*: a run over its folder
leaves it out, as it is no letter. Codes are explained in [docs/codes.md](../../docs/codes.md).
◆ takes an OCR engine to tell.

`python -m tests.cases` runs them all and prints what became of each;
`python -m tests.cases --readme` writes this table.
"""


def readme() -> str:
    return "\n".join((HEAD, *_groups(), ""))


def _groups() -> Iterator[str]:
    yield f"{len(CASES)} cases."
    for group in GROUPS:
        yield f"\n## {group.name}: {len(group.cases)}\n"
        yield "| case | file | purpose | status | codes |\n|---|---|---|---|---|"
        for case in group.cases:
            yield _row(case)


def _row(case: Case) -> str:
    codes = " ".join(f"`{code}`" for code in case.codes)
    mark = " ◆" if case.reads else ""
    return f"| {case.id}{mark} | `{_plain(case.file)}` | {case.purpose} | {case.status} | {codes} |"


def _plain(name: str) -> str:
    """What a table can hold of a name."""
    shown = "".join(ch if ch.isprintable() else f"\\x{ord(ch):02x}" for ch in name)
    short = shown if len(shown) <= 40 else shown[:18] + "…" + shown[-18:]
    return short.replace("|", "\\|").replace("`", "'")


def outcome_table(results: Mapping[str, Result], seconds: Mapping[str, float]) -> Iterator[str]:
    """What became of each case, one a line; those that differ from the table are marked."""
    for case in CASES:
        if case.id in results:
            got = results[case.id]
            same = (got.status, got.codes) == (case.status, case.codes)
            codes = " ".join(got.codes)
            mark = " " if same else "✗"
            yield f"{mark} {case.id:<24} {got.status:<12} {codes:<32} {seconds[case.id]:7.3f} s"
