"""Whether a document has the shape of an Open Badges 3.0 credential: classes where they belong, nothing needed left out."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

CREDENTIAL, ENDORSEMENT = "AchievementCredential", "EndorsementCredential"
ALIASES = {CREDENTIAL: {CREDENTIAL, "OpenBadgeCredential"}}
SHARED = {"issuer": "Profile", "image": "Image", "evidence": "Evidence", "endorsement": ENDORSEMENT}
# What each class may hold of another class.
PARTS: dict[str, dict[str, str]] = {
    CREDENTIAL: SHARED | {"credentialSubject": "AchievementSubject"},
    ENDORSEMENT: SHARED | {"credentialSubject": "EndorsementSubject"},
    "Profile": {
        "parentOrg": "Profile", "address": "Address", "image": "Image", "otherIdentifier": "IdentifierEntry",
        "endorsement": ENDORSEMENT,
    },
    "AchievementSubject": {
        "achievement": "Achievement", "source": "Profile", "image": "Image", "identifier": "IdentityObject",
        "result": "Result",
    },
    "Achievement": {
        "creator": "Profile", "image": "Image", "alignment": "Alignment", "resultDescription": "ResultDescription",
        "otherIdentifier": "IdentifierEntry", "endorsement": ENDORSEMENT, "related": "Related",
    },
    "ResultDescription": {"alignment": "Alignment", "rubricCriterionLevel": "RubricCriterionLevel"},
    "RubricCriterionLevel": {"alignment": "Alignment"},
    "Result": {"alignment": "Alignment"},
    "Address": {"geo": "GeoCoordinates"},
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    CREDENTIAL: ("@context", "id", "type", "issuer", "credentialSubject"),
    ENDORSEMENT: ("@context", "id", "type", "issuer", "credentialSubject"),
    "Profile": ("id", "type"),
    "Achievement": ("id", "type", "name", "description", "criteria"),
    "ResultDescription": ("id", "type", "name", "resultType"),
    "Alignment": ("type", "targetName", "targetUrl"),
    "IdentityObject": ("type", "identityHash", "identityType", "hashed"),
    "IdentifierEntry": ("type", "identifier", "identifierType"),
    "Image": ("id", "type"),
}
REFERABLE = {"Profile", "Image"}  # may be an address instead of an object
DEEPEST = 24


def problems_of(document: dict[str, Any]) -> list[str]:
    """Sentences, none for a right document. An absent achievement is let pass, as 1EdTech's own samples do."""
    kinds = set(types_of(document))
    if "VerifiableCredential" not in kinds or not kinds & {CREDENTIAL, "OpenBadgeCredential", ENDORSEMENT}:
        return [_("Tệp không phải huy hiệu số Open Badges 3.0.")]
    kind = ENDORSEMENT if ENDORSEMENT in kinds else CREDENTIAL
    found = list(_problems(document, kind, kind, 0))
    if not (document.get("validFrom") or document.get("issuanceDate")):
        found.append(_("Thiếu ngày bắt đầu có hiệu lực (validFrom)."))
    return found


def types_of(value: dict[str, Any]) -> list[str]:
    """`type` as a list of words."""
    given = value.get("type", [])
    return [word for word in (given if isinstance(given, list) else [given]) if isinstance(word, str)]


def _problems(value: Any, kind: str, place: str, depth: int) -> Iterator[str]:
    if kind in REFERABLE and isinstance(value, str):
        return
    if not isinstance(value, dict) or depth > DEEPEST:
        yield _("Phần %(place)s không đúng dạng.") % {"place": place}
        return
    if not ALIASES.get(kind, {kind}) & set(types_of(value)):
        yield _("Phần %(place)s không phải loại %(kind)s.") % {"place": place, "kind": kind}
    for name in NEEDED.get(kind, ()):
        if value.get(name) in (None, "", []):
            yield _("Phần %(place)s thiếu %(name)s.") % {"place": place, "name": name}
    for name, inner_kind in PARTS.get(kind, {}).items():
        given = value.get(name)
        for inner in given if isinstance(given, list) else [] if given is None else [given]:
            yield from _problems(inner, inner_kind, name, depth + 1)
