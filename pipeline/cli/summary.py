"""The last words of a run: what was read, and what needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.journey import Outcome
from pipeline.messages import say


def summarise(outcome: Outcome, seconds: float) -> Iterator[str]:
    """Lines for people."""
    documents = outcome.documents
    pages = outcome.pages_from_cache + outcome.pages_read
    yield say(
        "summary.letters",
        letters=len(documents),
        pages=pages,
        cached=outcome.pages_from_cache,
        seconds=seconds,
    )
    kinds = Counter(d["kind"] for d in documents)
    shown = ", ".join(f"{say('kind.' + k).lower()} {n}" for k, n in kinds.most_common())
    yield say("summary.kinds", kinds=shown)
    for decision in sorted({k for d in documents for k in d["cites"] if k != "via"}):
        counts = Counter(d["cites"].get(decision) for d in documents)
        yield say(
            "summary.cites",
            decision=decision,
            **{k: counts[k] for k in ("direct", "indirect", "none")},
        )
    scores = [d["coverage"]["score"] for d in documents if d["coverage"]]
    if scores:
        yield say("summary.scored", count=len(scores), mean=sum(scores) / len(scores))
    fields = {d["file"]: sum(v["review"] for v in d["fields"].values()) for d in documents}
    items = {
        d["file"]: sum(i["review"] for i in (d["coverage"] or {}).get("items", ()))
        for d in documents
    }
    letters = sum(1 for name in fields if fields[name] or items[name])
    yield say(
        "summary.doubts",
        fields=sum(fields.values()),
        items=sum(items.values()),
        letters=letters,
    )
    states = Counter(d["status"] for d in documents)
    if states["failed"] or states["partial"]:
        yield say("summary.failed", failed=states["failed"], partial=states["partial"])
