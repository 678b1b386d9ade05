"""Which outline a corpus is looked at by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.compile.tables import Published
from pipeline.errors import BadSettings, NoInput
from pipeline.knowledge.outlines import all_outlines, load_outline
from pipeline.messages import say
from pipeline.records import Outline, OutlineItem


def find_outline(documents: Sequence[Published], asked: str | None = None) -> Outline:
    """The outline that is ``asked`` for, a file or a name; without it the only one that reports
    were scored by. One that is known by name only is put together from what was published.

    Raises ``BadSettings`` where it is not clear which one is meant, ``NoInput`` where no report
    was scored by it, ``BadKnowledge`` for a file that is no outline."""
    scored = Counter(d["coverage"]["outline"] for d in documents if d["coverage"])
    names = ", ".join(sorted(scored))
    if not scored:
        raise NoInput(what=say("synthesis.no_reports", outline=asked or ""))
    if asked is None:
        if len(scored) > 1:
            raise BadSettings(where="--outline", what=names)
        asked = next(iter(scored))
    file = Path(asked)
    known = {o.name: o for o in all_outlines()}
    if file.is_file():
        outline = load_outline(file)
    elif asked in known:
        outline = known[asked]
    elif asked in scored:
        return _published(documents, asked)
    else:
        raise BadSettings(where="--outline", what=f"{asked} ≠ {names}")
    if outline.name not in scored:
        raise NoInput(what=say("synthesis.no_reports", outline=outline.name))
    return outline


def _published(documents: Sequence[Published], name: str) -> Outline:
    first = next(d["coverage"] for d in documents if (d["coverage"] or {}).get("outline") == name)
    items = tuple(OutlineItem(i["id"], i["title"]) for i in first["items"])
    return Outline(name, name, None, None, None, (), items)
