"""A certification authority on 127.0.0.1: a root, signers, a time-stamp service and a revocation list."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

Key = rsa.RSAPrivateKey
SIGNER = "VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI"
DAY = timedelta(days=1)


def new_key() -> Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Authority:
    """Issues certificates as of a moment; answers time-stamp requests and gives its list while `served`."""

    def __init__(self, at: datetime) -> None:
        self.at, self.key = at, new_key()
        self.root = self._certificate("Gốc kiểm thử", self.key, None, at - DAY, at + 3650 * DAY)
        self.address = ""
        self.stamps = 0

    def signer(
        self, key: Key, *, starts: datetime | None = None, ends: datetime | None = None
    ) -> x509.Certificate:
        return self._certificate(SIGNER, key, "sign", starts or self.at - DAY, ends or self.at + 365 * DAY)

    def pkcs12(self, path: Path, password: str = "mat-khau", **term: Any) -> x509.Certificate:
        key = new_key()
        certificate = self.signer(key, **term)
        packed = serialize_key_and_certificates(
            b"ky", key, certificate, [self.root], BestAvailableEncryption(password.encode())
        )
        path.write_bytes(packed)
        return certificate

    def pem(self, path: Path) -> Path:
        path.write_bytes(self.root.public_bytes(Encoding.PEM))
        return path

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address of the time-stamp service, as long as it stands."""
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                outer.stamps += 1
                self._say(outer._stamper.request_tsa_response(asked).dump(), "application/timestamp-reply")

            def do_GET(self) -> None:
                self._say(outer._revoked, "application/pkix-crl")

            def _say(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        with HTTPServer(("127.0.0.1", 0), Answers) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.address = f"http://127.0.0.1:{server.server_port}"
            yield f"{self.address}/tsa"
            server.shutdown()

    @cached_property
    def _stamper(self) -> Any:
        key = new_key()
        certificate = self._certificate(
            "Dấu thời gian kiểm thử", key, "stamp", self.at - DAY, self.at + 365 * DAY
        )
        return DummyTimeStamper(as_asn1(certificate), as_private(key), certs_to_embed=[as_asn1(self.root)])

    @cached_property
    def _revoked(self) -> bytes:
        made = (
            x509.CertificateRevocationListBuilder().issuer_name(self.root.subject)
            .last_update(self.at - DAY).next_update(self.at + 30 * DAY).sign(self.key, hashes.SHA256())
        )  # fmt: skip
        return made.public_bytes(Encoding.DER)

    def _certificate(
        self, name: str, key: Key, use: str | None, starts: datetime, ends: datetime
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = self.root.subject if use else subject
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(starts).not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=use is None, path_length=None), critical=True)
            .add_extension(_usage(ca=use is None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        if use == "stamp":
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        if use and self.address:
            where = x509.UniformResourceIdentifier(f"{self.address}/crl")
            points = x509.CRLDistributionPoints([x509.DistributionPoint([where], None, None, None)])
            builder = builder.add_extension(points, critical=False)
        return builder.sign(self.key, hashes.SHA256())


def as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def as_private(key: Key) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def _usage(*, ca: bool) -> x509.KeyUsage:
    off = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **off
    )
