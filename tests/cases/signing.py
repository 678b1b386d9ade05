"""PDFs signed with keys that live for one test."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

WHEN = datetime(2022, 5, 20, 9, 30, tzinfo=UTC)
VALID = (datetime(2021, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC))
OFFICE = ("Ủy ban nhân dân tỉnh Đồng Xuân", "Nguyễn Thị Hồng Đào")


@dataclass(frozen=True, slots=True)
class Key:
    """A private key with its certificate, and the issuing one."""

    key: Any
    certificate: Any
    issuer: Any


def _name(organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(subject: x509.Name, key: Any, by: Key | None, *, stamping: bool = False) -> Any:
    issuer, signing = (subject, key) if by is None else (by.certificate.subject, by.key)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(1000 + len(subject.rfc4514_string()))
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=by is None,
                crl_sign=by is None, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if stamping:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(signing, hashes.SHA256())


def _new_key() -> Any:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def root(name: str = "Gốc thử nghiệm") -> Key:
    key = _new_key()
    certificate = _certificate(_name("Tổ chức chứng thực thử", name), key, None)
    return Key(key, certificate, certificate)


@cache
def office(
    organisation: str = OFFICE[0], person: str = OFFICE[1], *, stamping: bool = False
) -> Key:
    # The stand-in for a time-stamping authority that pyHanko has knows RSA alone.
    key: Any = rsa.generate_private_key(65537, 2048) if stamping else _new_key()
    by = root()
    certificate = _certificate(_name(organisation, person), key, by, stamping=stamping)
    return Key(key, certificate, by.certificate)


def pem(certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _asn1(key: Key) -> tuple[Any, Any, Any]:
    der, private = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return (
        asn1_x509.Certificate.load(key.certificate.public_bytes(der)),
        asn1_keys.PrivateKeyInfo.load(key.key.private_bytes(der, private, plain)),
        asn1_x509.Certificate.load(key.issuer.public_bytes(der)),
    )


def sign(
    data: bytes,
    key: Key | None = None,
    *,
    field: str = "ChuKy1",
    box: tuple[int, int, int, int] | None = (300, 100, 500, 160),
    when: datetime = WHEN,
    stamp: Key | None = None,
    invisible: bool = False,
    spec: Any = None,
    password: str | bytes | None = None,
) -> bytes:
    """``data`` with one more digital signature, as an incremental update. ``password``: the one
    that it is locked with, empty for a lock on printing alone."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers, timestamps
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificate, private, issuer = _asn1(key or office())
    store = SimpleCertificateStore()
    store.register(issuer)
    signer = signers.SimpleSigner(
        signing_cert=certificate, signing_key=private, cert_registry=store
    )
    clock = None
    if stamp is not None:
        theirs, secret, _ = _asn1(stamp)
        clock = timestamps.DummyTimeStamper(theirs, secret, fixed_dt=when + timedelta(minutes=1))
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    if password is not None:
        writer.encrypt(password)
    spec = spec or fields.SigFieldSpec(field, box=None if invisible else box)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    made = signers.PdfSigner(meta, signer, timestamper=clock, new_field_spec=spec)
    out = _at(when, made, writer)
    return bytes(out.getvalue())


def _at(when: datetime, made: Any, writer: Any) -> Any:
    """The signer's clock stands at ``when``."""
    from unittest import mock

    import pyhanko.sign.signers.pdf_cms as cms
    from pyhanko.sign.signers import pdf_byterange, pdf_signer

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return when

    patched = [
        mock.patch.object(m, "datetime", Clock)
        for m in (cms, pdf_signer, pdf_byterange)
        if hasattr(m, "datetime") and isinstance(m.datetime, type)
    ]
    for patch in patched:
        patch.start()
    try:
        return made.sign_pdf(writer)
    finally:
        for patch in patched:
            patch.stop()


def write_roots(folder: Path, *keys: Key) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    for number, key in enumerate(keys):
        (folder / f"{number}.pem").write_bytes(pem(key.certificate))
    return str(folder)
