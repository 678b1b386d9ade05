"""Rows in words: what a verdict or a doubt says, in the language asked for."""

from __future__ import annotations

from typing import Any

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.tables import Doubt, field_of, verdicts


def say_verdict(item: dict[str, Any], lang: Lang) -> str:
    """``Đủ (đc) ?``: content, codes of the heading's state, and a mark of doubt."""
    text = named("content", item["content"], lang)
    codes = verdict_codes(item, lang)
    return f"{text}{f' ({codes})' if codes else ''}{' ?' if item['review'] else ''}"


def verdict_codes(item: dict[str, Any], lang: Lang) -> str:
    """Letters for renamed, merged, without a heading, moved; nothing for the usual."""
    codes = [label(f"heading.{item['heading']}.code", lang)]
    if item["content"] == "none" and item["heading"] == "none":
        codes = []  # an absent item has no heading either: once is enough
    if item["moved"]:
        codes.append(label("moved.code", lang))
    return "".join(codes)


def doubt_about(doubt: Doubt, lang: Lang) -> str:
    """What a doubt is about."""
    match doubt.kind:
        case "field":
            return named("field", doubt.key, lang)
        case "item":
            titles = {v.item["id"]: v.item["title"] for v in verdicts(doubt.document)}
            return f"{doubt.key}. {titles[doubt.key]}"
        case "reference":
            return label("doubt.reference", lang, symbol=doubt.key)
        case "page":
            return label("doubt.page", lang, page=doubt.key)
        case "unapplied":
            return f"{label('doubt.unapplied', lang)}: {doubt.key}"
        case _:
            return label(f"doubt.{doubt.kind}", lang)


def doubt_value(doubt: Doubt, lang: Lang) -> str:
    """What stands there now."""
    if doubt.kind == "field" and not doubt.value:
        return f"({named('source', field_of(doubt.document, doubt.key)['source'], lang)})"
    if doubt.kind == "item":
        return named("content", doubt.value, lang)
    if doubt.kind == "kind":
        return named("kind", doubt.value, lang)
    return doubt.value
