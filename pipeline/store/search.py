"""Words in all pages, with or without diacritics.

Both databases index the same stream of words, cut here, twice: as printed (lower case) and folded
(no diacritics, no stroke on đ). A page is found by its folded words, so that ``quang binh`` finds
``Quảng Bình`` and so does text whose diacritics the scan lost; where the words as typed stand too,
it comes first, and before all others come pages where the whole query stands together. A query is
words and nothing else: ``733/QĐ-TTg`` must stand together and in this order, the words between
spaces anywhere on the page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, text

from pipeline.store.rows import Row, put, storable
from pipeline.store.schema import PAGES, SEARCH_PAGES
from pipeline.store.types import Hit, Listing, Published
from pipeline.text import bare, nfc

_WORD = re.compile(r"[^\W_]+")
_PIECE = 50_000
"""Characters of one row: PostgreSQL indexes no more than a megabyte at once."""
_LONGEST, _MOST = 60, 12
"""Characters of a word, words of a query: nobody types more."""
_BEFORE, _WINDOW = 60, 220
"""Characters of a snippet: before its first hit, and in all."""
_EXACT = 4.0
"""How much more a word as typed counts than one without its diacritics."""

Words = list[list[str]]
"""The query: each entry a run of words that stand together."""


def plain(words: str) -> str:
    return nfc(words).lower()


def folded(words: str) -> str:
    """The same length as ``words`` where those are NFC: offsets stay valid."""
    return nfc(words).translate(_FOLDED)


class _Folded(dict[int, str]):
    """A character without its diacritics, in lower case; each is worked out once."""

    def __missing__(self, code: int) -> str:
        low = bare(chr(code)).lower()
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


_FOLDED = _Folded()


def tokens(normal: str) -> str:
    """The words of a normal text, each at most so long, parted by spaces."""
    return " ".join(w[:_LONGEST] for w in _WORD.findall(normal))


def index_pages(connection: Connection, documents: Sequence[Published]) -> None:
    """Puts the words of new documents in; ``forget_pages`` took the old ones out."""
    highest = connection.scalar(select(SEARCH_PAGES.c.id).order_by(SEARCH_PAGES.c.id.desc()))
    rows: list[Row] = []
    words: list[Row] = []
    for document in documents:
        for page, start, piece in _pieces(document["text"]):
            id = (highest or 0) + len(rows) + 1
            file, sha256 = storable(document["file"]), document["sha256"]
            rows.append({"id": id, "file": file, "sha256": sha256, "page": page, "start": start})
            said = {"plain": tokens(plain(piece)), "folded": tokens(folded(piece))}
            words.append({"id": id, **said})
    if not rows:
        return
    put(connection, SEARCH_PAGES, rows)
    if connection.dialect.name == "sqlite":
        connection.execute(_INSERT, words)
    else:
        connection.execute(_INSERT_ALL, {"rows": json.dumps(words)})


def forget_pages(connection: Connection, files: Sequence[str]) -> None:
    for file in files:
        ids = connection.scalars(select(SEARCH_PAGES.c.id).where(SEARCH_PAGES.c.file == file))
        if gone := [{"id": id} for id in ids]:
            connection.execute(_DELETE[connection.dialect.name], gone)
            connection.execute(delete(SEARCH_PAGES).where(SEARCH_PAGES.c.file == file))


def find(connection: Connection, query: str, offset: int, limit: int) -> Listing[Hit]:
    """Pages with all words of ``query``, the likeliest first."""
    wanted = words_of(query)
    if not any(wanted):
        return Listing((), 0)
    engine = connection.dialect.name
    asked = _ASK[engine](wanted)
    total = connection.scalar(_COUNT[engine], asked) or 0
    if total == 0 or limit <= 0:
        return Listing((), total)
    paged = {**asked, "skip": offset, "most": limit, "exact": _EXACT}
    found = connection.execute(_FIND[engine], paged).mappings()
    return Listing(tuple(_hit(connection, row, wanted) for row in found.all()), total)


def words_of(query: str) -> Words:
    """What to look for, as typed."""
    runs = [[w[:_LONGEST] for w in _WORD.findall(part)] for part in plain(query).split()]
    return [run[:_MOST] for run in runs if run][:_MOST]


def _pieces(pages: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for number, page in enumerate(pages, start=1):
        for start in range(0, len(page), _PIECE):
            yield number, start, storable(page[start : start + _PIECE])


def _hit(connection: Connection, row: RowMapping, wanted: Words) -> Hit:
    where = (PAGES.c.file == row["file"]) & (PAGES.c.page == row["page"])
    page = connection.scalar(select(PAGES.c.text).where(where)) or ""
    piece = page[row["start"] : row["start"] + _PIECE]
    return Hit(row["sha256"], row["file"], row["page"], snippet(piece, wanted))


def snippet(page: str, wanted: Words) -> tuple[tuple[str, bool], ...]:
    """The words where they stand together, or else where most of them are near each other; plain
    text and hits in turn."""
    page = nfc(page)
    low = folded(page)
    spots = [(m.start(), m.end()) for m in _pattern(wanted).finditer(low)]
    together = _pattern([_whole(wanted)]).search(low)
    first = together.start() if together else _thickest(low, spots)
    start = max(0, first - _BEFORE)
    while 0 < start < first and not page[start - 1].isspace():
        start += 1
    end = min(len(page), start + _WINDOW)
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for left, right in spots:
        if left >= at and right <= end:
            parts += [(page[at:left], False), (page[left:right], True)]
            at = right
    parts.append((page[at:end] + ("…" if end < len(page) else ""), False))
    return tuple((" ".join(_edged(t)), hit) for t, hit in parts if t)


def _thickest(low: str, spots: Sequence[tuple[int, int]]) -> int:
    """Where the window with the most different hits begins: the first of several."""
    best, most, end = 0, 0, 0
    inside: Counter[str] = Counter()
    for left, right in spots:
        while end < len(spots) and spots[end][1] <= left + _WINDOW - _BEFORE:
            inside[low[slice(*spots[end])]] += 1
            end += 1
        if len(+inside) > most:
            best, most = left, len(+inside)
        inside[low[left:right]] -= 1
    return best


def _whole(wanted: Words) -> list[str]:
    return [word for run in wanted for word in run]


def _edged(piece: str) -> list[str]:
    """Words parted by single spaces, one kept at either end where there was any."""
    words = piece.split()
    if not words:
        return ["", ""]
    left = [""] if piece[:1].isspace() else []
    right = [""] if piece[-1:].isspace() else []
    return [*left, *words, *right]


def _pattern(wanted: Words) -> re.Pattern[str]:
    runs = sorted(([re.escape(folded(w)) for w in run] for run in wanted), key=len, reverse=True)
    return re.compile("|".join(r"\b" + r"[\W_]+".join(run) + r"\b" for run in runs))


def _ask_fts5(wanted: Words) -> dict[str, Any]:
    """Everything stands in double quotes, and no word holds one: no operator gets through."""
    low = " AND ".join(f'folded : "{" ".join(folded(w) for w in run)}"' for run in wanted)
    typed = " AND ".join(f'plain : "{" ".join(run)}"' for run in wanted)
    together = f'folded : "{" ".join(map(folded, _whole(wanted)))}"'
    return {"found": low, "ranked": f"({low}) OR ({low} AND {typed})", "together": together}


def _ask_tsquery(wanted: Words) -> dict[str, Any]:
    together = _tsquery([_whole(wanted)], True)
    return {
        "found": _tsquery(wanted, True),
        "typed": _tsquery(wanted, False),
        "together": together,
    }


def _tsquery(wanted: Words, low: bool) -> str:
    """Words hold letters and digits only, and stand in quotes."""
    runs = ([folded(w) if low else w for w in run] for run in wanted)
    return " & ".join("(" + " <-> ".join(f"'{w}'" for w in run) + ")" for run in runs)


_ASK = {"sqlite": _ask_fts5, "postgresql": _ask_tsquery}
_DELETE = {
    "sqlite": text("DELETE FROM search_words WHERE rowid = :id"),
    "postgresql": text("DELETE FROM search_words WHERE id = :id"),
}
_INSERT = text("INSERT INTO search_words (rowid, plain, folded) VALUES (:id, :plain, :folded)")
_INSERT_ALL = text(
    "INSERT INTO search_words (id, plain, folded) "
    "SELECT id, to_tsvector('simple', plain), to_tsvector('simple', folded) "
    "FROM json_to_recordset(CAST(:rows AS json)) AS row (id integer, plain text, folded text)"
)
_COUNT = {
    "sqlite": text("SELECT count(*) FROM search_words WHERE search_words MATCH :found"),
    "postgresql": text(
        "SELECT count(*) FROM search_words WHERE folded @@ to_tsquery('simple', :found)"
    ),
}
_FIND = {
    "sqlite": text(
        "SELECT p.file, p.sha256, p.page, p.start FROM search_words w "
        "JOIN search_pages p ON p.id = w.rowid WHERE search_words MATCH :ranked "
        "ORDER BY w.rowid IN (SELECT rowid FROM search_words WHERE search_words MATCH :together) "
        "DESC, bm25(search_words, :exact, 1.0), p.file, p.page, p.start "
        "LIMIT :most OFFSET :skip"
    ),
    "postgresql": text(
        "SELECT p.file, p.sha256, p.page, p.start FROM search_words w "
        "JOIN search_pages p ON p.id = w.id WHERE w.folded @@ to_tsquery('simple', :found) "
        "ORDER BY w.folded @@ to_tsquery('simple', :together) DESC, "
        "ts_rank(w.folded, to_tsquery('simple', :found)) "
        "+ :exact * ts_rank(w.plain, to_tsquery('simple', :typed)) DESC, "
        "p.file, p.page, p.start LIMIT :most OFFSET :skip"
    ),
}
