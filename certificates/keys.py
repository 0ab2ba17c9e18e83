"""The signing key: the office's PKCS#12 where settings name one, else a test key made at first need."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import DomainError

TEST_NAME = "KHÓA THỬ NGHIỆM – Lớp Số"
TEST_ROOT_NAME = "GỐC THỬ NGHIỆM – Lớp Số"
TEST_PASSPHRASE = b"lopso-thu-nghiem"  # the key is worth nothing; the file is readable by its owner only
TEST_YEARS = 10


@dataclass(frozen=True)
class KeyFile:
    """A PKCS#12 file and whether it is only for tests."""

    path: Path
    passphrase: bytes
    is_test: bool

    @property
    def root_path(self) -> Path:
        """Where the test root's certificate lies, for `--trust`."""
        return self.path.with_name("signing-test-root.crt")

    def load(self) -> pkcs12.PKCS12KeyAndCertificates:
        """Key, certificate and chain; a sentence when the file or the passphrase is wrong."""
        try:
            return pkcs12.load_pkcs12(self.path.read_bytes(), self.passphrase or None)
        except OSError as error:
            why = _("Không đọc được khóa ký: không có tệp %(path)s, hoặc không được phép đọc.")
            raise DomainError(why % {"path": self.path.name}) from error
        except ValueError as error:
            why = _("Không mở được khóa ký %(path)s: sai mật khẩu, hoặc tệp hỏng.")
            raise DomainError(why % {"path": self.path.name}) from error


def key_file(at: datetime) -> KeyFile | None:
    """The key to sign with; None when an official installation has none, and then nothing is signed."""
    if settings.SIGNING_KEY_FILE:
        return KeyFile(Path(settings.SIGNING_KEY_FILE), settings.SIGNING_KEY_PASSWORD.encode(), is_test=False)
    if not getattr(settings, "SIGNING_TEST_KEY", True):
        return None
    found = KeyFile(settings.DATA_DIR / "secrets" / "signing-test.p12", TEST_PASSPHRASE, is_test=True)
    if not found.path.exists():
        _make_test_key(found, at)
    return found


def _make_test_key(wanted: KeyFile, at: datetime) -> None:
    """Make root and key; if another process was first, its key stands."""
    wanted.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(TEST_ROOT_NAME, root_key, TEST_ROOT_NAME, root_key, at, is_root=True)
    leaf = _certificate(TEST_NAME, leaf_key, TEST_ROOT_NAME, root_key, at, is_root=False)
    packed = pkcs12.serialize_key_and_certificates(
        TEST_NAME.encode(), leaf_key, leaf, [root], BestAvailableEncryption(wanted.passphrase)
    )
    if write_once(wanted.path, packed):
        wanted.root_path.write_bytes(root.public_bytes(Encoding.PEM))


def write_once(path: Path, content: bytes) -> bool:
    """Readable by its owner only, and never over what another process wrote first."""
    draft = path.with_suffix(f".{secrets.token_hex(8)}")  # threads of one process race too
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)  # fails if another process was first
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: datetime,
    *,
    is_root: bool,
) -> x509.Certificate:
    usage = {
        "digital_signature": not is_root,
        "content_commitment": not is_root,
        "key_cert_sign": is_root,
        "crl_sign": is_root,
    }
    others = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + timedelta(days=365 * TEST_YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(others, False)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lớp Số (thử nghiệm)"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
