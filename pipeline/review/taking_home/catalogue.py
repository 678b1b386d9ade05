"""What there is to take home, by name: the only names that are ever looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.compile.columns import TABLES
from pipeline.compile.reminder import file_name


@dataclass(frozen=True, slots=True)
class Thing:
    """``name`` as it is asked for, ``recipe`` that makes it, ``of``: of which outline."""

    name: str
    recipe: str
    of: str | None = None

    @property
    def place(self) -> str:
        """The folder of what a recipe makes in one go."""
        return self.name.rpartition(".")[0] if self.of else self.recipe

    @property
    def file(self) -> str:
        """Where it lies there."""
        return "synthesis.docx" if self.recipe == "synthesis" else self.name


def things(outlines: Sequence[str]) -> Iterator[Thing]:
    """All of them, in the order in which they are shown; one synthesis for each outline."""
    yield Thing("compliance.xlsx", "workbook")
    yield Thing("report.html", "report")
    taken: set[str] = set()
    for outline in outlines:
        name = f"synthesis-{file_name(outline) or 'outline'}"
        while name in taken:
            name += "x"
        taken.add(name)
        yield Thing(f"{name}.docx", "synthesis", outline)
    yield Thing("register.xlsx", "register")
    yield Thing("reminders.zip", "reminders")
    yield Thing("documents.jsonl", "facts")
    yield Thing("tables.zip", "tables")
    for table in TABLES:
        for suffix in ("csv", "parquet"):
            yield Thing(f"tables/{table}.{suffix}", "tables")
    yield Thing("tables/columns.csv", "tables")
    yield Thing("citations.graphml", "graph")
    yield Thing("gold.zip", "gold")
