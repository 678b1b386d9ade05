"""All scores of a run against its labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.evaluation.agreement import Counts, accuracy, calibration_error, count_sets, kappa
from pipeline.evaluation.fields import FieldScore, score_fields
from pipeline.evaluation.gold import Gold, load_gold, match_document
from pipeline.evaluation.texts import NOTHING, TextScore, score_text
from pipeline.machine import as_read
from pipeline.text import nfc, squash


@dataclass(slots=True)
class Report:
    """Everything that ``vanban evaluate`` prints. ``said`` pairs confidences with whether the
    value was right; ``headings`` and ``contents`` pair the machine's label with the expert's.
    ``obvious``: the fields as the obvious approach reads them; ``obvious_how``: how, and when."""

    letters: int = 0
    unlabelled: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    text: TextScore = NOTHING
    texts: list[tuple[str, TextScore]] = field(default_factory=list)
    fields: list[tuple[str, FieldScore]] = field(default_factory=list)
    all_right: int = 0
    references: Counts = field(default_factory=Counts)
    reference_dates: list[tuple[str, str]] = field(default_factory=list)
    reference_errors: list[tuple[str, str, str]] = field(default_factory=list)
    cites: list[tuple[str, str]] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    covered: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    outline_errors: list[tuple[str, str, str]] = field(default_factory=list)
    quantities: Counts = field(default_factory=Counts)
    said: list[tuple[float, bool]] = field(default_factory=list)
    obvious: list[tuple[str, FieldScore]] = field(default_factory=list)
    obvious_how: tuple[str, str] = ("", "")

    def calibration(self) -> float:
        return calibration_error(self.said)

    def figures(self) -> dict[str, float]:
        """The headline figures, for benchmarks."""
        scores = [s for _, s in self.fields]
        sure = [s for s in scores if s.verdict != "asked"]
        return {
            "cer": self.text.cer,
            "wer": self.text.wer,
            "word_recall": self.text.word_recall,
            **{
                f"field_{name}": _share([s.verdict == "right" for s in scores if s.field == name])
                for name in dict.fromkeys(s.field for s in scores)
            },
            **{
                f"obvious_field_{name}": _share([s.verdict == "right" for s in beside])
                for name in dict.fromkeys(s.field for _, s in self.obvious)
                if (beside := [s for _, s in self.obvious if s.field == name])
            },
            "letters_all_right": self.all_right / max(1, self.letters),
            "wrong_and_sure": _share([s.verdict == "wrong" for s in sure]),
            "reference_precision": self.references.precision,
            "reference_recall": self.references.recall,
            "reference_f1": self.references.f1,
            "reference_dates": accuracy(self.reference_dates),
            "cites": accuracy(self.cites),
            "heading_agreement": accuracy(self.headings),
            "heading_kappa": kappa(self.headings),
            "content_agreement": accuracy(self.contents),
            "content_kappa": kappa(self.contents),
            "covered_kappa": kappa(self.covered),
            "quantity_f1": self.quantities.f1,
            "calibration_error": self.calibration(),
        }


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def evaluate(documents: Sequence[Mapping[str, Any]], gold_folder: Path) -> Report:
    """Scores what the machine read, whatever people decided since, against the labels in
    ``gold_folder``."""
    gold = load_gold(gold_folder)
    report = Report()
    seen: set[str] = set()
    for document in documents:
        labels = match_document(document, gold)
        if labels is None:
            report.unlabelled.append(document["file"])
            continue
        seen.add(labels.id)
        report.letters += 1
        _add(report, as_read(dict(document)), labels)
    report.missing = sorted(set(gold) - seen)
    return report


def _add(report: Report, document: Mapping[str, Any], gold: Gold) -> None:
    file = str(document["file"])
    if gold.pages is not None:
        score = score_text(" ".join(document["text"][: len(gold.pages)]), " ".join(gold.pages))
        report.texts.append((file, score))
        report.text = report.text + score
    fields = score_fields(document, gold)
    report.fields += [(file, s) for s in fields]
    report.all_right += all(s.verdict == "right" for s in fields)
    report.said += [(s.confidence, s.verdict == "right") for s in fields if s.has_value]
    _add_references(report, document, gold, file)
    _add_outline(report, document, gold, file)
    if "quantities" in gold.labels:
        found = [(q["count"], q["count_max"], q["unit"]) for q in document["quantities"]]
        wanted = [_quantity(q) for q in gold.labels["quantities"]]
        report.quantities = report.quantities + count_sets(found, wanted)


def _quantity(label: Mapping[str, Any]) -> tuple[int, int | None, str]:
    low, high = label.get("range") or (label["count"], None)
    return low, high, label["unit"]


def _symbol(text: str) -> str:
    return squash(nfc(text)).replace(" ", "")


def _add_references(report: Report, document: Mapping[str, Any], gold: Gold, file: str) -> None:
    cites = dict(gold.labels.get("cites") or {})
    for decision, verdict in document["cites"].items():
        number = str(decision).partition("/")[0]
        if (old_style := gold.labels.get(f"cites_{number}")) is not None:
            cites[decision] = old_style
        if decision != "via" and decision in cites:
            report.cites.append((verdict, cites[decision]))
            if verdict != cites[decision]:
                report.reference_errors.append((file, f"cites {decision}", str(verdict)))
    if "references" not in gold.labels:
        return
    labels = [r if isinstance(r, dict) else {"symbol": r} for r in gold.labels["references"]]
    wanted = {_symbol(r["symbol"]): r for r in labels if r.get("symbol")}
    found = {_symbol(r["symbol"]): r for r in document["references"] if r["symbol"]}
    report.references = report.references + count_sets(list(found), list(wanted))
    for symbol in sorted(set(found) - set(wanted)):
        report.reference_errors.append((file, "+", f"{symbol} ({found[symbol]['raw']})"))
    for symbol in sorted(set(wanted) - set(found)):
        report.reference_errors.append((file, "-", symbol))
    for symbol in sorted(set(wanted) & set(found)):
        if "date" in wanted[symbol]:
            pair = (str(found[symbol]["date"]), str(wanted[symbol]["date"]))
            report.reference_dates.append(pair)
            if pair[0] != pair[1]:
                report.reference_errors.append((file, f"date {symbol}", " ≠ ".join(pair)))


def _add_outline(report: Report, document: Mapping[str, Any], gold: Gold, file: str) -> None:
    labels = gold.labels.get("outline")
    if not labels:
        if document["coverage"] is not None and not gold.partial:
            report.outline_errors.append((file, "coverage", "scored, but not asked of it"))
        return
    got = {i["id"]: i for i in (document["coverage"] or {}).get("items", ())}
    if gold.partial:
        _add_verdicts(report, got, labels, file)
        return
    parents = {id.rpartition(".")[0] for id in labels}
    for id, label in labels.items():
        item = got.get(id, {"heading": "none", "content": "none", "moved": False})
        fair = label.get("accept") or [label["content"]]
        wanted = item["content"] if item["content"] in fair else label["content"]
        report.headings.append((item["heading"], label["heading"]))
        report.contents.append((item["content"], wanted))
        report.moved.append((str(item["moved"]), str(label.get("moved", False))))
        if id not in parents:
            yes, no = "covered", "not"
            pair = (item["content"] != "none", wanted != "none")
            report.covered.append((yes if pair[0] else no, yes if pair[1] else no))
        if item["heading"] != label["heading"]:
            report.outline_errors.append((file, id, f"{item['heading']} ≠ {label['heading']}"))
        if item["content"] != wanted:
            report.outline_errors.append((file, id, f"{item['content']} ≠ {label['content']}"))


def _add_verdicts(
    report: Report,
    got: Mapping[str, Mapping[str, Any]],
    labels: Mapping[str, Mapping[str, str]],
    file: str,
) -> None:
    """Of labels that claim single verdicts: nothing is said of the rest."""
    kept = {"content": report.contents, "heading": report.headings}
    for id, label in labels.items():
        item = got.get(id, {"heading": "none", "content": "none"})
        for part in [part for part in kept if part in label]:
            kept[part].append((item[part], label[part]))
            if item[part] != label[part]:
                report.outline_errors.append((file, id, f"{item[part]} ≠ {label[part]}"))
