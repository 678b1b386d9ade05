"""The citation graph as a picture: a decision at the left, what hangs on it to the right.

SVG that we lay out ourselves: layers by distance from the decision, so every line runs to the
left, and the same graph gives the same bytes. Colours come from the page's style by class; the
words in boxes come from letters and are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pipeline.compile.collation import sort_key

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _EDGE = 270, 36, 90, 10, 12  # pixels
_SEEN = 240  # pixels from the top that the decision stands at most
_FITS = 40  # characters of a line in a box


@dataclass(frozen=True, slots=True)
class Arrow:
    """``source`` hangs on ``target``; ``how``: symbol, text or movement."""

    source: str
    target: str
    how: str


def arrows(graph: MultiDiGraph, decision: str) -> list[Arrow]:
    """How nodes hang on the decision's node, each by its strongest ties: by its symbol, else
    through texts, else by the movement's name."""
    found = []
    ties = {
        source: data["how"].split()
        for source, _, data in graph.in_edges(decision, data=True)
        if data["kind"] == "implements"
    }
    for source in sorted(ties, key=lambda n: _order(graph, n)):
        if graph.nodes[source]["kind"] == "text" or "symbol" in ties[source]:
            found.append(Arrow(source, decision, ties[source][0]))
    for source in sorted(graph.nodes, key=lambda n: _order(graph, n)):
        how = ties.get(source, [])
        if graph.nodes[source]["kind"] == "text" or source == decision or "symbol" in how:
            continue
        through = [
            target
            for _, target, data in graph.out_edges(source, data=True)
            if data.get("carries") and target in ties
        ]
        if through:
            found += [Arrow(source, t, "text") for t in sorted(through)]
        elif how:
            found.append(Arrow(source, decision, how[0]))
    return found


def _order(graph: MultiDiGraph, node: str) -> tuple[object, object, str]:
    data = graph.nodes[node]
    return (sort_key(data["label"]), sort_key(data["name"]), node)


def _layers(ties: Sequence[Arrow], decision: str, graph: MultiDiGraph) -> list[list[str]]:
    """Nodes by their distance from the decision; in each layer those with most behind them
    first, then in the order of what they hang on."""
    behind: dict[str, list[str]] = {}
    for arrow in ties:
        behind.setdefault(arrow.target, []).append(arrow.source)
    seen, layers = {decision}, [[decision]]
    while True:
        rank = {node: at for at, node in enumerate(layers[-1])}
        near = [a for a in ties if a.target in rank and a.source not in seen]
        places: dict[str, list[int]] = {}
        for arrow in near:
            places.setdefault(arrow.source, []).append(rank[arrow.target])
        if not places:
            return layers
        first = {node: sum(at) / len(at) for node, at in places.items()}
        layer = sorted(places, key=lambda n: (first[n], -len(behind.get(n, ())), *_order(graph, n)))
        seen.update(layer)
        layers.append(layer)


def draw(
    graph: MultiDiGraph, decision: str, anchors: Mapping[str, str], name: str | None = None
) -> str:
    """The picture of all that hangs on the node ``decision``. ``anchors``: addresses in the page
    by node, for the letters that can be opened; ``name``: what the picture is, in words;
    without it the decision's label."""
    ties = arrows(graph, decision)
    layers = _layers(ties, decision, graph)
    at = _places(layers, ties)
    height = max(y for _, y in at.values()) + _HEIGHT + _EDGE
    width = len(layers) * (_WIDTH + _GAP_X) - _GAP_X + 2 * _EDGE
    told = quoteattr(name or graph.nodes[decision]["label"])
    parts = [
        f'<svg class="graph" role="group" aria-label={told} '
        f'xmlns="http://www.w3.org/2000/svg" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">'
    ]
    parts += [_line(arrow, at) for arrow in ties if arrow.source in at and arrow.target in at]
    parts += [_box(graph, node, place, anchors.get(node)) for node, place in at.items()]
    return "\n".join([*parts, "</svg>"])


def _places(layers: Sequence[Sequence[str]], ties: Sequence[Arrow]) -> dict[str, tuple[int, int]]:
    """Where boxes stand: the first layer one under the other, further ones beside what they hang
    on, the decision where a reader of a long list sees it."""
    step = _HEIGHT + _GAP_Y
    at: dict[str, tuple[int, int]] = {}
    for column, layer in enumerate(layers[1:], start=1):
        free = _EDGE
        for node in layer:
            beside = [at[t.target][1] for t in ties if t.source == node and t.target in at]
            top = max(free, sum(beside) // len(beside)) if beside else free
            at[node] = (_EDGE + column * (_WIDTH + _GAP_X), top)
            free = top + step
    rows = len(layers[1]) if len(layers) > 1 else 1
    at[layers[0][0]] = (_EDGE, _EDGE + min((rows - 1) * step // 2, _SEEN))
    return at


def _line(arrow: Arrow, at: Mapping[str, tuple[int, int]]) -> str:
    (x0, y0), (x1, y1) = at[arrow.source], at[arrow.target]
    y0, x1, y1 = y0 + _HEIGHT // 2, x1 + _WIDTH, y1 + _HEIGHT // 2
    bend = _GAP_X // 2
    path = f"M{x0} {y0}C{x0 - bend} {y0} {x1 + bend} {y1} {x1} {y1}"
    return f'<path class="tie {arrow.how}" d="{path}"/>'


def _box(graph: MultiDiGraph, node: str, place: tuple[int, int], anchor: str | None) -> str:
    data, (x, y) = graph.nodes[node], place
    kind = "decision" if data["asked"] else data["kind"]
    look = f"node {kind}" + ("" if data["in_corpus"] else " missing")
    below = data["name"] or data["issuer"] or _day(data["date"])
    told = " · ".join(
        p
        for p in (data["label"], _day(data["date"]), data["issuer"], data["name"], data["file"])
        if p
    )
    role = "button" if anchor else "img"
    opens = f' data-open={quoteattr(anchor)} tabindex="0"' if anchor else ""
    return (
        f'<g class="{look}" role="{role}" aria-label={quoteattr(told)}{opens}>'
        f"<title>{escape(told)}</title>"
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4"/>'
        f'<text class="label" x="{x + 8}" y="{y + 15}">{escape(_short(data["label"]))}</text>'
        f'<text class="name" x="{x + 8}" y="{y + 29}">{escape(_short(below))}</text></g>'
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _FITS else text[: _FITS - 1].rstrip() + "…"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
