"""What can go wrong, as part of the public interface: one class a failure, each with a stable
code that appears in ``documents.jsonl`` and an exit code that scripts can test."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the ``vanban`` command."""

    OK = 0
    SOME_FAILED = 1
    """The run ended, but at least one input failed or was read in part."""
    USAGE = 2
    """The command line, a settings file or an outline file is wrong."""
    MISSING_DEPENDENCY = 3
    """A program or its data is missing; ``vanban doctor`` says which."""
    NO_INPUT = 4
    """Nothing to read was found."""
    OUTPUT = 5
    """The output folder can't be written."""
    INTERRUPTED = 130
    """Stopped by the user; the next run goes on from there."""


class VanbanError(Exception):
    """``details`` fill the message that ``messages.say`` finds under ``code``."""

    code = "internal_error"
    exit_code = ExitCode.SOME_FAILED

    def __init__(self, page: int | None = None, **details: object) -> None:
        super().__init__(self.code, page, details)
        self.page = page
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:  # so that it survives the way back from a worker
        return _rebuild, (type(self), self.page, self.details)

    def __str__(self) -> str:
        from pipeline.messages import say

        return say(self.code, **self.details)


def _rebuild(kind: type[VanbanError], page: int | None, details: dict[str, object]) -> VanbanError:
    return kind(page, **details)


class NotADocument(VanbanError):
    code = "not_a_document"


class Empty(VanbanError):
    code = "empty"


class Encrypted(VanbanError):
    code = "encrypted"


class Truncated(VanbanError):
    code = "truncated"


class TooLarge(VanbanError):
    code = "too_large"


class Unsafe(VanbanError):
    """A link, a device, or a name that leaves its folder."""

    code = "unsafe_file"


class Unreadable(VanbanError):
    """The operating system refuses the file."""

    code = "unreadable_file"


class TimedOut(VanbanError):
    code = "timeout"


class EngineFailed(VanbanError):
    """The OCR engine crashed, or left no output."""

    code = "engine_failed"


class PageUnreadable(VanbanError):
    code = "page_unreadable"


class WorkerDied(VanbanError):
    code = "worker_died"


class MissingDependency(VanbanError):
    code = "missing_dependency"
    exit_code = ExitCode.MISSING_DEPENDENCY


class BadSettings(VanbanError):
    code = "bad_settings"
    exit_code = ExitCode.USAGE


class BadKnowledge(VanbanError):
    """A file under ``models/`` or an outline file does not say what it must; ``where`` is the
    path inside it (``$.items[3].id``)."""

    code = "bad_knowledge"
    exit_code = ExitCode.USAGE


class NoInput(VanbanError):
    code = "no_input"
    exit_code = ExitCode.NO_INPUT


class OutputUnwritable(VanbanError):
    code = "output_unwritable"
    exit_code = ExitCode.OUTPUT
