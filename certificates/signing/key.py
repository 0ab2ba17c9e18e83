"""PAdES baseline signatures (ETSI.CAdES.detached) over a finished PDF, with a key loaded once a process."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.keys import KeyFile, key_file

FIELD = "ChuKySo"


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

    signer: LoadedSigner
    root: asn1_x509.Certificate
    is_test: bool


def signing_key(at: datetime) -> SigningKey | None:
    """The key this installation signs with, or None; read from its file once, and again when the file changes."""
    found = key_file(at)
    return _load(found, found.path.stat().st_mtime_ns if found.path.exists() else 0) if found else None


@lru_cache(maxsize=2)
def _load(source: KeyFile, _changed: int) -> SigningKey:
    packed = source.load()
    certificates = [entry.certificate for entry in [packed.cert, *packed.additional_certs] if entry]
    chain = [
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)) for certificate in certificates
    ]
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    private: Any = packed.key
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = LoadedSigner(chain[0], asn1_keys.PrivateKeyInfo.load(der), store)
    signer.loaded_key = private
    root = next(
        (certificate for certificate in chain if certificate.subject == certificate.issuer), chain[-1]
    )
    return SigningKey(signer, root, source.is_test)


def sign(pdf: bytes, key: SigningKey, *, reason: str, location: str) -> bytes:
    """The PDF with one invisible certifying signature that allows no later change."""
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    out = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    pdf_signer = signers.PdfSigner(meta, key.signer, new_field_spec=SigFieldSpec(FIELD, on_page=0))
    pdf_signer.sign_pdf(writer, output=out)
    return out.getvalue()


def own_root(at: datetime) -> asn1_x509.Certificate | None:
    """The anchor against which this installation's own certificates are trusted."""
    key = signing_key(at)
    return key.root if key else None
