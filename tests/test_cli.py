"""The command as people and scripts meet it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.cli import commands, main
from pipeline.cli.parser import build_parser
from pipeline.errors import ExitCode
from pipeline.evaluation.measure import run_measured
from pipeline.messages import say
from tests.waiting import PATIENCE

COMMANDS = (
    "run", "show", "evaluate", "correct", "gold", "outline", "synthesis", "plots", "inspect",
    "benchmark", "register", "serve", "users", "verify", "watch", "doctor",
)  # fmt: skip
QUICK = 5  # times what Python takes to start, for --help
LETTER = "cv-tra-vinh"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``in`` with one text letter, and ``out`` with a finished run over it."""
    folder = tmp_path_factory.mktemp("ran")
    source = Path(__file__).resolve().parents[1] / "data" / "gold" / f"{LETTER}.txt"
    (folder / "in").mkdir()
    shutil.copy(source, folder / "in")
    arguments = ["run", str(folder / "in"), "--out", str(folder / "out"), "--workers", "1"]
    assert main(arguments) == ExitCode.OK
    return folder


@pytest.fixture
def ran(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy for each test: ``tmp_path/out``, beside ``tmp_path/in``."""
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_is_complete_in_both_languages(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [a for a in (command, "--help", f"--lang={lang}") if a]
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    about = say(f"help.{command}" if command else "help.vanban")
    assert about in text
    for name in COMMANDS if not command else ():
        assert name in text


def test_the_commands_are_all_there_are() -> None:
    """A new command is tested with the others, in the order of the help."""
    (found,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    assert tuple(found.choices) == COMMANDS
    assert all(callable(getattr(commands, name)) for name in COMMANDS)


def test_help_is_quick(root: Path) -> None:
    def cost(*words: str) -> float:
        ran = run_measured(
            [sys.executable, *words], seconds=PATIENCE, environment={**os.environ, **here}
        )
        assert ran.code == 0, ran.said
        return ran.cost.cpu

    here = {"PYTHONPATH": str(root)}
    bare, told = zip(
        *((cost("-c", "import argparse"), cost("-m", "pipeline", "--help")) for _ in range(5)),
        strict=True,
    )
    assert min(told) < QUICK * min(bare)


def test_help_imports_nothing_heavy(root: Path) -> None:
    code = (
        "import sys; sys.argv=['vanban','--help']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "bad = {'spacy','numpy','cv2','pandas','rich','sqlalchemy','yaml'} & set(sys.modules)\n"
        "sys.exit(f'imported {bad}' if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_run_tells_people_on_stderr_and_scripts_on_stdout(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = root / "data" / "gold" / f"{LETTER}.txt"
    code = main(["run", str(source), "--out", str(tmp_path / "out"), "--workers", "1"])
    said = capsys.readouterr()
    assert code == ExitCode.OK
    paths = [line.split(":", 1)[1].strip() for line in said.out.splitlines()]
    assert [Path(p).name for p in paths] == ["compliance.xlsx", "report.html", "documents.jsonl"]
    assert all(Path(p).is_file() for p in paths)
    assert "công văn 1" in said.err


def test_a_bad_file_gives_an_exit_code_and_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "hỏng\n.pdf"
    bad.write_bytes(b"")
    code = main(["--lang", "en", "run", str(bad), "--out", str(tmp_path / "out"), "--lang", "en"])
    said = capsys.readouterr()
    assert code == ExitCode.SOME_FAILED
    assert "[empty] hỏng?.pdf: The file is empty" in said.err
    assert (tmp_path / "out" / "documents.jsonl").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["run", "nowhere", "--out", "OUT"], ExitCode.NO_INPUT, "no_input"),
        (["show", "x.pdf", "--out", "nowhere"], ExitCode.NO_INPUT, "no_input"),
        (["run", "HERE", "--out", "OUT", "--outline", "no.yaml"], ExitCode.USAGE, "bad_knowledge"),
        (["run", "HERE", "--out", "OUT", "--workers", "-1"], ExitCode.USAGE, "bad_settings"),
        (["run", "HERE", "--out", "OUT", "--decision", "XX"], ExitCode.USAGE, "bad_settings"),
    ],
)
def test_what_is_wrong_is_said_with_a_stable_code(
    arguments: list[str],
    code: ExitCode,
    word: str,
    tmp_path: Path,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    here = str(root / "data" / "gold" / f"{LETTER}.txt")
    filled = [{"HERE": here, "OUT": str(tmp_path / "out")}.get(a, a) for a in arguments]
    assert main(filled) == code
    said = capsys.readouterr()
    assert f"[{word}]" in said.err
    assert said.out == ""


def test_show_prints_a_letter(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["show", f"{LETTER}.txt", "--out", str(ran)]) == ExitCode.OK
    text = capsys.readouterr().out
    for word in ("công văn", "733/QĐ-TTg", "Trích yếu", "Không chấm theo đề cương"):
        assert word in text


def test_show_reads_a_file_that_no_run_has_seen(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    assert main(["show", str(root / "data" / "gold" / "bc-yen-bai.txt")]) == ExitCode.OK
    assert "Theo đề cương bc-544" in capsys.readouterr().out


def test_evaluate_prints_figures(ran: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    gold = str(root / "data" / "gold")
    assert main(["evaluate", str(ran), gold]) == ExitCode.OK
    assert "CER 0.00%" in capsys.readouterr().out
    assert main(["evaluate", str(ran), gold, "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["cites"] == 1.0


def test_a_correction_survives_every_run(
    ran: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["correct", str(ran), f"{LETTER}.txt", "number", "4321", "--who", "Lan"]
    assert main([*arguments, "--why", "đọc trên bản giấy"]) == ExitCode.OK
    shutil.rmtree(ran / "cache")  # readings are cache, decisions are treasure
    for _ in range(2):
        assert main(["run", str(tmp_path / "in"), "--out", str(ran)]) == ExitCode.OK
        line = json.loads((ran / "documents.jsonl").read_text(encoding="utf-8"))
        value = line["fields"]["number"]
        assert (value["value"], value["source"], value["review"]) == ("4321", "corrected", False)
        assert "Lan" in value["why"]
        assert line["fields"]["number_symbol"]["value"].startswith("4321/")


@pytest.mark.parametrize("what", ["nothing", "III.99.content", "III.1.colour"])
def test_a_correction_of_nothing_is_refused(
    ran: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["correct", str(ran), f"{LETTER}.txt", what, "x", "--who", "Lan"])
    assert code == ExitCode.USAGE
    assert "[bad_settings]" in capsys.readouterr().err


def test_outline_drafts_a_file_that_can_be_used(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "new.yaml"
    guideline = root / "data" / "gold" / "hd-1187-btdkt.txt"
    assert main(["outline", str(guideline), "-o", str(target)]) == ExitCode.OK
    from pipeline.knowledge.outlines import load_outline

    drafted, known = load_outline(target), load_outline(root / "models/outlines/bc-1187.yaml")
    assert [i.id for i in drafted.items] == [i.id for i in known.items]
    assert (drafted.decision, drafted.deadline) == (known.decision, known.deadline)
    assert str(len(known.items)) in capsys.readouterr().out


def test_doctor_says_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor"])
    text = capsys.readouterr().out
    assert "tessdata: vie" in text
    assert code == (ExitCode.MISSING_DEPENDENCY if "THIẾU" in text else ExitCode.OK)


def test_doctor_does_not_demand_what_only_makes_things_faster(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = metadata.version

    def version(name: str) -> str:
        if name == "tesserocr":
            raise metadata.PackageNotFoundError
        return found(name)

    before = main(["doctor"])
    capsys.readouterr()
    monkeypatch.setattr(metadata, "version", version)
    assert main(["doctor"]) == before
    (line,) = [x for x in capsys.readouterr().out.splitlines() if "tesserocr" in x]
    assert line.startswith("nên có")


def test_doctor_names_the_cure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert main(["doctor"]) == ExitCode.MISSING_DEPENDENCY
    text = capsys.readouterr().out
    assert "apt-get install -y tesseract-ocr" in text
    assert "poppler-utils" in text
