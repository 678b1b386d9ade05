"""Digital signatures of a letter, told in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.compile.labels import Lang, label
from pipeline.compile.signed import signatures_of
from pipeline.compile.tables import Published, clean


def say_signature(signature: Mapping[str, Any], lang: Lang) -> str:
    """``Nguyễn Văn A (Sở Nội vụ) · 20/05/2022 16:30, theo máy người ký · nguyên vẹn · …``."""
    return clean(" · ".join(part for part in _parts(signature, lang) if part))


def say_signatures(document: Published, lang: Lang) -> str:
    """All of a letter's, one a line."""
    return "\n".join(say_signature(one, lang) for one in signatures_of(document))


def _parts(signature: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    who, body = signature["signer"] or signature["field"], signature["organisation"]
    yield f"{who} ({body})" if body and body != who else str(who)
    yield _when(signature, lang)
    state = {True: "intact", False: "broken", None: "unknown"}[signature["intact"]]
    yield label(f"signature.{state}", lang)
    if signature["changed"]:
        yield label(f"signature.changed.{signature['changed']}", lang)
    if signature["intact"] is not None:
        trust = {True: "trusted", False: "untrusted", None: "chain_unchecked"}
        yield label(f"signature.{trust[signature['trusted']]}", lang)


def _when(signature: Mapping[str, Any], lang: Lang) -> str:
    """In the clock of the time itself: our own are in Vietnam's."""
    if not signature["time"]:
        return ""
    day, _, clock = str(signature["time"]).partition("T")
    told = f"{'/'.join(reversed(day.split('-')))} {clock[:5]}"
    source = signature["time_source"]
    return f"{told}, {label(f'signature.{source}', lang)}" if source else told
