"""Findings as Label Studio tasks with predictions: what people correct there instead of drawing.

Two projects, as their controls differ: pages with pictures (a rectangle in percent, its label and
its transcription) and the text of every page (labelled spans). Each comes as tasks to import and a
labelling configuration. Pictures are named as Label Studio serves them from its local document
root, which is to be the output folder. Labels are the published keys, so that what people settle
there can be read back as gold labels.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from pipeline import __version__
from pipeline.compile.pages.letter import Sheet, sheets
from pipeline.compile.pages.marks import Mark, marks_of
from pipeline.compile.tables import FIELD_ORDER, Published, clean, ordered
from pipeline.files import write_atomically

FOLDER = "label-studio"
OTHERS = ("reference", "evidence", "quantity")
"""Labels beside the header fields; ``evidence`` carries its outline item as a note."""
_LABELS = {"ref": "reference", "item": "evidence", "quantity": "quantity"}
_LOCAL = "/data/local-files/?d="


def write_tasks(documents: Sequence[Published], out: Path) -> list[Path]:
    """Writes ``label-studio/{pages,texts}.{json,xml}`` under ``out``, each in one step, and
    returns their paths. Raises ``OutputUnwritable``."""
    letters = ordered(documents)
    labels = labels_of(letters)
    made = {
        "pages.json": _json(page_tasks(letters, out)),
        "pages.xml": page_config(labels),
        "texts.json": _json(text_tasks(letters)),
        "texts.xml": text_config(labels),
    }
    paths = []
    for name, text in made.items():
        paths.append(out / FOLDER / name)
        write_atomically(paths[-1], text.encode("utf-8", "replace"))
    return paths


def labels_of(letters: Iterable[Published]) -> tuple[str, ...]:
    """Every label in use, header fields first, as they stand on paper."""
    seen = {name for letter in letters for name in letter["fields"]}
    known = [name for name in FIELD_ORDER if name in seen]
    return (*known, *sorted(seen - set(known)), *OTHERS)


def page_tasks(letters: Iterable[Published], out: Path) -> list[dict[str, Any]]:
    """A task a page that has a picture. Letters of the same bytes share their pictures: each
    picture makes one task."""
    tasks: dict[str, dict[str, Any]] = {}
    for letter in letters:
        folder = letter.get("folder")
        if not folder or not (out / folder).resolve().is_relative_to(out.resolve()):
            continue
        for sheet in sheets(letter, out / folder, marks_of(letter)):
            picture = f"{folder}/{sheet.picture}"
            if sheet.picture and picture not in tasks:
                data = {"image": _LOCAL + quote(picture), **_about(letter, sheet.number)}
                tasks[picture] = _task(data, letter, list(_regions(letter, sheet)))
    return list(tasks.values())


def text_tasks(letters: Iterable[Published]) -> list[dict[str, Any]]:
    """A task a page that has text."""
    tasks = []
    for letter in letters:
        marks = marks_of(letter)
        for number, text in enumerate(letter["text"], start=1):
            if text.strip():
                data = {"text": text, **_about(letter, number)}
                spans = list(_spans(letter, text, [m for m in marks if m.page == number]))
                tasks.append(_task(data, letter, spans))
    return tasks


def _about(letter: Published, page: int) -> dict[str, Any]:
    return {"file": str(letter["file"]), "sha256": letter["sha256"], "page": page}


def _task(data: dict[str, Any], letter: Published, found: list[dict[str, Any]]) -> dict[str, Any]:
    """``score``: the least sure finding's, so that the most doubtful tasks sort first."""
    told = {"model_version": f"vanban {__version__}", "result": found}
    scores = [result["score"] for result in found if "score" in result]
    return {"data": data, "predictions": [{**told, "score": min(scores, default=1.0)}]}


def _regions(letter: Published, sheet: Sheet) -> Iterator[dict[str, Any]]:
    for mark, base in _bases(letter, sheet.marks):
        if mark.box is None:
            continue
        x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in mark.box)
        place = {"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0}
        box = {**{k: round(100 * v, 3) for k, v in place.items()}, "rotation": 0}
        size = {"original_width": sheet.width, "original_height": sheet.height}
        common = {**base, **size, "image_rotation": 0, "to_name": "image"}
        yield {
            **common,
            "from_name": "label",
            "type": "rectanglelabels",
            "value": {**box, "rectanglelabels": [_label(mark)]},
        }
        if mark.quote and not (mark.kind == "ref" and mark.at):  # then it is no transcription
            yield {
                **{k: v for k, v in common.items() if k not in ("score", "meta")},
                "from_name": "transcription",
                "type": "textarea",
                "value": {**box, "text": [mark.quote]},
            }


def _spans(letter: Published, text: str, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    for mark, base in _bases(letter, marks):
        if mark.spot is None:
            continue
        start, end = mark.spot
        yield {
            **base,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": _units(text, start),
                "end": _units(text, end),
                "text": text[start:end],
                "labels": [_label(mark)],
            },
        }


def _bases(letter: Published, marks: Iterable[Mark]) -> Iterator[tuple[Mark, dict[str, Any]]]:
    sure = _confidences(letter)
    for mark in marks:
        if mark.kind == "link":
            continue  # the reference that it goes through is there itself
        base: dict[str, Any] = {"id": mark.id}
        if mark.entry in sure:
            base["score"] = sure[mark.entry]
        if mark.kind == "item":
            base["meta"] = {"text": [mark.entry.removeprefix("item-")]}
        yield mark, base


def _confidences(letter: Published) -> Mapping[str, float]:
    items = (letter["coverage"] or {"items": []})["items"]
    return {
        **{f"field-{name}": value["confidence"] for name, value in letter["fields"].items()},
        **{f"item-{item['id']}": item["confidence"] for item in items},
        **{f"ref-{n}": r["confidence"] for n, r in enumerate(letter["references"])},
    }


def _label(mark: Mark) -> str:
    return _LABELS.get(mark.kind) or mark.entry.removeprefix("field-")


def _units(text: str, at: int) -> int:
    """Label Studio counts as browsers do: a character beyond the basic plane is two units."""
    return at + sum(ch > "\uffff" for ch in text[:at])


def page_config(labels: Iterable[str]) -> str:
    return (
        "<View>\n"
        '  <Image name="image" value="$image" zoom="true" zoomControl="true" '
        'rotateControl="false"/>\n'
        f'  <RectangleLabels name="label" toName="image">{_options(labels)}</RectangleLabels>\n'
        '  <TextArea name="transcription" toName="image" perRegion="true" editable="true" '
        'required="false" displayMode="region-list"/>\n'
        "</View>\n"
    )


def text_config(labels: Iterable[str]) -> str:
    """Every space counts for where a span stands, so none may be lost in showing it."""
    return (
        "<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n"
        f'  <Labels name="label" toName="text">{_options(labels)}</Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def _options(labels: Iterable[str]) -> str:
    return "".join(f"<Label value={quoteattr(clean(label))}/>" for label in labels)


def _json(tasks: list[dict[str, Any]]) -> str:
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
