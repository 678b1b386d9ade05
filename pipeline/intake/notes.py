"""What a person should be told of a file that was taken all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.errors import Code
from pipeline.messages import say
from pipeline.records import Problem, Signature

_GRAVE = frozenset(("pages", "other"))


def signature_notes(signatures: Iterable[Signature]) -> Iterator[Problem]:
    """A note for each digital signature that does not hold, that was signed over, or that could
    not be judged; those that hold are told elsewhere."""
    for one in signatures:
        if one.intact is None:
            message = say(Code.SIGNATURE_UNCHECKED, field=one.field or "?", what=one.trouble)
            yield Problem(Code.SIGNATURE_UNCHECKED, message)
        elif not one.intact:
            message = say(Code.SIGNATURE_BROKEN, signer=one.signer or one.field)
            yield Problem(Code.SIGNATURE_BROKEN, message)
        elif one.changed in _GRAVE:
            what = say(f"signature.changed.{one.changed}")
            message = say(Code.SIGNATURE_CHANGED, signer=one.signer or one.field, what=what)
            yield Problem(Code.SIGNATURE_CHANGED, message)
