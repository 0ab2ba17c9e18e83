"""The key this installation signs with: from a token, from a PKCS#12 file, or the test key; loaded once a process."""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.keys import KeyFile, key_file
from common.clock import local_day
from common.errors import DomainError

if TYPE_CHECKING:
    from certificates.signing.token import Token


class LoadedSigner(signers.SimpleSigner):  # type: ignore[misc]
    """pyHanko parses the private key again for each signature (RSA: 80 ms of 115); this one keeps it."""

    loaded_key: Any = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Sign with the loaded key; other kinds of key take pyHanko's way."""
        if isinstance(self.loaded_key, rsa.RSAPrivateKey) and digest_algorithm == "sha256":
            return self.loaded_key.sign(data, PKCS1v15(), SHA256())
        if isinstance(self.loaded_key, ec.EllipticCurvePrivateKey) and digest_algorithm == "sha256":
            return self.loaded_key.sign(data, ec.ECDSA(SHA256()))
        return bytes(super().sign_raw(data, digest_algorithm))


@dataclass(frozen=True)
class SigningKey:
    """A signer ready to use, its trust anchor, and whether it is only for tests."""

    signer: signers.Signer
    root: x509.Certificate
    is_test: bool

    @property
    def name(self) -> str:
        """Whom the certificate names: printed beside the seal."""
        return str(self.certificate.subject.native.get("common_name", ""))

    @property
    def certificate(self) -> x509.Certificate:
        """Whoever has no certificate cannot be a key here."""
        assert self.signer.signing_cert
        return self.signer.signing_cert

    def check_term(self, at: datetime) -> None:
        """Refuse to sign with a certificate that is not valid yet, or no longer."""
        term = self.certificate["tbs_certificate"]["validity"]
        starts, ends = term["not_before"].native, term["not_after"].native
        if at < starts:
            raise DomainError(_("Chứng thư ký chỉ có hiệu lực từ %(day)s.") % {"day": _day(starts)})
        if at > ends:
            raise DomainError(
                _("Chứng thư ký đã hết hạn ngày %(day)s: cần chứng thư mới.") % {"day": _day(ends)}
            )


def signing_key(at: datetime) -> SigningKey | None:
    """The key, or None where nothing is signed here; a sentence when there should be one and it cannot sign."""
    key = _key(at)
    if key:
        key.check_term(at)
    return key


def own_root(at: datetime) -> x509.Certificate | None:
    """The anchor against which this installation's own certificates are trusted."""
    key = _key(at)
    return key.root if key else None


def trusted_roots(at: datetime) -> list[x509.Certificate]:
    """Whom this installation believes: its own anchor and those that the settings name."""
    own = own_root(at)
    return [*([own] if own else []), *agency_roots()]


def agency_roots() -> list[x509.Certificate]:
    """The roots of agencies that the settings name."""
    if not settings.SIGNING_ROOTS_FILE:
        return []
    try:
        return list(load_certs_from_pemder([settings.SIGNING_ROOTS_FILE]))
    except (OSError, ValueError) as error:
        name = Path(settings.SIGNING_ROOTS_FILE).name
        raise DomainError(_("Không đọc được chứng thư gốc %(name)s.") % {"name": name}) from error


def _key(at: datetime) -> SigningKey | None:
    if settings.SIGNING_PKCS11_MODULE:
        from certificates.signing.token import configured_token  # only who has a token needs what talks to it

        return _from_token(configured_token(), os.getpid())
    found = key_file(at)
    return _from_file(found, found.path.stat().st_mtime_ns if found.path.exists() else 0) if found else None


@lru_cache(maxsize=2)
def _from_file(source: KeyFile, _changed: int) -> SigningKey:
    """Read once, and again when the file changes."""
    packed = source.load()
    if packed.key is None or packed.cert is None:
        raise DomainError(
            _("Tệp khóa ký %(path)s không có khóa hoặc chứng thư.") % {"path": source.path.name}
        )
    certificates = [entry.certificate for entry in [packed.cert, *packed.additional_certs] if entry]
    chain = [x509.Certificate.load(certificate.public_bytes(Encoding.DER)) for certificate in certificates]
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    private: Any = packed.key
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = LoadedSigner(chain[0], asn1_keys.PrivateKeyInfo.load(der), store)
    signer.loaded_key = private
    return SigningKey(signer, _root_of(chain), source.is_test)


@lru_cache(maxsize=1)
def _from_token(token: "Token", _process: int) -> SigningKey:
    """A session of a token belongs to one process: a fork opens its own."""
    from certificates.signing.token import open_token

    signer = open_token(token)
    chain = [signer.signing_cert, *signer.cert_registry, *agency_roots()]
    return SigningKey(signer, _root_of(chain), is_test=False)


def _root_of(chain: list[x509.Certificate]) -> x509.Certificate:
    return next((one for one in chain if one.subject == one.issuer), chain[-1])


def _day(moment: datetime) -> str:
    return f"{local_day(moment):%d/%m/%Y}"
