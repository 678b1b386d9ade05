"""What is known about how texts cite each other, ready for matching.

Joined from ``models/wordings/citations.yaml`` and the gazetteers of types and issuers. Keys are
*plain*: bare, lower case, words parted by one space (``plain``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.knowledge.types import letter_types
from pipeline.text import fold, nfc

_TOKEN = re.compile(r"[a-z0-9&]+|[,-]")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words only: ``Thi đua, khen thưởng`` → ``thi dua khen thuong``."""
    return " ".join(re.findall(r"[a-z0-9&]+", fold(text)))


@dataclass(frozen=True, slots=True)
class IssuerCode:
    """An issuer as symbols name it. ``local``: the province must be added to its name."""

    code: str
    names: tuple[str, ...]
    local: bool


@dataclass(frozen=True, slots=True)
class Citations:
    """``type_codes``: lower-case bare code → codes as they should be printed.
    ``type_of_code``: (code, is Party text) → type. ``leads``: plain words → type or None.
    ``issuer_codes``: lower-case bare code → issuer. ``bodies``: plain name → official name.
    ``pairs``: neighbouring tokens in names of issuers. ``look_alike``: printed letter → what it
    is read as. ``letter_units``: second codes of official
    letters; ``everyday``: codes of the bodies cited most;
    ``party_codes``: keys of those of the Party."""

    type_codes: Mapping[str, tuple[str, ...]]
    type_of_code: Mapping[tuple[str, bool], str]
    codes_of_type: Mapping[str, tuple[str, ...]]
    leads: Mapping[str, str | None]
    lead_length: int
    untyped: str
    completed: Mapping[str, str]
    law_types: Mapping[str, str]
    law_names: Mapping[str, str]
    law_ends: frozenset[str]
    law_leads: frozenset[str]
    law_stops: frozenset[str]
    form_words: frozenset[str]
    no_codes: frozenset[str]
    captions: tuple[str, ...]
    mottoes: tuple[str, ...]
    issuing_verbs: tuple[str, ...]
    issuing_helpers: tuple[str, ...]
    subject_starts: tuple[str, ...]
    issuer_codes: Mapping[str, IssuerCode]
    bodies: Mapping[str, str]
    code_of_body: Mapping[str, str]
    dated: frozenset[str]
    local_bodies: frozenset[str]
    party_local: frozenset[str]
    heads: frozenset[str]
    not_bodies: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    places: frozenset[str]
    offices: frozenset[str]
    committees: Mapping[str, str]
    stopped: frozenset[str]
    expansions: tuple[tuple[str, str], ...]
    issuer_aliases: Mapping[str, str]
    unsaid_issuers: frozenset[str]
    misread_types: Mapping[str, tuple[str, ...]]
    misread_issuers: Mapping[str, str]
    look_alike: Mapping[str, str]
    letter_units: tuple[str, ...]
    everyday: frozenset[str]
    party_codes: frozenset[str]


@cache
def citations() -> Citations:
    """The tables. Raises ``BadKnowledge`` when a file does not say what it must."""
    words_file = models_folder() / "wordings" / "citations.yaml"
    issuers_file = models_folder() / "gazetteers" / "issuers.yaml"
    try:
        return _build(read_yaml(words_file), read_yaml(issuers_file))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        what = f"{type(error).__name__}: {error}"
        raise BadKnowledge(where=f"{words_file}, {issuers_file}", what=what) from error


def _build(words: Mapping[str, Any], bodies: Mapping[str, Any]) -> Citations:
    types = letter_types()
    type_codes: dict[str, tuple[str, ...]] = {}
    type_of_code: dict[tuple[str, bool], str] = {}
    leads: dict[str, str | None] = {}
    codes_of_type: dict[str, tuple[str, ...]] = {}
    for kind in types:
        leads.setdefault(plain(kind.name), kind.name)
        codes_of_type[kind.name] = tuple(
            dict.fromkeys((*codes_of_type.get(kind.name, ()), *kind.codes))
        )
        for code in kind.codes:
            key = fold(code)
            type_codes[key] = tuple(dict.fromkeys((*type_codes.get(key, ()), code)))
            type_of_code.setdefault((code, kind.family == "party"), kind.name)
            if len(code) > 1:  # "QĐ 733/QĐ-TTg"
                leads.setdefault(key, kind.name)
    for row in words["leads"]:
        for text in row["words"]:
            leads[plain(text)] = row["type"]
    law_types = {plain(t): t for t in words["law_types"]}
    rows = [*bodies["central"], *bodies["province"], *bodies["party"]]
    named = [n for r in rows for n in (r["name"], *r.get("aliases", ()))]
    local_rows = [*bodies["province"], *(r for r in bodies["party"] if r.get("of") == "province")]
    misread_issuers = {
        wrong: right for right, wrongs in words["misread_issuers"].items() for wrong in wrongs
    }
    expansions = sorted(bodies["expansions"].items(), key=lambda kv: (-len(kv[0]), kv[0]))
    return Citations(
        type_codes=type_codes,
        type_of_code=type_of_code,
        codes_of_type=codes_of_type,
        leads=leads,
        lead_length=max(k.count(" ") + 1 for k in leads),
        untyped=str(words["untyped"]),
        completed={row["type"]: row["tail"] for row in words["completed"]},
        law_types=law_types,
        law_names={plain(n): n for n in words["law_names"]},
        law_ends=frozenset(nfc(w).lower() for w in words["law_ends"]),
        law_leads=frozenset(map(plain, words["law_leads"])),
        law_stops=frozenset(map(plain, words["law_stops"])),
        form_words=frozenset(map(plain, words["form_words"])),
        no_codes=frozenset(map(fold, words["no_codes"])),
        captions=_longest_first(words["captions"]),
        mottoes=tuple(words["mottoes"]),
        issuing_verbs=_longest_first(words["issuing_verbs"]),
        issuing_helpers=_longest_first(words["issuing_helpers"]),
        subject_starts=_longest_first(words["subject_starts"], fold),
        issuer_codes=_issuer_codes(bodies),
        bodies={plain(n): r["name"] for r in rows for n in (r["name"], *r.get("aliases", ()))},
        code_of_body={plain(r["name"]): r["symbols"][0] for r in reversed(rows) if r["symbols"]},
        dated=frozenset(words["dated"]),
        local_bodies=frozenset(plain(r["name"]) for r in bodies["province"]),
        party_local=frozenset(plain(r["name"]) for r in local_rows if r not in bodies["province"]),
        not_bodies=frozenset(map(plain, words["not_bodies"])),
        heads=frozenset(map(plain, words["issuer_heads"])),
        pairs=_pairs([*named, *words["issuer_words"], *(v for _, v in expansions)]),
        places=frozenset(map(plain, words["places"])),
        offices=frozenset(map(plain, words["offices"])),
        committees={plain(k): v for k, v in words["committees"].items()},
        stopped=frozenset(map(fold, words["stopped"])),
        expansions=tuple(expansions),
        issuer_aliases={plain(k): v for k, v in words["issuer_aliases"].items()},
        unsaid_issuers=frozenset(words["unsaid_issuers"]),
        misread_types={k: tuple(v) for k, v in words["misread_types"].items()},
        misread_issuers=misread_issuers,
        party_codes=frozenset(fold(c) for row in bodies["party"] for c in row["symbols"]),
        everyday=frozenset(words["misread_issuers"]),
        letter_units=tuple(words["letter_units"]),
        look_alike={str(k): str(v) for k, v in words["look_alike"].items()},
    )


def _issuer_codes(bodies: Mapping[str, Any]) -> dict[str, IssuerCode]:
    found: dict[str, IssuerCode] = {}
    for level in ("central", "province", "party"):
        for row in bodies[level]:
            local = level == "province" or row.get("of") == "province"
            for code in row["symbols"]:
                key = fold(code)
                known = found.get(key)
                names = (*known.names, row["name"]) if known else (row["name"],)
                found[key] = IssuerCode(
                    known.code if known else code, names, local and (not known or known.local)
                )
    return found


def _pairs(names: Iterable[str]) -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for name in names:
        tokens = _TOKEN.findall(fold(name))
        pairs.update(pairwise(tokens))
    return frozenset(pairs)


def _longest_first(texts: Iterable[str], key: Any = plain) -> tuple[str, ...]:
    return tuple(sorted({key(t) for t in texts}, key=lambda t: (-len(t), t)))
