"""HR and administrators are not signed in without a second factor, whichever way they come."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse

from people.models import Account, AuditEntry, PhoneCode, Scope
from people.queries.rights import has_second_factor
from people.services.first_login import issue_codes
from people.services.second_factor import add_app, recovery_codes, reset_second_factor
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory
from tests.people.signing import (
    AUTHENTICATE,
    CODES,
    LOGIN,
    PASSWORD,
    SET_UP,
    START,
    TRUST,
    app_code,
    officer,
    secret_on,
    sent,
    set_up_app,
    sign_in,
    sign_in_by_phone,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db
FIRST = "/tai-khoan/mat-khau-dau-tien/"
GOOD = "ruong-lua-chin-vang"
PHONE = "0912345678"
SECRET = "JBSWY3DPEHPK3PXP"
MANAGE = "/tai-khoan/hai-lop/"


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """Texts of one test only."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def hr() -> Account:
    return officer(username="hr1", person=PersonFactory(phone=PHONE, email="hr@dongnai.example"))


@pytest.fixture
def protected(hr: Account) -> Account:
    add_app(account=hr, secret=SECRET, at=START)
    return hr


def _every_page() -> list[str]:
    """Addresses of every kind, those of the account and of the second factor first."""
    return [
        "/tai-khoan/", "/tai-khoan/password/change/", "/tai-khoan/password/set/", MANAGE,
        f"{MANAGE}totp/activate/", f"{MANAGE}totp/deactivate/", f"{MANAGE}webauthn/", f"{MANAGE}webauthn/add/",
        f"{MANAGE}recovery-codes/", f"{MANAGE}recovery-codes/generate/", f"{MANAGE}recovery-codes/download/",
        f"{MANAGE}reauthenticate/", "/tai-khoan/reauthenticate/", "/nhan-su/", "/nhan-su/can-bo/",
        "/nhan-su/hai-lop/", "/cua-toi/", "/quan-tri/", "/vao/",
    ]  # fmt: skip


def assert_shut_out(client: Client) -> None:
    assert signed_in(client) is None
    for address in _every_page():
        answer = client.get(address)
        assert answer.status_code in (302, 403, 404), address
        assert answer.headers.get("Location", LOGIN).split("?")[0] in (
            LOGIN, SET_UP, AUTHENTICATE, "/tai-khoan/login/", f"{MANAGE}reauthenticate/", "/tai-khoan/reauthenticate/",
        ), address  # fmt: skip
    assert signed_in(client) is None


# Who is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rights", [{"is_superuser": True}, {"is_staff": True}])
def test_administrators_are_held_up_until_they_have_one(client: Client, rights) -> None:
    AccountFactory(username="qt", **rights)
    assert sign_in(client, "qt").headers["Location"] == SET_UP
    assert_shut_out(client)


def test_hr_is_held_up_and_then_goes_where_it_wanted(client: Client, hr) -> None:
    answer = client.post(f"{LOGIN}?next=/nhan-su/can-bo/", {"login": "hr1", "password": PASSWORD})
    assert answer.headers["Location"] == SET_UP
    assert_shut_out(client)
    secret = secret_on(client.get(SET_UP))
    assert "Mã chưa đúng" in text(client.post(SET_UP, {"code": "000000"}))
    assert secret_on(client.get(SET_UP)) == secret  # reloading does not spoil what was scanned
    client.post(SET_UP, {"code": app_code(secret)})
    page = text(client.get(CODES))
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", page)) == 10
    assert signed_in(client) is None
    assert client.post(CODES).headers["Location"] == "/nhan-su/can-bo/"
    assert signed_in(client) == hr
    [entry] = AuditEntry.objects.filter(action="second_factor_added")
    assert (entry.actor, entry.detail) == (hr, {"factors": ["totp", "recovery_codes"]})


def test_leaders_and_trainers_are_not_forced(client: Client) -> None:
    officer(username="ld", role=Scope.Role.LEADER)
    sign_in(client, "ld")
    assert signed_in(client)


def test_the_demonstration_needs_only_its_password_and_says_so(client: Client, settings) -> None:
    account = officer(username="nhansu", password=django_settings.DEMO_PASSWORD)
    sign_in(client, "nhansu", django_settings.DEMO_PASSWORD)
    assert signed_in(client) == account
    assert "tài khoản trình diễn" in text(client.get("/tai-khoan/"))
    settings.DEMO = False
    other = Client()
    assert sign_in(other, "nhansu", django_settings.DEMO_PASSWORD).headers["Location"] == SET_UP


def test_an_office_may_leave_it_to_its_people(client: Client, hr, settings) -> None:
    settings.SECOND_FACTOR = "optional"
    sign_in(client, "hr1")
    assert signed_in(client) == hr


# No way round ---------------------------------------------------------------------------------------------------


def test_the_password_alone_does_not_open_a_protected_account(client: Client, protected) -> None:
    assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE
    assert_shut_out(client)
    for address in (SET_UP, CODES, TRUST):  # neither another factor nor the recovery codes nor trust
        assert client.get(address).headers["Location"] == LOGIN
        assert client.post(address, {"code": "000000", "action": "trust"}).status_code == 302
    assert signed_in(client) is None
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    client.post(TRUST, {"action": "skip"})
    assert signed_in(client) == protected


def test_nor_does_a_code_on_the_phone(client: Client, protected) -> None:
    assert sign_in_by_phone(client, PHONE).headers["Location"] == AUTHENTICATE
    assert_shut_out(client)
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    client.post(TRUST, {"action": "skip"})
    assert signed_in(client) == protected


def test_nor_a_printed_code(client: Client, protected) -> None:
    ((_person, code),) = issue_codes(people=[protected.person], at=START)
    with time_machine.travel(START):
        assert sign_in(client, "hr1", code).headers["Location"] == AUTHENTICATE
        assert client.get(FIRST).headers["Location"] == LOGIN
        assert_shut_out(client)


def test_a_printed_code_leads_through_password_and_factor(client: Client) -> None:
    hr = officer(username="hr2", person=PersonFactory())
    ((_person, code),) = issue_codes(people=[hr.person], at=START)
    with time_machine.travel(START, tick=False):
        assert sign_in(client, "hr2", code).headers["Location"] == FIRST
        assert client.post(FIRST, {"password1": GOOD, "password2": GOOD}).headers["Location"] == SET_UP
        assert_shut_out(client)
        set_up_app(client)
        assert signed_in(client) == hr


def test_nor_a_new_password_by_e_mail(client: Client, protected) -> None:
    client.post("/tai-khoan/password/reset/", {"email": "hr@dongnai.example"})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": GOOD, "password2": GOOD})
    assert signed_in(client) is None
    assert sign_in(client, "hr1", GOOD).headers["Location"] == AUTHENTICATE
    assert_shut_out(client)


def addresses() -> list[str]:
    """Every address of the site that needs no argument, as the address book has them."""
    found: set[str] = set()

    def walk(patterns, prefix: str) -> None:
        for one in patterns:
            path = prefix + str(one.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, path)
            elif not re.search(r"[<(?*\[]", path):
                found.add(f"/{path}")

    walk(get_resolver().url_patterns, "")
    return sorted(found)


@pytest.mark.parametrize("has_factor", [True, False])
def test_no_address_of_the_site_finishes_a_sign_in_without_the_factor(client: Client, hr, has_factor) -> None:
    if has_factor:
        add_app(account=hr, secret=SECRET, at=START)
    everywhere = addresses()
    assert len(everywhere) > 100
    for address in everywhere:
        for ask in (client.get, client.post):
            if "account_login" not in client.session:  # some pages end a sign-in that has begun
                sign_in(client, "hr1")
            assert "account_login" in client.session
            answer = ask(address)
            assert signed_in(client) is None, address
            if address.startswith("/nhan-su/"):
                assert answer.status_code in (302, 403, 404, 405), address


@pytest.mark.parametrize("rights", ["hr", "leader", "superuser"])
def test_a_phone_alone_cannot_give_a_powerful_account_its_first_factor(client: Client, rights) -> None:
    person = PersonFactory(phone=PHONE)
    if rights == "superuser":
        AccountFactory(person=person, is_superuser=True)
    else:
        officer(person=person, role=Scope.Role.HR if rights == "hr" else Scope.Role.LEADER)
    answer = sign_in_by_phone(client, PHONE)
    assert answer.status_code == 403
    assert "đăng nhập bằng mật khẩu" in text(answer)
    assert client.get(SET_UP).headers["Location"] == LOGIN
    assert signed_in(client) is None


def test_who_began_before_the_factor_was_there_gets_neither_its_codes_nor_in(hr) -> None:
    thief = Client()
    sign_in(thief, "hr1")  # parked where a factor would be set up
    owner = Client()
    sign_in(owner, "hr1")
    set_up_app(owner)
    assert thief.get(CODES).headers["Location"] == SET_UP
    assert thief.post(CODES).headers["Location"] == SET_UP
    assert thief.get(SET_UP).headers["Location"] == LOGIN
    assert thief.post(SET_UP, {"code": "000000"}).headers["Location"] == LOGIN
    assert signed_in(thief) is None
    assert Authenticator.objects.filter(user=hr, type="totp").count() == 1


def test_the_key_that_somebody_saw_before_on_the_same_computer_is_not_used(client: Client, hr) -> None:
    officer(username="hr3")
    sign_in(client, "hr1")
    seen = secret_on(client.get(SET_UP))
    client.post("/tai-khoan/logout/")
    sign_in(client, "hr3")
    assert secret_on(client.get(SET_UP)) != seen


def test_guessing_the_digits_ends_after_five_tries(client: Client, protected) -> None:
    sign_in(client, "hr1")
    for _ in range(5):
        assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    assert signed_in(client) is None


def test_digits_work_once(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        code = app_code(SECRET, steps=1)  # a phone whose clock is half a minute fast
        for let_in in (True, False, False):
            one = Client()
            sign_in(one, "hr1")
            one.post(AUTHENTICATE, {"code": code})
            one.post(TRUST, {"action": "skip"})
            assert (one.get("/tai-khoan/").status_code == 200) is let_in
            clock.shift(timedelta(seconds=29))


@pytest.mark.parametrize(
    "credential",
    ["", "null", "[]", "{}", '{"id": 1}', '{"response": {"clientDataJSON": "x"}}', "khong phai json"],
)
def test_a_made_up_passkey_is_a_sentence_not_a_fault(client: Client, hr, credential: str) -> None:
    sign_in(client, "hr1")
    client.get(SET_UP)
    assert client.post(SET_UP, {"credential": credential}).status_code == 200
    assert not has_second_factor(hr)
    add_app(account=hr, secret=SECRET, at=START)
    client = Client()
    sign_in(client, "hr1")
    client.get(AUTHENTICATE)
    assert client.post(AUTHENTICATE, {"credential": credential}).status_code == 200
    assert signed_in(client) is None


# Recovery and trust ---------------------------------------------------------------------------------------------


def test_a_recovery_code_opens_once(protected) -> None:
    code = recovery_codes(protected)[0]
    for one, let_in in ((Client(), True), (Client(), False)):
        sign_in(one, "hr1")
        one.post(AUTHENTICATE, {"code": code})
        one.post(TRUST, {"action": "skip"})
        assert (signed_in(one) is not None) is let_in
    assert code not in recovery_codes(protected)


def trusted(account: Account) -> Client:
    """A machine on which the account was signed in with everything and is trusted; signed out again."""
    client = Client()
    sign_in(client, account.username)
    client.post(AUTHENTICATE, {"code": recovery_codes(account)[0]})
    client.post(TRUST, {"action": "trust"})
    assert signed_in(client)
    client.post("/tai-khoan/logout/")
    return client


def test_a_trusted_machine_is_spared_the_digits_for_thirty_days(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = trusted(protected)
        clock.shift(timedelta(days=29))
        assert sign_in(client, "hr1").headers["Location"] == "/vao/"
        client.post("/tai-khoan/logout/")
        clock.shift(timedelta(days=2))
        assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE


def test_trust_is_for_the_password_not_for_a_code_on_the_phone(protected) -> None:
    client = trusted(protected)
    assert sign_in_by_phone(client, PHONE).headers["Location"] == AUTHENTICATE


def test_trust_is_for_one_account(protected) -> None:
    client = trusted(protected)
    add_app(account=officer(username="hr4"), secret=SECRET, at=START)
    assert sign_in(client, "hr4").headers["Location"] == AUTHENTICATE


def test_whoever_ends_the_sessions_ends_the_trust(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = trusted(protected)
        clock.shift(timedelta(hours=1))
        reset = Client()
        sign_in(reset, "hr1")
        reset.post(AUTHENTICATE, {"code": recovery_codes(protected)[0]})
        reset.post(TRUST, {"action": "skip"})
        reset.post("/tai-khoan/may-dang-dung/")
        assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE


# Changing and losing it -----------------------------------------------------------------------------------------


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
