"""What must be installed, whether it is, and the command that mends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

_LIBRARIES = (
    "spacy",
    "pytesseract",
    "pdf2image",
    "pikepdf",
    "opencv-python-headless",
    "onnxruntime",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """``detail`` is a version or a path; ``mend`` a command to type; what is not ``needed`` makes
    things faster."""

    name: str
    found: bool
    detail: str
    mend: str
    needed: bool = True


def examine() -> list[Finding]:
    """Everything that a run needs, in the order in which it needs it."""
    root = "" if _is_root() else "sudo "
    apt = f"{root}apt-get install -y"
    return [
        Finding(
            "Python ≥ 3.11", sys.version_info >= (3, 11), sys.version.split()[0], f"{apt} python3"
        ),
        _program("tesseract", ["tesseract", "--version"], f"{apt} tesseract-ocr"),
        _language("vie", f"{apt} tesseract-ocr-vie"),
        _language("osd", f"{apt} tesseract-ocr-osd"),
        _program("pdftoppm (poppler)", ["pdftoppm", "-v"], f"{apt} poppler-utils"),
        *(_library(name) for name in _LIBRARIES),
        _library("tesserocr", needed=False),
        _models(),
        *_workers(),
    ]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _output(command: list[str]) -> str | None:
    """What a program prints of itself; None where it can't be run."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout or done.stderr).strip()


def _program(name: str, command: list[str], mend: str) -> Finding:
    said = _output(command)
    return Finding(name, said is not None, (said or "–").splitlines()[0], mend)


def _language(code: str, mend: str) -> Finding:
    said = _output(["tesseract", "--list-langs"]) or ""
    lines = said.splitlines()
    where = lines[0].partition('"')[2].partition('"')[0] if lines else ""
    return Finding(f"tessdata: {code}", code in lines[1:], where or "–", mend)


def _library(name: str, *, needed: bool = True) -> Finding:
    mend = "make setup"
    try:
        return Finding(name, True, metadata.version(name), mend, needed)
    except metadata.PackageNotFoundError:
        return Finding(name, False, "–", mend, needed)


def _models() -> Finding:
    from pipeline.errors import BadKnowledge
    from pipeline.knowledge.files import models_folder

    check: Callable[[], object] = models_folder
    try:
        return Finding("models/", True, str(check()), "make setup")
    except BadKnowledge:
        return Finding("models/", False, "–", "make setup")


def _workers() -> list[Finding]:
    """What a worker process says of its own limits: systems differ in what they can do."""
    from dataclasses import asdict

    from pipeline.errors import WorkerDied
    from pipeline.messages import say
    from pipeline.work import protections

    weak = {"memory": "none", "cpu": "clock", "network": "guard", "family": "alone"}
    try:
        held = asdict(protections())
    except WorkerDied as error:
        return [Finding(say("guard.worker"), False, str(error), "make setup")]
    return [
        Finding(say(f"guard.{what}"), how != weak[what], say(f"guard.{what}.{how}"), "–", False)
        for what, how in held.items()
    ]
