"""A disk that is full, or read only, at each single write of a run: the run says so and stops, no
file is half written, and the next run with room leaves what it should."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ExitCode, OutputBusy, OutputUnwritable
from pipeline.files import write_atomically
from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.journey.sole import LOCK, sole
from pipeline.settings import Settings
from pipeline.work import inline
from tests.faults.corpus import PLAIN, make_corpus
from tests.faults.disk import FULL, READ_ONLY, failing
from tests.faults.same import codes, is_whole, leftovers, results

CHOSEN = Settings(workers=1)
BASE = "vanban.db"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One letter without paper: few writes, of every kind but pictures."""
    folder = make_corpus(tmp_path_factory.mktemp("disk"))
    for path in folder.iterdir():
        if path.name != PLAIN[0]:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A run, and the files it wrote, in order."""
    out = tmp_path_factory.mktemp("undisturbed")
    with failing(-1) as names:
        run([corpus], out, CHOSEN, Silent(), inline)
    return out, list(names)


def test_every_kind_of_file_goes_through_the_one_door(
    undisturbed: tuple[Path, list[str]],
) -> None:
    """What a run leaves was all counted: nothing is written past ``files``."""
    out, names = undisturbed
    written = set(names)
    left = {p.name for p in out.rglob("*") if p.is_file()}
    assert left - written <= {BASE, LOCK.name}
    assert len(names) > 20


# how many writes further each run fails, where in the write, why, and whether it stays so
FAILING = [
    pytest.param(1, "end", FULL, False, marks=pytest.mark.kills),
    *(
        pytest.param(9, at, code, for_good, marks=pytest.mark.faults)
        for at, code, for_good in (
            ("end", FULL, False),
            ("start", FULL, False),
            ("start", FULL, True),
            ("end", READ_ONLY, True),
        )
    ),
]


@pytest.mark.parametrize(("step", "at", "code", "for_good"), FAILING)
def test_a_disk_that_fails(
    step: int, at: str, code: int, for_good: bool,
    corpus: Path, undisturbed: tuple[Path, list[str]], tmp_path: Path,
) -> None:  # fmt: skip
    """Every ``step``-th write fails in a run of its own."""
    good, names = undisturbed
    wanted = results(good)
    for k in range(0, len(names), step):
        out = tmp_path / str(k)
        stopped = False
        with failing(k, code=code, at=at, for_good=for_good) as seen:
            try:
                run([corpus], out, CHOSEN, Silent(), inline)
            except OutputUnwritable as error:
                stopped = True
                assert error.exit_code == ExitCode.OUTPUT
                assert os.strerror(code) in str(error)
        assert len(seen) > k
        if not stopped:  # one letter's folder or its last stamp: said with the letter
            told = codes(out)
            assert told == {PLAIN[0]: [("output_unwritable", None)]}, names[k]
        assert leftovers(out) == []
        if (out / BASE).exists():
            assert is_whole(out / BASE)
        run([corpus], out, CHOSEN, Silent(), inline)
        assert codes(out) == {}, names[k]
        assert results(out) == wanted, names[k]


LIMITED = """
import resource, sys
from pathlib import Path
from pipeline.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
sys.exit(main(["run", {inputs!r}, "--out", {out!r}, "--workers", "1"]))
"""


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="sets a limit on the size of files")
@pytest.mark.parametrize("size", [100, 30_000])
def test_a_limit_on_files_is_said_and_nothing_is_half_written(
    size: int, corpus: Path, undisturbed: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """The system itself refuses to write more than ``size`` bytes: to the database, too."""
    out = tmp_path / "out"
    code = LIMITED.format(size=size, inputs=str(corpus), out=str(out))
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT, done.stderr
    assert "[output_unwritable]" in done.stderr
    assert "Traceback" not in done.stderr
    assert leftovers(out) == []
    run([corpus], out, CHOSEN, Silent(), inline)
    assert results(out) == results(undisturbed[0])
    assert is_whole(out / BASE)


def test_an_output_folder_that_is_a_file(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputUnwritable):
        run([corpus], tmp_path / "out", CHOSEN, Silent(), inline)
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_that_may_not_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(OutputUnwritable):
        run([corpus], tmp_path / "out", CHOSEN, Silent(), inline)


def test_two_runs_do_not_write_to_one_folder(corpus: Path, tmp_path: Path) -> None:
    with sole(tmp_path / "out"), pytest.raises(OutputBusy) as refused:
        run([corpus], tmp_path / "out", CHOSEN, Silent(), inline)
    assert refused.value.exit_code == ExitCode.OUTPUT
    assert str(tmp_path / "out") in str(refused.value)


def test_a_run_sweeps_only_after_one_that_did_not_end(tmp_path: Path) -> None:
    """A run that ended well left nothing; to look for it in a million files would take long."""
    part = tmp_path / "letters" / "a" / ".a.pdf.x1y2z3.part"
    with sole(tmp_path):
        pass
    write_atomically(part, b"half")
    with sole(tmp_path):
        assert part.exists()
    with pytest.raises(KeyboardInterrupt), sole(tmp_path):
        raise KeyboardInterrupt
    with sole(tmp_path):
        assert not part.exists()
