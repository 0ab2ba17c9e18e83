"""A factor is changed, taken away, or lost and reset; its pages speak Vietnamese."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.models import Account, AuditEntry, PhoneCode, Scope
from people.queries.rights import has_second_factor
from people.services.second_factor import add_app, recovery_codes, reset_second_factor
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory
from tests.people.second_factor.cast import MANAGE, SECRET
from tests.people.signing import (
    AUTHENTICATE,
    LOGIN,
    PASSWORD,
    SET_UP,
    START,
    TRUST,
    app_code,
    officer,
    secret_on,
    sent,
    sign_in,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db


ENGLISH = (
    "Authenticat",
    "Recovery",
    "Security",
    "Activate",
    "Deactivate",
    "Trust",
    "Sign",
    "Code",
    "key",
    "Add",
)


def signed_in_hr(protected: Account) -> Client:
    client = Client()
    sign_in(client, "hr1")
    client.post(AUTHENTICATE, {"code": recovery_codes(protected)[0]})
    client.post(TRUST, {"action": "skip"})
    return client


def test_the_password_does_not_take_a_factor_away(protected) -> None:
    client = signed_in_hr(protected)
    off = f"{MANAGE}totp/deactivate/"
    assert client.get(off).headers["Location"].startswith(f"{MANAGE}reauthenticate/")
    assert client.get("/tai-khoan/reauthenticate/").headers["Location"].startswith(f"{MANAGE}reauthenticate/")
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    assert client.post(off).status_code == 302
    assert has_second_factor(protected)


def test_taking_the_last_factor_away_signs_out_until_there_is_another(protected) -> None:
    client = signed_in_hr(protected)
    client.post(f"{MANAGE}reauthenticate/", {"code": recovery_codes(protected)[0]})
    assert client.post(f"{MANAGE}totp/deactivate/").headers["Location"] == LOGIN
    assert signed_in(client) is None
    assert sign_in(client, "hr1").headers["Location"] == SET_UP
    assert AuditEntry.objects.filter(action="second_factor_removed", actor=protected).count() == 1


def test_a_cadre_may_have_one_too(client: Client) -> None:
    cadre = AccountFactory(username="cb")
    sign_in(client, "cb")
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    secret = secret_on(client.get(f"{MANAGE}totp/activate/"))
    client.post(f"{MANAGE}totp/activate/", {"code": app_code(secret)})
    assert has_second_factor(cadre)
    other = Client()
    assert sign_in(other, "cb").headers["Location"] == AUTHENTICATE
    client.post(f"{MANAGE}reauthenticate/", {"code": recovery_codes(cadre)[0]})
    client.post(f"{MANAGE}totp/deactivate/")
    assert signed_in(client) == cadre  # not asked of a cadre, so not signed out


def test_secrets_are_not_readable_in_a_copy_of_the_database(protected) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored for code in recovery_codes(protected))


def test_an_administrator_resets_a_lost_one_and_the_person_is_told(
    client: Client, protected, django_capture_on_commit_callbacks
) -> None:
    theirs = signed_in_hr(protected)
    admin = AccountFactory(is_superuser=True)
    client.force_login(admin)
    page = text(client.get(reverse("second_factor_list")))
    assert protected.get_full_name() in page
    reset = reverse("second_factor_reset", args=["hr1"])
    assert "Hãy ghi lý do" in text(client.post(reset, {"reason": " "}))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reset, {"reason": "Mất điện thoại, đã gặp"}).status_code == 302
    assert not Authenticator.objects.filter(user=protected).exists()
    assert theirs.get("/tai-khoan/").status_code == 302
    entry = AuditEntry.objects.get(action="second_factor_reset")
    assert (entry.actor, entry.person) == (admin, protected.person)
    assert entry.detail == {"account": "hr1", "reason": "Mất điện thoại, đã gặp"}
    assert "dat lai lop bao ve thu hai" in sent()[-1]["text"]
    assert [letter.to for letter in mail.outbox] == [["hr@dongnai.example"]]
    assert sign_in(Client(), "hr1").headers["Location"] == SET_UP


def test_nobody_else_resets_one(client: Client, protected) -> None:
    everything = OrgUnitFactory()
    for account in (officer(everything), officer(everything, role=Scope.Role.LEADER), AccountFactory()):
        client.force_login(account)
        for address in (reverse("second_factor_list"), reverse("second_factor_reset", args=["hr1"])):
            assert client.get(address).status_code == 403
            assert client.post(address, {"reason": "x"}).status_code in (403, 405)
    assert has_second_factor(protected)


def test_a_reset_of_nothing_or_of_nobody_is_refused(client: Client) -> None:
    client.force_login(AccountFactory(is_superuser=True))
    officer(username="hr5")
    AccountFactory(username="cb5")
    assert client.post(reverse("second_factor_reset", args=["hr5"]), {"reason": "x"}).status_code == 400
    for name in ("cb5", "khong-co"):
        assert client.post(reverse("second_factor_reset", args=[name]), {"reason": "x"}).status_code == 404


def test_the_operator_lets_the_only_administrator_in_again(protected) -> None:
    out = StringIO()
    call_command("reset_second_factor", "hr1", reason="mất điện thoại", stdout=out)
    assert "Đã đặt lại" in out.getvalue()
    assert AuditEntry.objects.get(action="second_factor_reset").actor is None
    for name in ("hr1", "khong-co"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name, reason="x")


def test_the_list_costs_the_same_for_few_and_many(client: Client, django_assert_max_num_queries) -> None:
    client.force_login(AccountFactory(is_superuser=True))
    unit = OrgUnitFactory()
    for number in range(20):
        add_app(account=officer(unit, person=PersonFactory()), secret=SECRET, at=START + timedelta(number))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("second_factor_list")).status_code == 200


def test_a_reset_needs_no_phone(protected) -> None:
    protected.person.phone = ""
    protected.person.save()
    reset_second_factor(account=protected, by=None, reason="x", at=START)
    assert sent() == []
    assert not PhoneCode.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["", "totp/deactivate/", "webauthn/", "webauthn/add/", "recovery-codes/", "recovery-codes/generate/"],
)
def test_its_pages_speak_vietnamese(protected, address: str) -> None:
    client = signed_in_hr(protected)
    client.post(f"{MANAGE}reauthenticate/", {"code": recovery_codes(protected)[0]})
    assert_vietnamese(client.get(f"{MANAGE}{address}"))


def test_the_pages_on_the_way_in_speak_vietnamese(client: Client, protected) -> None:
    sign_in(client, "hr1")
    assert_vietnamese(client.get(AUTHENTICATE))
    assert_vietnamese(client.post(AUTHENTICATE, {"code": "0"}))
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    assert_vietnamese(client.get(TRUST))
    assert_vietnamese(signed_in_hr(protected).get(f"{MANAGE}reauthenticate/"))


def assert_vietnamese(answer) -> None:
    assert answer.status_code == 200
    visible = text(answer).split("<main", 1)[1].split("</main>", 1)[0]
    visible = re.sub(r"<script.*?</script>|<svg.*?</svg>", "", visible, flags=re.S)
    words = "".join(part.split(">", 1)[-1] for part in visible.split("<")).replace("Authenticator", "")
    assert [word for word in ENGLISH if word in words] == []
    assert "<h1>" in visible
