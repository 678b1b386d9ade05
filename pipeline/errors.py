"""What can go wrong, as part of the public interface: one class a failure, each with a stable
code that appears in ``documents.jsonl`` and an exit code that scripts can test."""

from __future__ import annotations

from enum import IntEnum, StrEnum


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
    CLUSTER = 6
    """The cluster can't be reached, or a worker of it is not fit for the work."""
    INTERRUPTED = 130
    """Stopped by the user; the next run goes on from there."""


class Code(StrEnum):
    """Every code that ``errors`` of a letter may hold; ``docs/codes.md`` says what to do. A code
    never changes its meaning."""

    # the whole file is refused
    NOT_A_DOCUMENT = "not_a_document"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    UNSAFE_FILE = "unsafe_file"
    UNREADABLE_FILE = "unreadable_file"
    XFA_FORM = "xfa_form"
    PORTFOLIO = "portfolio"
    LEGACY_ENCODING = "legacy_encoding"
    # a page, or a step of the work
    TIMEOUT = "timeout"
    ENGINE_FAILED = "engine_failed"
    PAGE_UNREADABLE = "page_unreadable"
    WORKER_DIED = "worker_died"
    OUT_OF_MEMORY = "out_of_memory"
    STALLED = "stalled"
    LETTER_TIMEOUT = "letter_timeout"
    INPUT_CHANGED = "input_changed"
    INTERNAL_ERROR = "internal_error"
    # read all the same: something that a person should know
    DUPLICATE = "duplicate"
    UNLOCKED = "unlocked"
    REPAIRED = "repaired"
    MISNAMED = "misnamed"
    ATTACHMENTS = "attachments"
    SIGNATURE_BROKEN = "signature_broken"
    SIGNATURE_CHANGED = "signature_changed"
    SIGNATURE_UNCHECKED = "signature_unchecked"


NOTES = frozenset((
    Code.DUPLICATE, Code.UNLOCKED, Code.REPAIRED, Code.MISNAMED, Code.ATTACHMENTS,
    Code.SIGNATURE_BROKEN, Code.SIGNATURE_CHANGED, Code.SIGNATURE_UNCHECKED,
))  # fmt: skip
"""Codes that are no fault of the reading: trying again changes nothing."""


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


class InputChanged(VanbanError):
    """The file is another than when its reading began."""

    code = "input_changed"


class XfaForm(VanbanError):
    """A form whose pages only its own program can draw; the file holds a placeholder."""

    code = "xfa_form"


class Portfolio(VanbanError):
    """A PDF that is a bag of files; its one page says to open them elsewhere."""

    code = "portfolio"


class LegacyEncoding(VanbanError):
    """Vietnamese in an encoding from before Unicode: looks like text, and is another."""

    code = "legacy_encoding"


class TimedOut(VanbanError):
    code = "timeout"


class EngineFailed(VanbanError):
    """The OCR engine crashed, or left no output."""

    code = "engine_failed"


class PageUnreadable(VanbanError):
    code = "page_unreadable"


class WorkerDied(VanbanError):
    """``how``: the signal or exit code."""

    code = "worker_died"


class OutOfMemory(VanbanError):
    code = "out_of_memory"


class Stalled(VanbanError):
    """Nothing at all was finished for too long; this is what was under way."""

    code = "stalled"


class LetterTimedOut(VanbanError):
    """A letter has used up its time; what was read of it is kept."""

    code = "letter_timeout"


class ClusterUnfit(VanbanError):
    """A cluster that can't do this run; the run ends, what was read is kept."""

    code = "cluster_unfit"
    exit_code = ExitCode.CLUSTER


class ClusterUnreachable(ClusterUnfit):
    """No scheduler at this address, or no worker that knows us."""

    code = "cluster_unreachable"


class ClusterDiffers(ClusterUnfit):
    """A worker has another version of the program, its knowledge or its libraries."""

    code = "cluster_differs"


class ClusterBlind(ClusterUnfit):
    """A worker does not see the files of the run."""

    code = "cluster_blind"


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


class OutputBusy(VanbanError):
    """Another run is writing to the same folder."""

    code = "output_busy"
    exit_code = ExitCode.OUTPUT


class NoUsers(VanbanError):
    """The desk was to listen beyond this machine, and anybody could walk in."""

    code = "no_users"
    exit_code = ExitCode.USAGE
