"""Published letters read from an open file, one at a time, and letters cut down to what a table
of all of them needs: a corpus of a hundred thousand takes gigabytes, its register a thousandth.

The file is held open: a run that ends meanwhile puts another in its place, which is not looked at.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, overload

from pipeline.compile.tables import Published
from pipeline.errors import NoInput
from pipeline.text import fold

_OF_REGISTER = frozenset((
    "number_symbol", "date", "issuer", "issuer_parent", "province", "place", "doc_type", "subject",
    "incoming_number", "incoming_date",
))  # fmt: skip
_OF_SYNTHESIS = frozenset(("issuer", "province", "number_symbol", "date"))
_LONGEST_SHARED = 300  # letters: titles and codes recur from letter to letter, quotes do not


class Held(Sequence[Published]):
    """The letters of a file of JSON lines, in its order. Raises ``ValueError`` where one is read
    that is no JSON object."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = array("Q")
        place = 0
        for line in file:
            if line.strip():
                self._at.append(place)
            place += len(line)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[Published]:
        return (self[n] for n in range(len(self._at)))

    @overload
    def __getitem__(self, index: int) -> Published: ...
    @overload
    def __getitem__(self, index: slice) -> list[Published]: ...
    def __getitem__(self, index: int | slice) -> Published | list[Published]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self._at)))]
        self._file.seek(self._at[index])
        found = json.loads(self._file.readline().decode("utf-8"))
        if not isinstance(found, dict):
            raise ValueError(f"line {index + 1}: {type(found).__name__}")
        return found


class Pages(Sequence[str]):
    """The text of one letter, page by page: read when somebody asks for it, and not kept."""

    def __init__(self, letters: Held, at: int) -> None:
        self._letters, self._number = letters, at

    def __len__(self) -> int:
        return len(self._pages())

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages())

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return self._pages()[index]

    def _pages(self) -> list[str]:
        found: list[str] = self._letters[self._number]["text"]
        return found


@contextmanager
def held_results(out: Path) -> Iterator[Held]:
    """The letters of the run that left ``out``. Raises ``NoInput`` where there was none."""
    path = out / "documents.jsonl"
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise NoInput(what=str(path)) from error
    with file:
        yield Held(file)


def of_register(letters: Held, symbols: Collection[str]) -> list[Published]:
    """Letters as a register, its rolls and its reminders take them. ``symbols``: those of the
    guidelines, whose citations say who asks for reports."""
    wanted = {fold(symbol) for symbol in symbols}
    share = _sharing()
    return [_of_register(letter, Pages(letters, n), wanted, share)
            for n, letter in enumerate(letters)]  # fmt: skip


def _of_register(
    letter: Published, pages: Pages, symbols: Collection[str], share: Callable[[Any], Any]
) -> Published:
    coverage = letter["coverage"]
    return {
        **{k: share(letter.get(k)) for k in ("file", "sha256", "status", "pages", "folder")},
        **{k: share(letter[k]) for k in ("kind", "kind_confidence") if k in letter},
        "errors": [{"code": share(error["code"])} for error in letter["errors"]],
        "coverage": {"outline": share(coverage["outline"])} if coverage else None,
        "fields": _fields(letter["fields"], _OF_REGISTER, share),
        "signatures": letter.get("signatures") or [],
        "references": [r for r in letter["references"] if fold(r["symbol"] or "") in symbols],
        "text": pages,
    }


def of_synthesis(letters: Iterable[Published], outline: str) -> list[Published]:
    """The reports scored by ``outline``, as a synthesis and its pictures take them. Of a page, its
    first line: it tells a page number from a figure."""
    share = _sharing()
    return [
        {
            **{k: v for k, v in letter.items() if k not in ("text", "references", "cites")},
            "fields": _fields(letter["fields"], _OF_SYNTHESIS, share),
            "coverage": _shared(letter["coverage"], share),
            "quantities": _shared(letter["quantities"], share),
            "references": [],
            "cites": {},
            "text": [page.lstrip().partition("\n")[0] for page in letter["text"]],
        }
        for letter in letters
        if letter["coverage"] and letter["coverage"]["outline"] == outline
    ]


def _fields(
    fields: Mapping[str, Any], wanted: Collection[str], share: Callable[[Any], Any]
) -> dict[str, Any]:
    """Those ``wanted``; of the others no more than whether they are doubtful and on paper."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        marks = {"review": value["review"], "box": bool(value.get("box"))}
        if name in wanted:
            found[share(name)] = {"value": share(value["value"]), "source": share(value["source"]),
                                  **marks}  # fmt: skip
        else:
            found[share(name)] = share(marks)
    return found


def _shared(thing: Any, share: Callable[[Any], Any]) -> Any:
    if isinstance(thing, dict):
        return {share(k): _shared(v, share) for k, v in thing.items()}
    if isinstance(thing, list):
        return [_shared(v, share) for v in thing]
    return share(thing)


def _sharing() -> Callable[[Any], Any]:
    """What is equal is kept once."""
    known: dict[Any, Any] = {}

    def share(thing: Any) -> Any:
        if isinstance(thing, str) and len(thing) <= _LONGEST_SHARED:
            return known.setdefault(thing, thing)
        if isinstance(thing, dict):
            return known.setdefault(tuple(thing.items()), thing)
        return thing

    return share
