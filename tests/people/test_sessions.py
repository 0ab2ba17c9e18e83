"""Where one is signed in, and ending it: at the next request, whatever a cache still holds."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.browsers import in_words
from people.models import Account
from people.periodic import forget_ended_sessions
from people.services.sessions import end_sessions
from tests.factories.people import AccountFactory
from tests.people.signing import PASSWORD, START, sign_in, text

pytestmark = pytest.mark.django_db
MINE, END = "/tai-khoan/", "/tai-khoan/may-dang-dung/"
PHONE_UA = "Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
DESK_UA = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/120.0 Safari/537.36 Edg/120.0"


@pytest.fixture
def cadre() -> Account:
    return AccountFactory(username="CB000120")


def machine(name: str, agent: str, address: str = "203.0.113.9") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    sign_in(client, name)
    return client


def is_in(client: Client) -> bool:
    return client.get("/cua-toi/").status_code == 200


def test_my_machines_are_listed_with_browser_address_and_hour(cadre) -> None:
    with time_machine.travel(START, tick=False):
        machine("CB000120", PHONE_UA, "203.0.113.7")
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        desk = machine("CB000120", DESK_UA)
        page = text(desk.get(MINE))
    assert "Chrome trên Android" in page
    assert "Đăng nhập lúc 08:00 02/11/2026, từ địa chỉ 203.0.113.7" in page
    assert page.index("Edge trên Windows") < page.index("máy này") < page.index("Chrome trên Android")


def test_one_machine_is_signed_out_at_once(cadre) -> None:
    phone, desk = machine("CB000120", PHONE_UA), machine("CB000120", DESK_UA)
    assert is_in(phone)
    number = UserSession.objects.get(user_agent=PHONE_UA).pk
    assert "Máy đó đã bị đăng xuất" in text(desk.post(f"{END}{number}/", follow=True))
    assert not is_in(phone)
    assert is_in(desk)


def test_all_others_are_signed_out_and_this_one_stays(cadre) -> None:
    others = [machine("CB000120", PHONE_UA) for _ in range(3)]
    desk = machine("CB000120", DESK_UA)
    desk.post(END)
    assert [is_in(one) for one in others] == [False] * 3
    assert is_in(desk)
    assert UserSession.objects.filter(user=cadre).count() == 1


def test_nobody_signs_out_somebody_elses_machine(cadre) -> None:
    AccountFactory(username="CB000121")
    other = machine("CB000121", PHONE_UA)
    mine = machine("CB000120", DESK_UA)
    for number in (UserSession.objects.get(user_agent=PHONE_UA).pk, 0, 10**30):
        assert mine.post(f"{END}{number}/").status_code == 302
    assert is_in(other)


def test_ending_sessions_reaches_those_that_no_list_knows(cadre, client) -> None:
    client.force_login(cadre)  # as sessions of before the list existed
    UserSession.objects.all().delete()
    assert is_in(client)
    end_sessions(account=cadre, at=START)
    assert not is_in(client)


def test_sessions_of_before_stay_valid_until_somebody_ends_them(cadre) -> None:
    plain = super(Account, cadre).get_session_auth_hash()
    assert cadre.get_session_auth_hash() == plain
    cadre.signed_out_at = START
    assert cadre.get_session_auth_hash() != plain
    cadre.save()
    assert Account.objects.get(pk=cadre.pk).get_session_auth_hash() == cadre.get_session_auth_hash()


def test_signing_out_and_a_new_password_keep_the_list_true(cadre) -> None:
    gone, desk = machine("CB000120", PHONE_UA), machine("CB000120", DESK_UA)
    gone.post("/tai-khoan/logout/")
    new = "ruong-lua-chin-vang"
    desk.post("/tai-khoan/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    page = text(desk.get(MINE))
    assert page.count("trên") == page.count("Edge trên Windows") == 1
    assert "máy này" in page


def test_a_page_costs_no_query_and_no_write_more(cadre, client) -> None:
    own = machine("CB000120", DESK_UA)
    client.force_login(cadre)  # a session that is in no list
    costs = []
    for one in (client, own):
        one.get("/tai-khoan/password/change/")
        with CaptureQueriesContext(connection) as asked:
            one.get("/tai-khoan/password/change/")
        costs.append(len(asked))
        assert not [query for query in asked if query["sql"].split()[0] in ("UPDATE", "INSERT", "DELETE")]
    assert costs[0] == costs[1]


def test_the_list_is_for_its_owner_and_ending_takes_a_post(cadre, client) -> None:
    assert client.post(END).status_code == 302
    client.force_login(cadre)
    assert client.get(END).status_code == 405


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE_UA, "Chrome trên Android"),
        (DESK_UA, "Edge trên Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604",
            "Safari trên iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox trên Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120.0 Chrome/114.0 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 12) Chrome/99 Mobile Safari/537.36 Zalo android/1",
            "Zalo trên Android",
        ),
        ("curl/8.0", "Máy không rõ loại"),
        ("", "Máy không rõ loại"),
    ],
)
def test_a_browser_is_called_by_the_name_people_know(agent: str, words: str) -> None:
    assert in_words(agent) == words


def test_browsers_and_addresses_of_ended_sessions_are_forgotten(cadre) -> None:
    gone, desk = machine("CB000120", PHONE_UA), machine("CB000120", DESK_UA)
    gone.post("/tai-khoan/logout/")
    assert forget_ended_sessions() == 0
    UserSession.objects.update(last_seen_at=START - timedelta(days=30))
    assert forget_ended_sessions() == 1
    assert UserSession.objects.get().user_agent == DESK_UA
    assert is_in(desk)
