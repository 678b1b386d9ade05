"""One letter's findings, readable in a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.messages import say, spoken
from pipeline.terms import TERMS

_WIDTH_IN_A_PIPE = 110


def show_document(document: Mapping[str, Any], console: Console | None = None) -> None:
    """Prints a published document. Text of the letter is never taken for markup."""
    out = console or Console(highlight=False)
    if not out.is_terminal:
        out.width = max(out.width, _WIDTH_IN_A_PIPE)
    kind = say(f"kind.{document['kind']}").lower()
    out.print(Text(f"{document['file']} · {kind} · {document['pages']}", style="bold"))
    for line, style in _told(document):
        out.print(Text(line, style=style))
    if document["fields"]:
        out.print(_fields(document["fields"]))
    for decision, verdict in document["cites"].items():
        if decision == "via":
            continue
        words = say("show.cites", decision=decision, verdict=say(f"cite.{verdict}").lower())
        out.print(Text(words, style="bold"))
        for link in document["cites"].get("via", ()):
            if link["decision"] == decision:
                out.print(Text(f"  → {link['through'] or ''} “{link['quote']}”"))
    if document["references"]:
        out.print(_references(document["references"]))
    if document["coverage"]:
        out.print(_coverage(document["coverage"]))
    elif document["fields"]:
        out.print(say("show.no_coverage"))
    if document["quantities"]:
        out.print(Text(say("show.quantities"), style="bold"))
        for count in document["quantities"]:
            award = f" · {count['award']}" if count["award"] else ""
            out.print(Text(f"  {count['raw']}{award} (tr. {count['page']})"))


def _told(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What went wrong, and who signed; with its style."""
    from pipeline.compile.signatures import say_signature
    from pipeline.compile.signed import needs_a_look, signatures_of

    for error in document["errors"]:
        yield f"[{error['code']}] {error['message']}", "red"
    found = signatures_of(dict(document))
    if found:
        yield say("sheet.signatures"), "bold"
    for one in found:
        yield f"  {say_signature(one, spoken())}", "yellow" if needs_a_look(one) else ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    return "" if value is None else str(value)


def _fields(fields: Mapping[str, Any]) -> Table:
    table = Table(say("show.field"), say("show.value"), say("show.source"), say("show.sure"))
    order = [key.partition(".")[2] for key in TERMS if key.startswith("field.")]
    for name, value in sorted(fields.items(), key=lambda row: order.index(row[0])):
        mark = f" ({say('review')})" if value["review"] else ""
        style = "yellow" if value["review"] else ""
        table.add_row(
            Text(say(f"field.{name}")),
            Text(_text(value["value"])),
            Text(say(f"source.{value['source']}") + mark, style=style),
            Text(f"{value['confidence']:.2f}"),
        )
    return table


def _references(references: list[Mapping[str, Any]]) -> Table:
    heads = ("show.symbol", "show.date", "show.issuer", "show.mentions", "show.page")
    table = Table(*(say(h) for h in heads), title=say("show.references"), title_justify="left")
    for r in references:
        symbol = r["symbol"] or r.get("name") or r["raw"]
        cells = (symbol, r["date"], r["issuer"], r["mentions"], r["page"])
        table.add_row(*(Text(_text(c)) for c in cells))
    return table


def _coverage(coverage: Mapping[str, Any]) -> Table:
    title = say("show.coverage", outline=coverage["outline"], score=coverage["score"])
    for scored in coverage.get("scores", ()):
        if scored["part"] is None:
            title += "\n" + say("show.strict", strict=scored["strict"])
        else:
            title += " · " + say("show.part", **scored)
    heads = ("show.item", "show.heading", "show.content", "show.evidence")
    table = Table(*(say(h) for h in heads), title=title, title_justify="left")
    for item in coverage["items"]:
        first = item["evidence"][0] if item["evidence"] else None
        quote = f"tr. {first['page']}: “{first['quote'][:90]}”" if first else ""
        mark = f" ({say('review')})" if item["review"] else ""
        table.add_row(
            Text(f"{item['id']} {item['title'][:48]}"),
            Text(say(f"heading.{item['heading']}")),
            Text(
                say(f"content.{item['content']}") + mark, style="yellow" if item["review"] else ""
            ),
            Text(quote),
        )
    return table
