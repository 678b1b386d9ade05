"""A real Dask cluster of subprocesses on this machine, for tests that lose parts of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.waiting import PATIENCE, within

ROOT = Path(__file__).resolve().parent.parent
_WAIT = 3 * PATIENCE
_ADDRESS = re.compile(r"Scheduler at:\s+(tcp://\S+)")
# `python -m dask` with our own interpreter, told to look for a lost peer soon.
_QUICK = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "12s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s",
    "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False",
}


@dataclass(slots=True)
class Machine:
    """One process of the cluster; ``prefix`` is put before its command (``ip netns exec …``)."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """As a power cut would: it and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@dataclass(slots=True)
class Rack:
    """A scheduler and its workers."""

    folder: Path
    address: str = ""
    machines: list[Machine] = field(default_factory=list)

    def scheduler(self, host: str = "127.0.0.1", prefix: Sequence[str] = ()) -> Machine:
        made = self._start("scheduler", ["--host", host, "--port", "0", "--no-dashboard"], prefix)
        self.address = _until(lambda: _found(_ADDRESS, made))
        return made

    def worker(
        self, *options: str, prefix: Sequence[str] = (), nanny: bool = False, **environment: str
    ) -> Machine:
        """One that does one task at once. Waits until the scheduler has it."""
        asked = [self.address, "--nthreads", "1", "--no-dashboard", *options]
        asked += ["--nanny" if nanny else "--no-nanny", "--local-directory", str(self.folder)]
        made = self._start("worker", asked, prefix, **environment)
        _until(lambda: "Registered to" in made.log.read_text(errors="replace"))
        return made

    def _start(
        self, kind: str, options: list[str], prefix: Sequence[str], **environment: str
    ) -> Machine:
        log = self.folder / f"{kind}-{len(self.machines)}.log"
        command = [*prefix, sys.executable, "-m", "dask", kind, *options]
        told = {**os.environ, "PYTHONPATH": str(ROOT), **_QUICK, **environment}
        with log.open("wb") as file:
            process = subprocess.Popen(
                command, env=told, stdout=file, stderr=file, cwd=self.folder, start_new_session=True
            )
        self.machines.append(Machine(process, log))
        return self.machines[-1]


@contextmanager
def rack() -> Iterator[Rack]:
    """An empty one, cleared away at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Rack(Path(folder))
        try:
            yield made
        finally:
            for machine in made.machines:
                machine.kill()


def _found(pattern: re.Pattern[str], machine: Machine) -> str:
    match = pattern.search(machine.log.read_text(errors="replace"))
    return match[1] if match else ""


def _until(answer: Callable[[], object]) -> str:
    found = within(_WAIT, answer)
    if not found:
        raise TimeoutError("the cluster did not come up")
    return str(answer())


_PAGES = (
    ("SỞ NỘI VỤ", "Số: 47/BC-SNV", "", "Bình Minh, ngày 12 tháng 4 năm 2023", "", "BÁO CÁO",
     "Kết quả thực hiện phong trào thi đua", "", "Căn cứ Kế hoạch số 18/KH-UBND ngày 05/3/2021,",
     "Sở Nội vụ báo cáo kết quả như sau:", "1. Đã mở 03 lớp bồi dưỡng cho 120 công chức."),
    ("2. Kiểm tra 14 cơ quan, đơn vị trực thuộc.", "3. Có 05 tập thể được tặng Bằng khen.", "",
     "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", "GIÁM ĐỐC", "", "Trần Minh Hòa"),
)  # fmt: skip


def make_letters(folder: Path) -> Path:
    """A scan of two pages and six letters without paper; the same bytes each time."""
    from matplotlib import get_data_path
    from PIL import Image, ImageDraw, ImageFont

    from tests.faults.corpus import as_pdf
    from tools.growth.letters import write_letters

    font = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSerif.ttf", 24)
    pages = []
    for lines in _PAGES:
        image = Image.new("L", (827, 1169), 255)
        for n, line in enumerate(lines):
            ImageDraw.Draw(image).text((90, 90 + 40 * n), line, font=font, fill=0)
        pages.append(image)
    as_pdf(pages, folder / "bao-cao.pdf")
    write_letters(folder / "chu", 0, 6)
    return folder
