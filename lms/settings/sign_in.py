"""Ways to sign in, from the environment: a choice that nobody knows stops the start."""

from typing import Any

MATCHES = {"staff_code", "phone", "email", "personal_number"}


def oidc_providers(*, name: str, issuer: str, client_id: str, secret: str) -> dict[str, Any]:
    """allauth's setting for one provider; empty while OpenID Connect is off."""
    if not (issuer and client_id):
        return {}
    app = {
        "provider_id": "sso",
        "name": name or "SSO",
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def match_of(text: str) -> tuple[str, str]:
    """`claim=how` as a pair; `preferred_username=staff_code` when nothing is said."""
    claim, _equals, how = (text or "preferred_username=staff_code").partition("=")
    return claim.strip(), how.strip()


def refuse_unknown(*, second_factor: str, sms_sender: str, senders: set[str], oidc_match: str) -> None:
    """A typing error in how people sign in must not pass for a choice."""
    if second_factor not in ("required", "optional"):
        raise SystemExit("SECOND_FACTOR: required | optional.")
    if sms_sender and sms_sender not in senders:
        raise SystemExit(f"SMS_SENDER: {' | '.join(sorted(senders))}.")
    claim, how = match_of(oidc_match)
    if not claim or how not in MATCHES:
        raise SystemExit(f"OIDC_MATCH: claim={'|'.join(sorted(MATCHES))}.")
