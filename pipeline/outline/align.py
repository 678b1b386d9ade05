"""All headings of a report against all items of an outline at once, in order.

A dynamic programme pairs headings and items of every level together, so that one part heading
missed never loses its children. What stands out of order is paired afterwards (moves); a heading
that lists several items is one unit an item (merges); a part in other words is known by what its
children were paired with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.outline.headings import Node
from pipeline.outline.likeness import Titles, is_kept
from pipeline.records import OutlineItem

_TEXT, _LEVEL, _NUMBER = 0.8, 0.12, 0.08


_FLOOR = 0.5
"""Below this likeness two titles are not paired, wherever they stand."""


_PRICE = 0.45
"""What a pair must be worth to be better than two left alone."""


_WHOLE = 0.05
"""How much less alike the members of a heading may be than the whole, and still be several."""
_LIFTED = 0.95
"""What a child's name in an outermost heading is worth for the child's parent."""
_AT_HOME = 0.17
"""How much less is asked of a heading out of order under the item's own parent."""
_NAMES_PARENT = 0.7
"""Likeness to the parent's title that makes a child's heading the parent's."""
_MOVED_FLOOR = 0.72
"""Likeness that pairs without the help of order."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Item number ``item`` is served by heading number ``node``; ``likeness`` of the titles."""

    item: int
    node: int
    likeness: float
    merged: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    node: int
    likeness: tuple[float, ...]
    only: int | None = None


def align(
    nodes: Sequence[Node], titles: Titles, told: Sequence[Sequence[float]] = ()
) -> tuple[Pair, ...]:
    """The pairs, by item. A heading in several pairs is ``merged`` in each. ``told``: for each
    heading and item, how surely the heading's words and text speak of the item."""
    units = [unit for n in range(len(nodes)) for unit in _units(nodes, n, titles, told)]
    pairs: dict[int, Pair] = {}
    for _ in range(3):  # parents found in one pass help their children in the next
        before = pairs
        pairs = _in_order(nodes, units, titles, before)
        _add_moves(nodes, units, titles, pairs)
        _add_parents(nodes, titles, pairs)
        if {i: p.node for i, p in pairs.items()} == {i: p.node for i, p in before.items()}:
            break
    _lift(nodes, titles, pairs)
    return marked_merged(pairs.values())


def _lift(nodes: Sequence[Node], titles: Titles, pairs: dict[int, Pair]) -> None:
    """A heading that names one child, where the parent's heading should stand and has none, and
    names the parent too, is the parent's."""
    items = titles.outline.items
    number = {item.id: n for n, item in enumerate(items)}
    used = [p.node for p in pairs.values()]
    for n, pair in sorted(pairs.items()):
        over = items[n].parent
        if over is None or number[over] in pairs or used.count(pair.node) > 1:
            continue
        brothers = [k for k, i in enumerate(items) if i.parent == over and k in pairs]
        above = nodes[pair.node].parent
        serves = {items[p.item].id for p in pairs.values() if p.node == above}
        grand = items[number[over]].parent
        at_home = above is None if grand is None else grand in serves
        like = titles.likeness(nodes[pair.node].found.title)[number[over]]
        if len(brothers) == 1 and at_home and like >= _NAMES_PARENT:
            del pairs[n]
            pairs[number[over]] = Pair(number[over], pair.node, like)


def _units(
    nodes: Sequence[Node], n: int, titles: Titles, told: Sequence[Sequence[float]]
) -> list[_Unit]:
    """One unit a heading; one an item where the heading lists several sibling items."""
    title = nodes[n].found.title
    whole = titles.likeness(title)
    more = told[n] if told else whole
    single = _Unit(n, tuple(max(a, b) for a, b in zip(whole, more, strict=True)))
    parts = titles.parts(title)
    if len(parts) < 2 or not whole:
        return [single]
    best = max(range(len(whole)), key=whole.__getitem__)
    if whole[best] > _FLOOR and titles.ordered(title, best) >= 0.85:
        return [single]
    items = titles.outline.items
    likes = [titles.likeness(p) for p in parts]
    if nodes[n].parent is None:
        likes = [_lifted(like, titles) for like in likes]
    found: tuple[float, dict[int, float]] = (0.0, {})
    for parent in dict.fromkeys(i.parent for i in items):
        group = [k for k, i in enumerate(items) if i.parent == parent]
        chosen: dict[int, float] = {}
        for like in likes:
            k = max(group, key=like.__getitem__)
            if like[k] >= (0.55 if like[k] >= max(like) else 0.7):
                chosen[k] = max(chosen.get(k, 0.0), like[k])
        worth = sum(max(like[k] for k in group) for like in likes)
        if len(chosen) >= 2 and worth > found[0]:
            found = (worth, chosen)
    if not found[1] or found[0] / len(parts) < max(single.likeness) - _WHOLE:
        return [single]
    over = _over(nodes, n, titles, found[1])
    if over is not None:
        best_of = max(found[1].values())
        rest = (0.0 if k in found[1] else v for k, v in enumerate(single.likeness))
        return [_Unit(n, tuple(max(v, best_of) if k == over else v for k, v in enumerate(rest)))]
    return [
        _Unit(n, tuple(v if i == k else 0.0 for i in range(len(items))), k)
        for k, v in sorted(found[1].items())
    ]


def _over(nodes: Sequence[Node], n: int, titles: Titles, chosen: Mapping[int, float]) -> int | None:
    """The parent of the items that a heading lists, where the heading is the parent's: it keeps
    the parent's title, or the members have headings of their own below it."""
    items = titles.outline.items
    parent = next(iter({items[k].parent for k in chosen}))
    over = next((k for k, item in enumerate(items) if item.id == parent), None)
    if over is None:
        return None
    if is_kept(nodes[n].found.title, titles, over):
        return over
    below = [node for node in nodes if node.parent == n]
    own = {k for node in below for k in chosen
           if titles.likeness(node.found.title)[k] >= chosen[k]}  # fmt: skip
    return over if own and len(below) > 1 else None


def _lifted(like: Sequence[float], titles: Titles) -> tuple[float, ...]:
    """The likenesses of an outermost heading's member: what names a child names its part too."""
    items = titles.outline.items
    best = list(like)
    for n in reversed(range(len(items))):
        for k, item in enumerate(items):
            if items[n].parent == item.id:
                best[k] = max(best[k], _LIFTED * best[n])
    return tuple(best)


@dataclass(frozen=True, slots=True)
class _View:
    """What an earlier pass says: items by heading, and how many levels deeper the report's
    headings stand than the outline's items."""

    nodes: Sequence[Node]
    items: Sequence[OutlineItem]
    ordinals: Sequence[int]
    serving: Mapping[int, int]
    shift: int

    def worth(self, unit: _Unit, item: int) -> float:
        """What pairing is worth: text, level, number, and where the heading's ancestors stand."""
        text = unit.likeness[item]
        node, wanted = self.nodes[unit.node], self.items[item]
        level = max(0.0, 1 - 0.5 * abs(node.level - wanted.level - self.shift))
        label = node.found.label
        number = 1.0 if label and label.ordinal == self.ordinals[item] else 0.0
        worth = _TEXT * text + _LEVEL * level + _NUMBER * number
        # what another item would make of this heading speaks against it
        worth -= 0.4 * max(0.0, max(unit.likeness) - text)
        return worth + self._kinship(unit.node, wanted)

    def at_home(self, n: int, item: OutlineItem) -> float:
        """What a heading under the item's own parent may lack in likeness."""
        return _AT_HOME if self._kinship(n, item) > 0 else 0.0

    def _kinship(self, n: int, item: OutlineItem) -> float:
        """A bonus where the nearest paired ancestor is the item's own, a malus for another's."""
        above = self.nodes[n].parent
        while above is not None and above not in self.serving:
            above = self.nodes[above].parent
        if above is None:
            return 0.0
        over = self.items[self.serving[above]].id
        if item.parent == over:
            return 0.08
        return 0.04 if item.id.startswith(over + ".") else -0.12


def _view(nodes: Sequence[Node], titles: Titles, known: Mapping[int, Pair]) -> _View:
    items = titles.outline.items
    seen: dict[str | None, int] = {}
    ordinals = []
    for item in items:
        seen[item.parent] = seen.get(item.parent, 0) + 1
        ordinals.append(seen[item.parent])
    steps = sorted(nodes[p.node].level - items[p.item].level for p in known.values())
    return _View(
        nodes,
        items,
        ordinals,
        {p.node: p.item for p in known.values()},
        steps[len(steps) // 2] if steps else 0,
    )


def _in_order(
    nodes: Sequence[Node], units: Sequence[_Unit], titles: Titles, known: dict[int, Pair]
) -> dict[int, Pair]:
    """The worthiest pairing that keeps the order of both."""
    items = titles.outline.items
    view = _view(nodes, titles, known)
    rows, columns = len(items), len(units)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            value, how = best[i - 1][j], 1
            if best[i][j - 1] > value:
                value, how = best[i][j - 1], 2
            unit = units[j - 1]
            if unit.likeness[i - 1] >= _FLOOR:
                gain = view.worth(unit, i - 1) - _PRICE
                if best[i - 1][j - 1] + gain > value:
                    value, how = best[i - 1][j - 1] + gain, 3
            best[i][j], step[i][j] = value, how
    pairs: dict[int, Pair] = {}
    i, j = rows, columns
    while i and j:
        if step[i][j] == 3:
            unit = units[j - 1]
            pairs[i - 1] = Pair(i - 1, unit.node, unit.likeness[i - 1])
            i, j = i - 1, j - 1
        elif step[i][j] == 2:
            j -= 1
        else:
            i -= 1
    return pairs


def _add_moves(
    nodes: Sequence[Node], units: Sequence[_Unit], titles: Titles, pairs: dict[int, Pair]
) -> None:
    """Pairs what is very alike but out of order, the most alike first."""
    view, items = _view(nodes, titles, pairs), titles.outline.items
    taken = {(p.node, p.item if _split(units, p.node) else None) for p in pairs.values()}
    options = sorted(
        (
            (-view.worth(u, i), i, k)
            for k, u in enumerate(units)
            for i in range(len(titles.outline.items))
            if i not in pairs and u.likeness[i] >= _MOVED_FLOOR - view.at_home(u.node, items[i])
            and u.likeness[i] >= max(u.likeness) - 0.1
        ),
    )  # fmt: skip
    for _, i, k in options:
        unit = units[k]
        key = (unit.node, i if unit.only is not None else None)
        if i in pairs or key in taken:
            continue
        pairs[i] = Pair(i, unit.node, unit.likeness[i])
        taken.add(key)


def _split(units: Sequence[_Unit], node: int) -> bool:
    return any(u.only is not None for u in units if u.node == node)


def _add_parents(nodes: Sequence[Node], titles: Titles, pairs: dict[int, Pair]) -> None:
    """A heading whose children serve the children of one item serves that item."""
    items = titles.outline.items
    number = {item.id: n for n, item in enumerate(items)}
    for n in reversed(range(len(nodes))):
        if any(p.node == n for p in pairs.values()):
            continue
        votes: dict[int, int] = {}
        children = 0
        for k, node in enumerate(nodes):
            if node.parent != n:
                continue
            children += 1
            for parent in {items[p.item].parent for p in pairs.values() if p.node == k}:
                if parent is not None:
                    votes[number[parent]] = votes.get(number[parent], 0) + 1
        if not votes:
            continue
        item = max(votes, key=lambda i: (votes[i], -i))
        if item not in pairs and votes[item] * 2 > children and votes[item] >= 2:
            pairs[item] = Pair(item, n, titles.likeness(nodes[n].found.title)[item], inferred=True)


def marked_merged(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs by item, with those whose heading serves several items marked."""
    known = sorted(pairs, key=lambda p: p.item)
    used: dict[int, int] = {}
    for pair in known:
        used[pair.node] = used.get(pair.node, 0) + 1
    return tuple(replace(p, merged=used[p.node] > 1) for p in known)
