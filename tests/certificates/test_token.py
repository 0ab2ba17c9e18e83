"""A key that lies on a token: SoftHSM through the same module call as the agencies' USB tokens."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.exceptions import PKCS11Error

from certificates.models import Certificate
from certificates.services.files import make_pdf
from certificates.services.verification import verify
from certificates.signing import key as keys
from certificates.signing import token as tokens
from certificates.signing import trusted_roots
from common.clock import now
from common.errors import DomainError
from tests.certificates.authority import SIGNER, Authority, as_asn1, new_key
from tests.tools_on_machine import needs

pytestmark = [pytest.mark.django_db, needs("softhsm2-util")]
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)
MODULE = next((path for path in MODULES if Path(path).exists()), MODULES[0])
PIN = "1234"


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A token with key and certificate, once a process: that is how often the module reads its settings."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        authority, key = Authority(now()), new_key()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "key.pem").write_bytes(pem)
        _softhsm("--init-token", "--free", "--label", "co-quan", "--so-pin", "5678", "--pin", PIN)
        _softhsm(
            "--import",
            str(folder / "key.pem"),
            "--token",
            "co-quan",
            "--label",
            "ky",
            "--id",
            "A1",
            "--pin",
            PIN,
        )
        _put_certificate(as_asn1(authority.signer(key)))
        authority.pem(folder / "root.pem")
        authority.address = str(folder / "root.pem")
        yield authority
        keys._from_token.cache_clear()


def _softhsm(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def _put_certificate(certificate: Any) -> None:
    with pkcs11.lib(MODULE).get_token(token_label="co-quan").open(rw=True, user_pin=PIN) as session:
        session.create_object({
            Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True, Attribute.LABEL: "ky", Attribute.ID: b"\xa1",
            Attribute.SUBJECT: certificate.subject.dump(), Attribute.VALUE: certificate.dump(),
        })  # fmt: skip


@pytest.fixture
def inserted(token: Authority, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """Pulled out afterwards: a login left behind would let any PIN pass."""
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_TOKEN_LABEL = MODULE, "co-quan"
    settings.SIGNING_PKCS11_KEY_LABEL, settings.SIGNING_PKCS11_PIN = "ky", PIN
    settings.SIGNING_ROOTS_FILE = token.address
    opened: list[Any] = []
    real = tokens._session
    monkeypatch.setattr(tokens, "_session", lambda told: opened.append(real(told)) or opened[-1])
    yield token
    keys._from_token.cache_clear()
    for session in opened:
        with suppress(PKCS11Error):  # those that could not sign are closed already
            session.close()


def test_the_token_signs(certificate: Certificate, inserted: Authority) -> None:
    made = make_pdf(certificate=certificate, at=now())
    found = verify(made.pdf.read(), trust=trusted_roots(now()), at=now())
    assert (found.verdict, found.covers_whole_document, found.signer) == ("valid", True, SIGNER)
    assert b"PRIVATE KEY" not in BytesIO(made.pdf.read()).getvalue()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PIN", "0000"), ("KEY_LABEL", "khac"), ("TOKEN_LABEL", "khac"), ("MODULE", "/khong/co.so")],
)
def test_a_token_that_cannot_sign_is_waited_for(
    certificate: Certificate, inserted: Authority, settings: Any, name: str, value: str
) -> None:
    setattr(settings, f"SIGNING_PKCS11_{name}", value)
    with pytest.raises(DomainError, match="thiết bị ký"):
        make_pdf(certificate=certificate, at=now())
    row = Certificate.objects.get()
    assert (row.pdf.name, "thiết bị ký" in row.pdf_error) == ("", True)
