"""Signing in with another's word: only by what the provider checked, only for people of the rosters."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from lms.settings.sign_in import match_of, oidc_providers, refuse_unknown
from people.models import Account, AuditEntry, Person
from people.rosters.row import identity_hash
from people.services.second_factor import add_app
from tests.factories.people import AccountFactory, PersonFactory
from tests.people.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.people.signing import (
    AUTHENTICATE,
    LOGIN,
    SET_UP,
    START,
    TRUST,
    app_code,
    officer,
    signed_in,
    text,
)

__all__ = ["provider"]
pytestmark = pytest.mark.django_db
BEGIN = "/tai-khoan/sso/dang-nhap/"
KEY = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def on(settings, provider: Provider) -> None:
    """Switched on, matching by staff code."""
    settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(
        name="VNeID", issuer=provider.issuer, client_id=CLIENT, secret=SECRET
    )
    settings.OIDC_CLAIM = ("ma_can_bo", "staff_code")


@pytest.fixture
def person() -> Person:
    return PersonFactory(staff_code="CB000120", phone="0912345678", email="anh@dongnai.example")


def come_back(client: Client, provider: Provider, **claims: object):
    """The whole way: our page, the provider's, and back."""
    provider.claims = {"sub": "vneid-1"} | claims
    away = client.get(BEGIN, {"next": "/khoa-hoc/"})
    assert away.status_code == 302
    return client.get(provider.consent(away.headers["Location"]))


def test_the_sign_in_page_names_the_provider(client: Client, settings) -> None:
    page = text(client.get(LOGIN, {"next": "/khoa-hoc/"}))
    assert "Đăng nhập bằng VNeID" in page
    assert f'href="{BEGIN}?next=/khoa-hoc/"' in page.replace("%2F", "/")
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert BEGIN not in text(client.get(LOGIN))
    assert client.get(BEGIN).status_code == 404


def test_a_cadre_is_recognised_and_gets_an_account(client: Client, provider, person) -> None:
    answer = come_back(client, provider, ma_can_bo="cb000120")
    account = Account.objects.get(person=person)
    assert (answer.headers["Location"], signed_in(client)) == ("/khoa-hoc/", account)
    assert not account.has_usable_password()
    assert AuditEntry.objects.get(action="signed_in_by_oidc").person == person
    assert not SocialAccount.objects.exists()  # nothing of the provider is stored
    assert "vneid-1" not in str(client.session["account_authentication_methods"])


@pytest.mark.parametrize(
    ("match", "claims", "comes_in"),
    [
        ("email=email", {"email": "Anh@dongnai.example", "email_verified": True}, True),
        ("email=email", {"email": "anh@dongnai.example", "email_verified": False}, False),
        ("email=email", {"email": "anh@dongnai.example"}, False),
        ("email=email", {"email": "anh@dongnai.example", "email_verified": "false"}, False),
        ("phone_number=phone", {"phone_number": "+84912345678", "phone_number_verified": True}, True),
        ("phone_number=phone", {"phone_number": "+84912345678"}, False),
        ("cccd=personal_number", {"cccd": "075188012345"}, True),
        ("cccd=personal_number", {"cccd": "075188012346"}, False),
        ("cccd=personal_number", {"cccd": ""}, False),
        ("ma=staff_code", {}, False),
    ],
)
def test_only_what_the_provider_checked_counts(client, provider, person, settings, match, claims, comes_in):
    person.id_hash = identity_hash("075188012345")
    person.save()
    PersonFactory(email="", phone="")
    settings.OIDC_CLAIM = match_of(match)
    answer = come_back(client, provider, **claims)
    assert (signed_in(client) is not None) is comes_in
    if not comes_in:
        assert answer.status_code == 403
        assert "Chưa đăng nhập được" in text(answer)
        assert not Account.objects.exists()


def test_a_stranger_gets_a_clear_sentence_and_no_account(client: Client, provider) -> None:
    answer = come_back(client, provider, ma_can_bo="CB999999")
    assert answer.status_code == 403
    assert "chưa có trong danh sách cán bộ" in text(answer)
    assert not Account.objects.exists()


def test_what_names_two_people_names_nobody(client: Client, provider, person, settings) -> None:
    PersonFactory(phone=person.phone)
    settings.OIDC_CLAIM = ("phone_number", "phone")
    answer = come_back(client, provider, phone_number=person.phone, phone_number_verified=True)
    assert "nhiều người dùng chung" in text(answer)
    assert not signed_in(client)


def test_more_rights_without_a_factor_of_their_own_are_not_opened(client: Client, provider, person) -> None:
    officer(person=person)
    answer = come_back(client, provider, ma_can_bo="CB000120")
    assert answer.status_code == 403
    assert "đăng nhập bằng mật khẩu" in text(answer)
    assert client.get(SET_UP).headers["Location"] == LOGIN
    assert not signed_in(client)


def test_more_rights_show_their_own_factor_after_the_provider(client: Client, provider, person) -> None:
    hr = officer(person=person)
    add_app(account=hr, secret=KEY, at=START)
    assert come_back(client, provider, ma_can_bo="CB000120").headers["Location"] == AUTHENTICATE
    assert client.get("/nhan-su/").status_code == 302
    assert not signed_in(client)
    client.post(AUTHENTICATE, {"code": app_code(KEY)})
    assert client.post(TRUST, {"action": "skip"}).headers["Location"] == "/khoa-hoc/"
    assert signed_in(client) == hr


def test_a_locked_account_stays_locked(client: Client, provider, person) -> None:
    AccountFactory(person=person, is_active=False)
    assert come_back(client, provider, ma_can_bo="CB000120").status_code == 403
    assert not signed_in(client)


def test_another_account_in_the_same_browser_is_left_first(client: Client, provider, person) -> None:
    client.force_login(AccountFactory())
    come_back(client, provider, ma_can_bo="CB000120")
    assert signed_in(client) == Account.objects.get(person=person)


def test_linking_an_account_is_not_offered(client: Client, provider, person) -> None:
    own = AccountFactory()
    client.force_login(own)
    provider.claims = {"sub": "vneid-1", "ma_can_bo": "CB000120"}
    away = client.get(f"{BEGIN}?process=connect")
    client.get(provider.consent(away.headers["Location"]))
    assert not SocialAccount.objects.exists()
    assert client.get("/tai-khoan/sso/lien-ket/").headers["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/sso/dang-ky/").headers["Location"] == LOGIN


@pytest.mark.parametrize(
    "forged",
    [{"iss": "https://other.example"}, {"aud": "other"}, {"exp": 1}],
    ids=["issuer", "audience", "old"],
)
def test_a_token_for_somebody_else_is_refused(client: Client, provider, person, forged) -> None:
    provider.token_claims = forged
    answer = come_back(client, provider, ma_can_bo="CB000120")
    assert answer.status_code == 401
    assert "không trả lời đúng" in text(answer)
    assert not signed_in(client)


def test_userinfo_of_another_subject_is_not_mixed_in(client: Client, provider, person) -> None:
    provider.userinfo = {"sub": "somebody-else", "ma_can_bo": "CB000120"}
    assert come_back(client, provider).status_code == 403
    assert not signed_in(client)


def test_a_stolen_code_is_worth_nothing_in_another_browser(client: Client, provider, person) -> None:
    provider.claims = {"sub": "vneid-1", "ma_can_bo": "CB000120"}
    back = provider.consent(client.get(BEGIN).headers["Location"])
    assert Client().get(back).status_code == 401
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401  # nor twice


def test_who_says_no_there_reads_a_sentence(client: Client, provider) -> None:
    location = client.get(BEGIN).headers["Location"]
    state = location.split("state=")[1].split("&")[0]
    answer = client.get(f"/tai-khoan/sso/sso/login/callback/?error=access_denied&state={state}", follow=True)
    assert "Bạn đã thôi đăng nhập" in text(answer)


def test_a_provider_that_is_away_is_said_so(client: Client, provider, settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(
        name="VNeID", issuer="http://127.0.0.1:9", client_id=CLIENT, secret=SECRET
    )
    answer = client.get(BEGIN)
    assert answer.status_code == 503
    assert "không trả lời đúng" in text(answer)


def test_a_description_of_a_provider_that_is_none_is_said_so(client: Client, provider, monkeypatch) -> None:
    for nonsense in ({}, None):
        monkeypatch.setattr(provider, "answer", lambda path, nonsense=nonsense: nonsense)
        assert client.get(BEGIN).status_code == 503


def test_it_is_off_until_it_is_set_up() -> None:
    assert oidc_providers(name="", issuer="", client_id="", secret="") == {}
    assert match_of("") == ("preferred_username", "staff_code")


@pytest.mark.parametrize(
    "wrong",
    [
        {"second_factor": "no"}, {"sms_sender": "fax"}, {"oidc_match": "email=name"}, {"oidc_match": "=email"},
    ],
)  # fmt: skip
def test_a_typing_error_in_the_settings_stops_the_start(wrong) -> None:
    right = {"second_factor": "required", "sms_sender": "", "senders": {"http"}, "oidc_match": ""}
    refuse_unknown(**right)
    with pytest.raises(SystemExit):
        refuse_unknown(**right | wrong)
