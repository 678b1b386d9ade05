"""Digital signatures of PDFs, checked without a network: who, when, and whether what was signed is
what lies there now (ISO 32000-1, 12.8; CMS, RFC 5652; timestamps, RFC 3161).

That the bytes are those that were signed can be proven offline. That a key belongs to whom its
certificate names hangs on a root that must be given (``trust_roots``: a folder of certificates,
such as those of Vietnam's National Root and of Ban Cơ yếu Chính phủ); without one, it is not said.
A chain is judged for the moment of signing; revocation would need a network, and is not checked.
"""

from __future__ import annotations

import asyncio
import io
import logging
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import BadSettings
from pipeline.intake.passwords import spellings, word_for
from pipeline.intake.revisions import only_annotations, widgets
from pipeline.records import Signature
from pipeline.settings import Settings

_MOST = 50  # of one file
_ROOTS = ("*.crt", "*.cer", "*.pem", "*.der")
_VIETNAM = timezone(timedelta(hours=7))  # no summer time since 1975
_CMS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")


def check_signatures(path: Path, settings: Settings) -> tuple[Signature, ...]:
    """Those of a PDF, in the order they were made. One that can't be judged says why.
    Raises ``BadSettings`` where ``trust_roots`` holds no certificate."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it finds, we tell
    roots = _roots(settings.trust_roots) if settings.trust_roots else None
    data = path.read_bytes()
    word = word_for(path, settings)
    places = widgets(data, word)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            _unlock(reader, word)
        embedded = list(reader.embedded_regular_signatures)
    except Exception as error:  # a foreign file may break the parser in any way
        return (_unchecked("", error),)
    found = [_signature(e, data, word, roots) for e in embedded[:_MOST]]
    return tuple(_placed(s, places.get(s.field)) for s in found)


def _unlock(reader: Any, word: str | bytes) -> None:
    """qpdf took the password for one of several encodings, pyHanko wants its very bytes.
    Raises ``ValueError``, which shows nothing of it."""
    from pyhanko.pdf_utils.crypt import AuthStatus

    for spelling in spellings(word):
        if reader.decrypt(spelling).status != AuthStatus.FAILED:
            return
    raise ValueError("password")


def _placed(signature: Signature, place: tuple[int, Any] | None) -> Signature:
    if place is None:
        return signature
    return replace(signature, page=place[0], box=place[1])


def _unchecked(field: str, error: BaseException) -> Signature:
    what = f"{type(error).__name__}: {error}"[:200]
    return Signature("", "", None, None, False, field=field, trouble=what)


def _signature(embedded: Any, data: bytes, word: str | bytes, roots: list[Any] | None) -> Signature:
    field = str(embedded.field_name)
    kind = str(embedded.sig_object.get("/SubFilter", "?"))
    try:
        signer, organisation = _names(embedded.signer_cert)
        time, source = _time(embedded)
        said = Signature(signer, organisation, _iso(time), None, False, field=field)
        said = replace(said, time_source=source)
    except Exception as error:  # a certificate or container that is none
        return _unchecked(field, error)
    if kind not in _CMS:
        return replace(said, trouble=f"SubFilter {kind}")
    try:
        intact, whole, changed = _judge(embedded, data, word)
    except Exception as error:
        return replace(said, trouble=_unchecked(field, error).trouble)
    trusted = None if roots is None else _trusted(embedded, roots, time)
    return replace(said, intact=intact, covers_all=whole, changed=changed, trusted=trusted)


def _names(certificate: Any) -> tuple[str, str]:
    """Common name and organisation, as the certificate has them."""

    def one(value: Any) -> str:
        last = value[-1] if isinstance(value, list) and value else value
        return unicodedata.normalize("NFC", str(last or "")).strip()

    subject = certificate.subject.native
    return one(subject.get("common_name")), one(subject.get("organization_name"))


def _time(embedded: Any) -> tuple[datetime | None, Literal["timestamp", "claimed"] | None]:
    """The time in a timestamp that holds, else the one that the signer's own clock gave."""
    if (stamped := _stamped(embedded)) is not None:
        return stamped, "timestamp"
    claimed = embedded.self_reported_timestamp
    return claimed, "claimed" if claimed is not None else None


def _stamped(embedded: Any) -> datetime | None:
    from pyhanko.sign.validation.generic_cms import collect_timing_info
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[], allow_fetching=False)
    found = asyncio.run(
        collect_timing_info(embedded.signer_info, context, raw_digest=embedded.compute_digest)
    )
    status = found.get("timestamp_validity")
    if status is None or not (status.intact and status.valid):
        return None
    return status.timestamp  # type: ignore[no-any-return]


def _iso(time: datetime | None) -> str | None:
    """In Vietnam's time, as the letter's own date is; a time of nowhere stays as it is."""
    if time is not None and time.tzinfo is not None:
        time = time.astimezone(_VIETNAM)
    return time.isoformat(timespec="seconds") if time is not None else None


def _judge(embedded: Any, data: bytes, word: str | bytes) -> tuple[bool, bool, str]:
    """(intact, nothing was added after it, what was)."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    digest = embedded.compute_digest()
    same, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data", digest)
    embedded.compute_integrity_info()
    intact = bool(same and valid)
    if embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return intact, True, ""
    changes = embedded.diff_result
    if isinstance(changes, DiffResult) and changes.modification_level != ModificationLevel.OTHER:
        if changes.changed_form_fields:
            signed = {e.field_name for e in embedded.reader.embedded_signatures}
            only_signed = changes.changed_form_fields <= signed
            return intact, False, "signatures" if only_signed else "forms"
        noted = changes.modification_level == ModificationLevel.ANNOTATIONS
        return intact, False, "annotations" if noted else "metadata"
    if embedded.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return intact, False, "other"
    same_pages = only_annotations(data, _end(embedded), word)
    return intact, False, "annotations" if same_pages else "pages"


def _end(embedded: Any) -> int:
    """How many bytes of the file the signature knows."""
    span = embedded.byte_range
    return int(span[2]) + int(span[3])


def _roots(folder: str) -> list[Any]:
    """The certificates of a folder, PEM or DER."""
    from pyhanko import keys

    files = sorted(p for pattern in _ROOTS for p in Path(folder).glob(pattern))
    try:
        found = [keys.load_cert_from_pemder(str(file)) for file in files]  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BadSettings(where="trust_roots", what=f"{folder}: {error}") from error
    if not found:
        raise BadSettings(where="trust_roots", what=f"{folder}: *.crt, *.cer, *.pem, *.der: 0")
    return found


def _trusted(embedded: Any, roots: list[Any], time: datetime | None) -> bool | None:
    """Whether the certificate hung on a root when it signed; None where that moment is unknown."""
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    if time is None or time.tzinfo is None:
        return None
    context = ValidationContext(
        trust_roots=roots, moment=time, allow_fetching=False, revocation_mode="soft-fail"
    )
    validator = CertificateValidator(
        embedded.signer_cert, embedded.other_embedded_certs, validation_context=context
    )
    try:
        asyncio.run(validator.async_validate_path())
    except (PathBuildingError, PathValidationError):
        return False
    return True
