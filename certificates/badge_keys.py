"""The keys that sign badges: a PEM file where settings name one, else a test key made at first need.

The first private key signs. Every other key in the file, private or public, stays published, so that badges signed with
it go on being checked: to change keys, put the new one first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from certificates.badges.multibase import multikey
from certificates.keys import write_once
from common.errors import DomainError

BLOCK = re.compile(rb"-----BEGIN (PRIVATE|PUBLIC) KEY-----.*?-----END \1 KEY-----", re.DOTALL)


@dataclass(frozen=True)
class BadgeKeys:
    """What signs, and every public key (32 bytes) that ever did, the present one first."""

    private: Ed25519PrivateKey
    publics: tuple[bytes, ...]
    is_test: bool

    @property
    def method(self) -> str:
        """The present key's address, as a proof names it."""
        return method_of(self.publics[0])

    def by_method(self) -> dict[str, bytes]:
        """Every published address with its key."""
        return {method_of(public): public for public in self.publics}


def issuer_id() -> str:
    """did:web of the site: whoever holds the domain publishes the keys."""
    return "did:web:" + urlsplit(settings.SITE_ADDRESS).netloc.replace(":", "%3A")


def method_of(public: bytes) -> str:
    return f"{issuer_id()}#{multikey(public)}"


def badge_keys() -> BadgeKeys | None:
    """None when an official installation has no key: then there are no badges, and nothing offers them."""
    if settings.BADGE_KEY_FILE:
        return _load(Path(settings.BADGE_KEY_FILE), is_test=False)
    if not settings.SIGNING_TEST_KEY:
        return None
    path = settings.DATA_DIR / "secrets" / "badge-test-key.pem"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_once(path, _pem(Ed25519PrivateKey.generate()))
    return _load(path, is_test=True)


def _load(path: Path, *, is_test: bool) -> BadgeKeys:
    try:
        return _parsed(path, path.stat().st_mtime_ns, is_test)
    except (OSError, ValueError, TypeError) as error:
        raise DomainError(
            _("Không đọc được khóa ký huy hiệu %(name)s: cần khóa Ed25519 dạng PEM.") % {"name": path.name}
        ) from error


@lru_cache(maxsize=4)
def _parsed(path: Path, _changed: int, is_test: bool) -> BadgeKeys:
    keys = [
        load_pem_private_key(found[0], None) if found[1] == b"PRIVATE" else load_pem_public_key(found[0])
        for found in BLOCK.finditer(path.read_bytes())
    ]
    private = next((key for key in keys if isinstance(key, Ed25519PrivateKey)), None)
    if private is None:
        raise ValueError("no private key")
    others = [_raw(key.public_key() if isinstance(key, Ed25519PrivateKey) else key) for key in keys]
    return BadgeKeys(private, tuple(dict.fromkeys([_raw(private.public_key()), *others])), is_test)


def _raw(key: object) -> bytes:
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("not an Ed25519 key")
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
