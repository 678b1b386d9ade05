"""Chains as rows, for the sheet and the page: how letters hang on decisions, which cited texts are
missing, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compile.collation import sort_key
from pipeline.compile.graph import citation_graph, contradictions
from pipeline.compile.labels import Lang, label, named
from pipeline.compile.sheet import Book, Cell, Shown, columns_of, letter_cell
from pipeline.compile.tables import Published, anchor, clean, decisions, ordered

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Missing:
    """A cited text that is not in the corpus, and the letters that cite it."""

    symbol: str
    date: str
    issuer: str
    files: tuple[str, ...]


def missing(graph: MultiDiGraph) -> list[Missing]:
    """Cited texts that are not in the corpus, those that most letters cite first."""
    found = []
    for node, data in graph.nodes(data=True):
        files = {
            graph.nodes[source]["file"]
            for source, _, edge in graph.in_edges(node, data=True)
            if edge["kind"] == "cites"
        }
        if files and not data["in_corpus"]:
            told = sorted(files, key=sort_key)
            found.append(Missing(data["label"], data["date"], data["issuer"], tuple(told)))
    return sorted(found, key=lambda m: (-len(m.files), sort_key(m.symbol), m.date, m.issuer))


def write_chains(book: Book, letters: Sequence[Published]) -> None:
    """The sheet of chains, missing texts and contradictions."""
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.row", 22), ("col.name", 28), ("col.file", 20)),
        *columns_of(lang, ("col.decision", 16), ("col.relation", 11), ("col.how", 24)),
        *columns_of(lang, ("col.symbol", 20), ("col.date", 11, "date"), ("col.issuer", 26)),
        *columns_of(lang, ("col.in_corpus", 11), ("col.letters", 11, "whole")),
        *columns_of(lang, ("col.quote", 46), ("col.page", 7, "whole")),
    ]
    graph = citation_graph(letters)
    rows = [
        *_chain_rows(letters, lang),
        *_missing_rows(graph, lang),
        *_contradiction_rows(graph, letters, lang),
    ]
    book.add_table(label("sheet.chains", lang), columns, rows, 3)


def _chain_rows(letters: Sequence[Published], lang: Lang) -> Iterator[list[Shown]]:
    for letter in ordered(letters):
        for decision in decisions([letter]):
            verdict = letter["cites"][decision]
            links = [k for k in letter["cites"].get("via", ()) if k["decision"] == decision]
            for link in links or [None]:
                told = Cell(named("cite", verdict, lang), (), anchor(letter))
                head: list[Shown] = [label("row.chain", lang), letter_cell(letter)]
                head += [str(letter["file"]), clean(decision), told]
                if link is None:
                    yield [*head, "", "", None, "", "", None, "", None]
                    continue
                through = link["through"] or ("" if link["how"] == "movement" else clean(decision))
                here = label("yes", lang) if link.get("file") else ""
                told_by: list[Shown] = [named("how", link["how"], lang), clean(through), None, ""]
                yield [*head, *told_by, here, None, clean(link["quote"]), link["page"]]


def _missing_rows(graph: MultiDiGraph, lang: Lang) -> Iterator[list[Shown]]:
    for text in missing(graph):
        yield [
            *(label("row.missing", lang), "", "", "", "", "", text.symbol, text.date or None),
            *(text.issuer, label("no", lang), len(text.files), "\n".join(text.files), None),
        ]


def _contradiction_rows(
    graph: MultiDiGraph, letters: Sequence[Published], lang: Lang
) -> Iterator[list[Shown]]:
    for found in contradictions(graph, letters):
        letter = found.document
        head: list[Shown] = [label(f"row.{found.kind}", lang)]
        head += [letter_cell(letter), str(letter["file"])] if letter else ["", ""]
        symbol = Cell(found.symbol, (), found.anchor)
        yield [*head, "", "", "", symbol, None, "", "", None, found.told, None]
