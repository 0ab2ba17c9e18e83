"""A certificate's badge: checked by other people's code, revoked by its list, baked into its picture."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from certificates.badge_documents import did_document, key_set
from certificates.badge_keys import badge_keys
from certificates.badges import bitstring
from certificates.badges.baking import bake, unbake
from certificates.models import Badge, Certificate
from certificates.rendering.badge_picture import badge_png, card_png
from certificates.services.badge_verification import judge_badge, own_keys
from certificates.services.badges import (
    as_text,
    badge_for,
    credential_jwt,
    signed_credential,
    signed_status_list,
)
from certificates.services.issuing import revoke_certificate
from certificates.services.replacing import replace_certificate
from common.clock import now
from tests.certificates.conftest import ISSUED
from tests.certificates.node_check import verified
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(certificate: Certificate) -> Badge:
    return badge_for(certificate=certificate, at=ISSUED)


def judged(data: bytes | str) -> str:
    return judge_badge(data if isinstance(data, bytes) else data.encode(), keys=own_keys(), at=now()).verdict


def test_another_implementation_verifies_credential_jwt_and_status(badge: Badge) -> None:
    keys = badge_keys()
    assert keys
    answer = verified(
        did=did_document(keys), jwks=key_set(keys), credential=signed_credential(badge),
        jwt=credential_jwt(badge), statusList=signed_status_list(badge.status_list, at=now()),
    )  # fmt: skip
    assert answer["credential"] is True, answer
    assert answer["jwt"] == "An toàn thông tin cho cán bộ xã"
    assert (answer["header"]["alg"], answer["header"]["kid"]) == ("EdDSA", keys.method)
    assert (answer["status"], answer["revoked"]) == (True, False), answer


def test_another_implementation_sees_the_revocation_and_the_forgery(badge: Badge) -> None:
    keys = badge_keys()
    assert keys
    revoke_certificate(certificate=badge.certificate, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    forged = signed_credential(badge)
    told = {"did": did_document(keys), "statusList": signed_status_list(badge.status_list, at=now())}
    assert verified(credential=forged, **told)["revoked"] is True
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Nguyễn Văn Giả"
    assert verified(credential=forged, **told)["credential"] is False


def test_our_own_badge_is_valid_in_every_form(badge: Badge) -> None:
    text = as_text(signed_credential(badge))
    baked = bake(badge_png(course="Khóa học", office="Sở"), text)
    assert [judged(text), judged(credential_jwt(badge)), judged(baked)] == ["valid"] * 3


def test_an_edited_badge_is_found_out_in_every_form(badge: Badge) -> None:
    text = as_text(signed_credential(badge)).replace("đạt 9/10", "đạt 10/10")
    head, body, signature = credential_jwt(badge).split(".")
    wrong = f"{head}.{body[:-4]}AAAA.{signature}"
    assert judged(text) == "altered"
    assert judged(wrong) in {"altered", "unknown"}
    assert judged(as_text({**signed_credential(badge), "them": "Loại Giỏi"})) == "unverified"


def test_a_badge_signed_with_another_key_in_our_name_is_not_trusted(badge: Badge) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from certificates.badge_keys import method_of
    from certificates.badges.proofs import sign

    foreign = Ed25519PrivateKey.generate()
    plain = {key: value for key, value in signed_credential(badge).items() if key != "proof"}
    raw = foreign.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    forged = sign(plain, foreign, method=method_of(raw), created="2026-10-18T17:30:00Z")
    assert judged(as_text(forged)) != "valid"


def test_the_badge_follows_its_certificate(badge: Badge) -> None:
    text = as_text(signed_credential(badge))
    told = {"kind": "dinh_chinh", "reason": "Sai tên", "by": AccountFactory(), "at": ISSUED}
    replace_certificate(certificate=badge.certificate, **told)
    assert judged(text) == "superseded"
    revoke_certificate(certificate=badge.certificate, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    assert judged(text) == "revoked"
    encoded = signed_status_list(1, at=now())["credentialSubject"]["encodedList"]
    assert bitstring.is_set(encoded, badge.status_index)


def test_a_badge_of_which_the_register_knows_nothing_is_unknown(badge: Badge) -> None:
    text = as_text(signed_credential(badge))
    badge.delete()
    assert judged(text) == "unknown"


def test_a_list_marks_the_revoked_and_nobody_else(badge: Badge, complete: Any) -> None:
    from certificates.services.issuing import issue_certificate

    other = badge_for(certificate=issue_certificate(enrolment=complete(), at=ISSUED), at=ISSUED)
    revoke_certificate(certificate=other.certificate, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    encoded = signed_status_list(1, at=now())["credentialSubject"]["encodedList"]
    assert bitstring.is_set(encoded, other.status_index)
    assert not bitstring.is_set(encoded, badge.status_index)


def test_a_certificate_has_one_badge_and_each_its_own_place(
    badge: Badge, complete: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from certificates.services import badges as service
    from certificates.services.issuing import issue_certificate

    assert badge_for(certificate=badge.certificate, at=ISSUED) == badge
    draws = iter([badge.status_index, badge.status_index, (badge.status_index + 1) % bitstring.SIZE])
    monkeypatch.setattr(service.secrets, "randbelow", lambda _most: next(draws))
    other = badge_for(certificate=issue_certificate(enrolment=complete(), at=ISSUED), at=ISSUED)
    assert other.status_index != badge.status_index
    monkeypatch.undo()
    monkeypatch.setattr(service, "FULLEST", 2)
    third = badge_for(certificate=issue_certificate(enrolment=complete(), at=ISSUED), at=ISSUED)
    assert third.status_list == 2


def test_the_credential_says_what_the_certificate_says_and_no_more(badge: Badge) -> None:
    learner = badge.certificate.enrolment.learner
    learner.email, learner.phone = "hong.anh@example.vn", "0912345678"
    learner.save()
    badge.refresh_from_db()
    text = as_text(signed_credential(badge))
    for private in (
        "1988",
        "Xuân Định",
        "Công chức",
        "0912345678",
        "example.vn",
        "emailAddress",
        str(learner.uuid),
    ):
        assert private not in text
    hashed = signed_credential(badge, with_email=True)["credentialSubject"]["identifier"][1]
    assert hashed["identityHash"].startswith("sha256$")
    assert "example.vn" not in json.dumps(hashed)


def test_the_same_badge_is_the_same_file_each_time(badge: Badge) -> None:
    assert signed_credential(badge) == signed_credential(Badge.objects.get())
    assert credential_jwt(badge) == credential_jwt(Badge.objects.get())


def test_the_pictures_have_their_sizes_and_stay_small() -> None:
    seal = badge_png(course="Bồi dưỡng kỹ năng số " * 12, office="Ủy ban nhân dân xã Xuân Định " * 4)
    card = card_png(name="Nguyễn " * 12, course="Khóa học " * 30, office="Sở", issued_on=ISSUED.date())
    assert Image.open(BytesIO(seal)).size == (600, 600)
    assert Image.open(BytesIO(card)).size == (1200, 630)
    assert max(len(seal), len(card)) < 90_000


def test_baking_leaves_a_picture_that_opens_and_replaces_an_older_badge() -> None:
    once = bake(badge_png(course="Khóa", office="Sở"), "{}")
    twice = bake(once, '{"a": "ữ"}')
    assert unbake(twice) == '{"a": "ữ"}'
    picture = Image.open(BytesIO(twice))
    picture.load()
    assert picture.text["openbadgecredential"] == '{"a": "ữ"}'  # type: ignore[attr-defined]


def test_a_new_key_signs_and_the_old_one_stays_published(badge: Badge, settings: Any, tmp_path: Any) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from certificates.badge_keys import _pem

    old, new = _pem(Ed25519PrivateKey.generate()), _pem(Ed25519PrivateKey.generate())
    file = tmp_path / "keys.pem"
    settings.BADGE_KEY_FILE = str(file)
    file.write_bytes(old)
    before = as_text(signed_credential(badge))
    file.write_bytes(new + old)
    after = as_text(signed_credential(badge))
    assert before != after
    assert [judged(before), judged(after)] == ["valid", "valid"]
    file.write_bytes(new + b"\n")
    assert judged(before) == "untrusted" or judged(before) == "invalid"
