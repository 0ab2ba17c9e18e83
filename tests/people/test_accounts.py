"""Signing in: by any name one is known by, the first time with a printed code, and not by guessing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from people.models import Account, FirstLoginCode
from people.services.first_login import issue_codes, use_code
from tests.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LOGIN, FIRST = "/tai-khoan/login/", "/tai-khoan/mat-khau-dau-tien/"
RESET = "/tai-khoan/password/reset/"
WRONG = "mật khẩu chưa đúng"
GOOD = "ruong-lua-chin-vang"


def sign_in(client: Client, login: str, password: str, **more: str):
    return client.post(LOGIN, {"login": login, "password": password} | more)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def cadre() -> Account:
    person = PersonFactory(staff_code="CB000120", phone="0912345678", email="anh@dongnai.example")
    return AccountFactory(username="CB000120", person=person)


@pytest.mark.parametrize(
    "name", ["CB000120", "cb000120", "0912345678", "0912 345 678", "+84912345678", "Anh@dongnai.example"]
)
def test_a_cadre_signs_in_by_staff_code_phone_or_e_mail(client: Client, cadre: Account, name: str) -> None:
    answer = sign_in(client, name, "mat-khau-1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/vao/")
    assert signed_in(client)


def test_a_wrong_password_and_an_unknown_name_sound_the_same(client: Client, cadre: Account) -> None:
    for name in ("CB000120", "CB999999"):
        answer = sign_in(client, name, "sai")
        assert answer.status_code == 200
        assert WRONG in text(answer)
    assert not signed_in(client)


def test_the_family_phone_opens_the_account_whose_password_it_is(client: Client, cadre: Account) -> None:
    wife = AccountFactory(person=PersonFactory(phone="0912345678"), password="mat-khau-cua-vo")
    sign_in(client, "0912345678", "mat-khau-cua-vo")
    assert client.session["_auth_user_id"] == str(wife.pk)


def test_the_sixth_wrong_password_in_five_minutes_is_refused(client: Client, cadre: Account) -> None:
    with time_machine.travel(START) as clock:
        names = ["CB000120", "0912345678", "0912 345 678", "anh@dongnai.example", "cb000120"]
        assert [sign_in(client, name, "sai").status_code for name in names] == [200] * 5
        locked = sign_in(client, "CB000120", "mat-khau-1")
        assert locked.status_code == 429
        assert "chờ năm phút" in text(locked)
        assert not signed_in(client)
        clock.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(client, "CB000120", "mat-khau-1").status_code == 302


def test_one_locked_account_does_not_lock_its_neighbour(client: Client, cadre: Account) -> None:
    for _ in range(6):
        sign_in(client, "CB000120", "sai")
    AccountFactory(username="CB000121")
    assert sign_in(client, "CB000121", "mat-khau-1").status_code == 302


def test_a_hall_of_sixty_signs_in_from_one_address_within_a_minute() -> None:
    people = [AccountFactory(username=f"HT{number:03d}") for number in range(60)]
    with time_machine.travel(START, tick=False):
        for account in people:
            one = Client(REMOTE_ADDR="203.0.113.9")
            one.get(LOGIN)
            sign_in(one, account.username, "sai")  # everybody mistypes once
            assert sign_in(one, account.username, "mat-khau-1").status_code == 302


def test_guessing_from_one_address_ends_with_429(client: Client) -> None:
    with time_machine.travel(START, tick=False):
        answers = {sign_in(client, f"CB{number:06d}", "sai").status_code for number in range(301)}
    assert answers == {200, 429}


def printed_code() -> tuple[Account, str]:
    person = PersonFactory(staff_code="CB000200", full_name="Trần Văn Bình")
    ((_person, code),) = issue_codes(people=[person], at=START)
    return person.account, code


def test_the_first_sign_in_leads_to_choosing_a_password_and_nowhere_else(client: Client) -> None:
    account, code = printed_code()
    with time_machine.travel(START + timedelta(days=3)):
        answer = client.post(f"{LOGIN}?next=/cua-toi/", {"login": "CB000200", "password": code.lower()})
        assert (answer.status_code, answer.headers["Location"]) == (302, FIRST)
        assert not signed_in(client)
        for address in ("/cua-toi/", "/nhan-su/", "/quan-tri/", "/tai-khoan/"):
            assert client.get(address).status_code in (302, 403), address
        assert client.get(LOGIN).headers["Location"] == FIRST
        page = text(client.get(FIRST))
        assert "Trần Văn Bình" in page

        assert "giống nhau" in text(client.post(FIRST, {"password1": GOOD, "password2": "khac"}))
        assert client.post(FIRST, {"password1": "12345678", "password2": "12345678"}).status_code == 200
        assert not signed_in(client)
        done = client.post(FIRST, {"password1": GOOD, "password2": GOOD})
        assert done.status_code == 302
        assert signed_in(client)
    account.refresh_from_db()
    assert not account.must_set_password
    assert account.check_password(GOOD)


def test_a_code_works_until_a_password_is_chosen_and_not_after(client: Client) -> None:
    account, code = printed_code()
    later = START + timedelta(days=1)
    with time_machine.travel(later):
        for _broken_line in range(2):
            assert sign_in(Client(), "CB000200", code).headers["Location"] == FIRST
        sign_in(client, "CB000200", f"{code[:5]}-{code[5:]}")
        client.post(FIRST, {"password1": GOOD, "password2": GOOD})
        assert WRONG in text(sign_in(Client(), "CB000200", code))
    assert FirstLoginCode.objects.get().used_at is not None
    assert not use_code(account=account, code=code, at=later)


def test_who_is_not_that_person_can_leave_the_password_page(client: Client) -> None:
    _account, code = printed_code()
    with time_machine.travel(START):
        sign_in(client, "CB000200", code)
        client.post("/tai-khoan/logout/")
        assert client.get(LOGIN).status_code == 200
        assert client.get(FIRST).headers["Location"] == LOGIN


def test_a_code_expires_after_thirty_days() -> None:
    account, code = printed_code()
    assert use_code(account=account, code=code, at=START + timedelta(days=29))
    assert not use_code(account=account, code=code, at=START + timedelta(days=31))


def test_a_new_code_for_a_forgotten_password_also_asks_for_a_new_one(client: Client, cadre: Account) -> None:
    ((_person, code),) = issue_codes(people=[cadre.person], at=START)
    with time_machine.travel(START):
        assert sign_in(client, "CB000120", code).headers["Location"] == FIRST
        client.post(FIRST, {"password1": GOOD, "password2": GOOD})
        assert signed_in(client)


def test_the_password_page_is_closed_to_those_who_did_not_come_with_a_code(
    client: Client, cadre: Account
) -> None:
    assert client.get(FIRST).headers["Location"] == LOGIN
    sign_in(client, "CB000120", "mat-khau-1")
    assert client.post(FIRST, {"password1": GOOD, "password2": GOOD}).status_code == 302
    cadre.refresh_from_db()
    assert cadre.check_password("mat-khau-1")


def test_a_forgotten_password_is_reset_by_the_address_in_the_roster(client: Client, cadre: Account) -> None:
    for _ in range(6):
        sign_in(client, "CB000120", "sai")
    assert client.post(RESET, {"email": "anh@dongnai.example"}).status_code == 302
    (letter,) = mail.outbox
    assert letter.subject == "Lớp Số: Đặt lại mật khẩu"
    assert letter.to == ["anh@dongnai.example"]
    assert "CB000120" in letter.body
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    page = client.get(link, follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": GOOD, "password2": GOOD}, follow=True)
    assert "Đã đổi mật khẩu" in text(answer)
    assert sign_in(client, "CB000120", GOOD).status_code == 302  # the lockout ended with the old password
    assert "không dùng được nữa" in text(Client().get(link, follow=True))


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client: Client, cadre: Account) -> None:
    answer = client.post(RESET, {"email": "ai-do@example.org"}, follow=True)
    assert "Xem hộp thư của bạn" in text(answer)
    assert mail.outbox == []


def test_a_password_is_changed_with_the_old_one(client: Client, cadre: Account) -> None:
    sign_in(client, "CB000120", "mat-khau-1")
    change = "/tai-khoan/password/change/"
    refused = client.post(change, {"oldpassword": "sai", "password1": GOOD, "password2": GOOD})
    assert "mật khẩu hiện nay" in text(refused).lower()
    other_device = Client()
    sign_in(other_device, "CB000120", "mat-khau-1")
    client.post(change, {"oldpassword": "mat-khau-1", "password1": GOOD, "password2": GOOD})
    assert client.get("/tai-khoan/").status_code == 200
    assert other_device.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("door", ["/quan-tri/login/", "/_util/login/"])
def test_wagtails_own_sign_in_pages_are_no_way_round_the_lockout(
    client: Client, cadre: Account, door: str
) -> None:
    answer = client.post(f"{door}?next=/quan-tri/", {"username": "CB000120", "password": "mat-khau-1"})
    assert answer.headers["Location"] == f"{LOGIN}?next=/quan-tri/"
    assert not signed_in(client)
    assert client.get("/quan-tri/password_reset/").status_code == 404


def test_nobody_signs_up_and_a_closed_account_stays_closed(client: Client, cadre: Account) -> None:
    assert "Tài khoản do đơn vị cấp" in text(client.get("/tai-khoan/signup/"))
    Account.objects.filter(pk=cadre.pk).update(is_active=False)
    sign_in(client, "CB000120", "mat-khau-1")
    assert not signed_in(client)


def test_signing_out_asks_first_and_leads_home(client: Client, cadre: Account) -> None:
    sign_in(client, "CB000120", "mat-khau-1")
    assert "Đăng xuất?" in text(client.get("/tai-khoan/logout/"))
    assert client.post("/tai-khoan/logout/").headers["Location"] == "/"
    assert not signed_in(client)


def test_the_session_ends_with_the_browser_unless_asked_to_stay(client: Client, cadre: Account) -> None:
    sign_in(client, "CB000120", "mat-khau-1")
    assert client.session.get_expire_at_browser_close()
    own = Client()
    sign_in(own, "CB000120", "mat-khau-1", remember="on")
    assert not own.session.get_expire_at_browser_close()


ENGLISH = ("Password", "Sign In", "Sign Out", "Forgot", "Your password", "Username", "Email", "must", "Enter")


@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "logout/",
        "signup/",
        "inactive/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-abc/",
        "password/reset/key/done/",
        "password/change/",
        "",
    ],
)
def test_account_pages_speak_vietnamese(client: Client, cadre: Account, address: str) -> None:
    if address in ("logout/", "password/change/", ""):
        client.force_login(cadre)
    page = text(client.get(f"/tai-khoan/{address}"))
    visible = page.split("<main", 1)[1].split("</main>", 1)[0]
    words = "".join(part.split(">", 1)[-1] for part in visible.split("<"))
    assert [word for word in ENGLISH if word in words] == []
    assert "<h1>" in visible
