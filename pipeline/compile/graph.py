"""Who cites what over a corpus: a directed graph, its rows as a table, and GraphML.

Nodes are letters, the texts they cite, and the decisions asked about. Edges ``cites`` carry
mentions and pages; edges ``implements`` say by what a text hangs on a decision. Everything comes
from published documents, so people's corrections count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.compile.collation import sort_key
from pipeline.compile.tables import (
    Published,
    anchor,
    clean,
    decisions,
    name_of,
    ordered,
    pages_of,
    value_of,
)
from pipeline.files import write_atomically
from pipeline.knowledge.citations import plain
from pipeline.knowledge.decisions import load_decisions
from pipeline.messages import say
from pipeline.text import fold, squash

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_STRENGTH = ("symbol", "text", "movement")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What speaks against what. ``kind``: ``dates`` (one symbol, several dates), ``after_letter``
    (a cited date after the letter's own), ``finding`` (any other that was found in one letter);
    ``document`` and ``anchor`` lead to the place, where there is one."""

    kind: str
    symbol: str
    told: str
    document: Published | None
    anchor: str | None


def citation_graph(documents: Sequence[Published]) -> MultiDiGraph:
    """The graph. Nodes: ``letter:<file>``, ``text:<symbol>`` (with issuer and date where several
    texts have one symbol), ``decision:<symbol>``. The same documents give the same graph, in the
    same order."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    letters = ordered(documents)
    by_symbol: dict[str, list[Published]] = {}
    for letter in letters:
        _add_letter(graph, letter)
        if symbol := value_of(letter, "number_symbol"):
            by_symbol.setdefault(symbol_key(symbol), []).append(letter)
    for decision in decisions(letters):
        _add_decision(graph, decision, by_symbol)
    for letter in letters:
        for reference in letter["references"]:
            _add_citation(graph, letter, reference, by_symbol)
    for letter in letters:
        for link in letter["cites"].get("via", ()):
            _add_link(graph, letter, link)
        for decision, verdict in letter["cites"].items():
            if verdict == "direct":  # also where a person said so, without a link
                link = {"decision": decision, "how": "symbol", "through": None, "quote": ""}
                _add_link(graph, letter, link)
    return graph


def symbol_key(symbol: str) -> str:
    """For comparing symbols: no diacritics, case, spaces or leading zeros."""
    return fold(clean(symbol)).replace(" ", "").lstrip("0")


def _add_letter(graph: MultiDiGraph, letter: Published) -> None:
    verdicts = {k: v for k, v in letter["cites"].items() if k != "via"}
    graph.add_node(
        letter_node(letter),
        kind="letter",
        label=clean(value_of(letter, "number_symbol") or str(letter["file"])),
        name=name_of(letter),
        file=clean(str(letter["file"])),
        date=value_of(letter, "date"),
        issuer=value_of(letter, "issuer"),
        in_corpus=True,
        asked=False,
        verdicts="; ".join(f"{clean(k)}: {v}" for k, v in sorted(verdicts.items())),
    )


def letter_node(letter: Published) -> str:
    """The node of a letter of the corpus."""
    return f"letter:{clean(str(letter['file']))}"


def _add_decision(graph: MultiDiGraph, symbol: str, by_symbol: dict[str, list[Published]]) -> None:
    """A decision's node; where the decision itself is in the corpus, that letter's."""
    known = next((d for d in load_decisions() if d.symbol == symbol), None)
    date, issuer = (known.date, known.issuer) if known else (None, None)
    told = {"symbol": symbol, "date": date, "issuer": issuer}
    here = next((x for x in by_symbol.get(symbol_key(symbol), ()) if _means(told, x)), None)
    node = letter_node(here) if here is not None else f"decision:{clean(symbol)}"
    values = {"kind": "decision", "label": clean(symbol), "asked": True}
    if here is None:
        values |= {
            "name": clean(known.title) if known else "",
            "file": "",
            "date": date or "",
            "issuer": clean(issuer or ""),
            "in_corpus": False,
            "verdicts": "",
        }
    graph.add_node(node, **values)
    graph.graph[f"decision {symbol}"] = node


def _add_citation(
    graph: MultiDiGraph,
    letter: Published,
    reference: dict[str, Any],
    by_symbol: dict[str, list[Published]],
) -> None:
    cited = _cited_node(graph, letter, reference, by_symbol)
    source = letter_node(letter)
    if cited == source:
        return
    data = graph.get_edge_data(source, cited, key="cites")
    mentions = int(reference["mentions"]) + (data["mentions"] if data else 0)
    pages = sorted(
        {*map(str, pages_of(reference)), *(data["pages"].split() if data else ())}, key=int
    )
    raw = clean(squash(reference["raw"]))
    graph.add_edge(
        source, cited, key="cites", kind="cites", mentions=mentions, pages=" ".join(pages),
        date=reference["date"] or (data["date"] if data else ""), raw=raw,
    )  # fmt: skip


def _cited_node(
    graph: MultiDiGraph,
    letter: Published,
    reference: dict[str, Any],
    by_symbol: dict[str, list[Published]],
) -> str:
    """The node of a cited text: a decision asked about, a letter of the corpus, or a text that
    others may cite too."""
    symbol = reference["symbol"]
    if symbol is None:
        name = clean(reference.get("name") or reference["raw"])
        return _text_node(graph, f"text:{plain(name)}", name, reference)
    for asked in [k for k in letter["cites"] if k != "via"]:
        node: str = graph.graph.get(f"decision {asked}", "")
        if node and symbol_key(asked) == symbol_key(symbol) and _fits(graph.nodes[node], reference):
            return node
    for other in by_symbol.get(symbol_key(symbol), ()):
        if other is not letter and _means(reference, other):
            return letter_node(other)
    return _text_node(graph, f"text:{symbol_key(symbol)}", clean(symbol), reference)


def _text_node(graph: MultiDiGraph, base: str, label: str, reference: dict[str, Any]) -> str:
    """The node of a text, or a new one: numbers start again each year and in each office, so
    one symbol may be several texts."""
    node, n = base, 1
    while node in graph:
        if _fits(graph.nodes[node], reference):
            known = graph.nodes[node]
            known["date"] = known["date"] or reference["date"] or ""
            known["issuer"] = known["issuer"] or clean(reference["issuer"] or "")
            return node
        n += 1
        node = f"{base} ({n})"
    graph.add_node(
        node, kind="text", label=label, name=clean(reference.get("about") or ""), file="",
        date=reference["date"] or "", issuer=clean(reference["issuer"] or ""), in_corpus=False,
        asked=False, verdicts="",
    )  # fmt: skip
    return node


def _fits(node: dict[str, Any], reference: dict[str, Any]) -> bool:
    """Whether a citation can mean the text of a node: another issuer is another text."""
    if not _same_body(node["issuer"], reference["issuer"]):
        return False
    return _same_day(node["date"], reference["date"])


def _means(reference: dict[str, Any], letter: Published) -> bool:
    """Whether a citation with a letter's symbol means that letter: issuer and date fit as far
    as both are known, and one of them is."""
    issuer, date = value_of(letter, "issuer"), value_of(letter, "date")
    cited, day = reference["issuer"], reference["date"]
    if not _same_body(cited, issuer) or not _same_day(day, date):
        return False
    return bool((cited and issuer) or (day and date))


def _same_day(one: str | None, two: str | None) -> bool:
    """A date that differs in year and day is of another text; one that differs in part is a
    slip, and will be told."""
    return not one or not two or one[:4] == two[:4] or one[4:] == two[4:]


def _same_body(one: str | None, two: str | None) -> bool:
    if not one or not two:
        return True
    a, b = plain(one), plain(two)
    return a in b or b in a


def _add_link(graph: MultiDiGraph, letter: Published, link: dict[str, Any]) -> None:
    """One step of a chain: the letter, or the text through which it goes, hangs on a decision."""
    decision = graph.graph.get(f"decision {link['decision']}")
    source = letter_node(letter)
    if decision is None or decision == source:
        return
    through = source
    if link["how"] == "text" and link["through"]:
        key = symbol_key(link["through"])
        cited = [v for _, v, kind in graph.out_edges(source, keys=True) if kind == "cites"]
        found = [v for v in cited if symbol_key(graph.nodes[v]["label"]) == key]
        if not found or found[0] == decision:
            return
        through = found[0]
        graph.edges[source, through, "cites"]["carries"] = True
    data = graph.get_edge_data(through, decision, key="implements")
    hows = {link["how"], *(data["how"].split() if data else ())}
    told = (data or {}).get("quote") or clean(link["quote"])
    graph.add_edge(
        through, decision, key="implements", kind="implements",
        how=" ".join(h for h in _STRENGTH if h in hows), quote=told,
    )  # fmt: skip


def graphml(graph: MultiDiGraph) -> bytes:
    """The graph as GraphML; the same graph gives the same bytes."""
    from xml.etree import ElementTree

    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    plain_graph = nx.MultiDiGraph()
    for node, data in sorted(graph.nodes(data=True)):
        plain_graph.add_node(node, **{k: data[k] for k in sorted(data)})
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3])
    for source, target, key, data in edges:
        plain_graph.add_edge(source, target, key=key, **{k: data[k] for k in sorted(data)})
    writer = GraphMLWriter(encoding="utf-8")
    writer.add_graph_element(plain_graph)
    ElementTree.indent(writer.xml)
    text = ElementTree.tostring(writer.xml, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode("utf-8", "replace")


def write_graphml(graph: MultiDiGraph, path: Path) -> None:
    """Writes ``citations.graphml`` in one step. Raises ``OutputUnwritable``."""
    write_atomically(path, graphml(graph))


def contradictions(graph: MultiDiGraph, documents: Sequence[Published]) -> list[Contradiction]:
    """One symbol with several dates, dates after the letter's own, and what else was found."""
    return [*_dates_differ(graph), *_in_letters(ordered(documents))]


def _dates_differ(graph: MultiDiGraph) -> Iterator[Contradiction]:
    """Texts that are cited with one date here and another there, or that bear another."""
    for node, data in sorted(graph.nodes(data=True), key=lambda row: sort_key(row[1]["label"])):
        days: dict[str, list[str]] = {}
        if data["kind"] != "text" and len(data["date"]) == 10:
            days.setdefault(data["date"], [])
        for source, _, edge in sorted(graph.in_edges(node, data=True), key=lambda e: e[0]):
            if edge["kind"] == "cites" and len(edge["date"]) == 10:
                days.setdefault(edge["date"], []).append(graph.nodes[source]["file"])
        if len(days) > 1:
            told = "; ".join(
                f"{_day(day)} ({', '.join(files)})" if files else _day(day)
                for day, files in sorted(days.items())
            )
            yield Contradiction("dates", data["label"], told, None, None)


def _in_letters(letters: Sequence[Published]) -> Iterator[Contradiction]:
    for letter in letters:
        own = value_of(letter, "date")
        for at, reference in enumerate(letter["references"]):
            symbol = clean(reference["symbol"] or reference.get("name") or reference["raw"])
            place, day = anchor(letter, "r", str(at)), reference["date"] or ""
            late = len(own) == 10 == len(day) and day > own
            said = say("reference_after_letter", date=_day(day)) if late else ""
            if late:
                yield Contradiction(
                    "after_letter", symbol, f"{_day(day)} > {_day(own)}", letter, place
                )
            for finding in reference.get("findings", ()):
                if finding != said:
                    yield Contradiction("finding", symbol, clean(finding), letter, place)


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
