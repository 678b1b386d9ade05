"""``annotations.json``: a letter's references as W3C Web Annotations, for any reader of them.

One annotation a mention. Its target is given twice: as characters of a page's text (position and
quote), and as a rectangle of the page of the PDF beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.files import write_remade
from pipeline.records import Page, Place, Reference, Span, Transcript

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"vanban": "urn:vanban:terms#"})
_AROUND = 32  # characters quoted before and after


def annotate(
    transcript: Transcript, references: Sequence[Reference], file: str, pdf: str | None
) -> dict[str, Any]:
    """A collection of annotations in the order of the text. ``file`` names the letter; ``pdf``
    is the PDF of its pages, as seen from the folder of the annotations, None where none is kept.
    Text targets are the letter's pages by number: ``text.txt#page=2``."""
    rows = [
        (mention.span, n, reference, mention.places, mention.repairs)
        for n, reference in enumerate(references, start=1)
        for mention in reference.mentions
    ]
    rows.sort(key=lambda row: (row[0], row[1]))
    items = [
        _annotation(at, transcript, span, reference, places, repairs, pdf)
        for at, (span, _, reference, places, repairs) in enumerate(rows, start=1)
    ]
    return {
        "@context": list(CONTEXT),
        "id": f"urn:vanban:{quote(file)}",
        "type": "AnnotationPage",
        "items": items,
    }


def _annotation(
    at: int,
    transcript: Transcript,
    span: Span,
    reference: Reference,
    places: Sequence[Place],
    repairs: Sequence[str],
    pdf: str | None,
) -> dict[str, Any]:
    targets = [_text_target(transcript, page, part) for page, part in _pages(transcript, span)]
    if pdf is not None:
        targets += [_page_target(place, pdf) for place in places if place.box is not None]
    return {
        "id": f"#r{at}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "TextualBody",
            "purpose": "identifying",
            "format": "text/plain",
            "language": "vi",
            "value": reference.symbol or reference.name or transcript.quote(span),
            "vanban:type": reference.type,
            "vanban:date": reference.date,
            "vanban:issuer": reference.issuer,
            "vanban:confidence": round(reference.confidence, 4),
            "vanban:repairs": list(repairs),
        },
        "target": targets,
    }


def _pages(transcript: Transcript, span: Span) -> list[tuple[Page, Span]]:
    """The pages that a span runs over, with its part on each."""
    found = []
    for page in transcript.pages:
        start, end = max(span.start, page.span.start), min(span.end, page.span.end)
        if start < end:
            found.append((page, Span(start, end)))
    return found


def _text_target(transcript: Transcript, page: Page, part: Span) -> dict[str, Any]:
    text = transcript.text
    before = text[max(page.span.start, part.start - _AROUND) : part.start]
    after = text[part.end : min(page.span.end, part.end + _AROUND)]
    return {
        "source": f"text.txt#page={page.number}",
        "selector": [
            {
                "type": "TextPositionSelector",
                "start": part.start - page.span.start,
                "end": part.end - page.span.start,
            },
            {
                "type": "TextQuoteSelector",
                "exact": text[part.start : part.end],
                "prefix": before,
                "suffix": after,
            },
        ],
    }


def _page_target(place: Place, pdf: str) -> dict[str, Any]:
    x0, y0, x1, y1 = place.box or (0.0, 0.0, 1.0, 1.0)
    parts = (x0, y0, x1 - x0, y1 - y0)
    figures = ",".join(f"{100 * min(1.0, max(0.0, part)):.3f}" for part in parts)
    return {
        "source": f"{quote(pdf)}#page={place.page}",
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": f"xywh=percent:{figures}",
        },
    }


def write_annotations(
    transcript: Transcript,
    references: Sequence[Reference],
    path: Path,
    file: str,
    pdf: str | None,
) -> None:
    """Writes the collection in one step. Raises ``OutputUnwritable``."""
    made = annotate(transcript, references, file, pdf)
    write_remade(path, (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode())
