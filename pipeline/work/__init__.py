"""Work that can't take the run down with it: tasks, their budgets, and who does them."""

from pipeline.work.budget import UNLIMITED, Budget, Limited
from pipeline.work.crew import Crew, ExecutorFactory, Failure, Inline, inline, run_tasks
from pipeline.work.platform import Protections
from pipeline.work.processes import Processes, processes, protections

__all__ = [
    "UNLIMITED",
    "Budget",
    "Crew",
    "ExecutorFactory",
    "Failure",
    "Inline",
    "Limited",
    "Processes",
    "Protections",
    "inline",
    "processes",
    "protections",
    "run_tasks",
]
