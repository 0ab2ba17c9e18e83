"""The same credential as a VC-JWT: signed with EdDSA, checked also with RSA and P-256 keys that the header carries."""

from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.badges.errors import BadProof, Uncheckable, Unreadable

ALGORITHMS = ["EdDSA", "RS256", "ES256"]
# Times are judged with the credential's own dates, in one place for both forms.
UNDATED = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_sub": False,
}


def sign(credential: dict[str, Any], key: Ed25519PrivateKey, *, method: str, jwk: dict[str, str]) -> str:
    """VC 2.0: the credential's properties are the payload, beside the registered claims of Open Badges 3.0.

    The key stands in the header too, for readers that cannot resolve did:web; who trusts it is another question.
    """
    begins = datetime.fromisoformat(credential["validFrom"]).astimezone(UTC)
    claims = {"iss": credential["issuer"]["id"], "jti": credential["id"], "nbf": int(begins.timestamp())}
    return jwt.encode(
        credential | claims, key, algorithm="EdDSA", headers={"kid": method, "typ": "vc+jwt", "jwk": jwk}
    )


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and credential, unchecked; the credential of VC 1.1 lies in the claim `vc`."""
    try:
        found = jwt.decode_complete(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise Unreadable("JWT") from error
    inner = found["payload"].get("vc")
    return found["header"], inner if isinstance(inner, dict) else found["payload"]


def check(token: str, header: dict[str, Any], public: bytes | None) -> None:
    """Against a known Ed25519 key, else against the key in the header."""
    algorithm = header.get("alg")
    if str(algorithm).lower() == "none":
        raise BadProof("alg none")
    if algorithm not in ALGORITHMS:
        raise Uncheckable(f"alg {str(algorithm)[:20]}")
    try:
        jwt.decode(token, _key(header, public), algorithms=[algorithm], options=UNDATED)  # type: ignore[arg-type]
    except (jwt.InvalidSignatureError, jwt.InvalidKeyError) as error:
        raise BadProof("signature") from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Uncheckable("JWT key") from error


def _key(header: dict[str, Any], public: bytes | None) -> Any:
    if public is not None:
        return Ed25519PublicKey.from_public_bytes(public)
    if not isinstance(header.get("jwk"), dict):
        raise Uncheckable("no key in the header")
    try:
        return jwt.PyJWK(header["jwk"], algorithm=header["alg"]).key
    except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        raise Uncheckable("JWK") from error
