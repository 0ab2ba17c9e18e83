"""Signing in with a code on the phone: nobody's number is told, nobody guesses, a family chooses its name."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from kombu.exceptions import OperationalError

from people.models import Account, AuditEntry, PhoneCode
from people.periodic import forget_phone_codes
from people.services.first_login import issue_codes
from people.sms import tasks
from tests.factories.people import AccountFactory, PersonFactory
from tests.people.signing import (
    ASK,
    CHOOSE,
    ENTER,
    LOGIN,
    START,
    digits_sent,
    sent,
    sign_in_by_phone,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db
PHONE = "0912345678"
WRONG = "Mã chưa đúng hoặc đã hết hạn"


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """Texts of one test only."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def person():
    return PersonFactory(staff_code="CB000120", full_name="Trần Văn Bình", phone=PHONE)


def test_the_sign_in_page_offers_it_and_carries_the_way_on(client: Client, person) -> None:
    page = text(client.get(f"{LOGIN}?next=/khoa-hoc/"))
    assert f"{ASK}?next=/khoa-hoc/" in page.replace("%2F", "/")
    client.post(ASK, {"phone": PHONE, "next": "/khoa-hoc/"})
    assert client.post(ENTER, {"code": digits_sent()}).headers["Location"] == "/khoa-hoc/"


def test_a_foreign_way_on_is_not_followed(client: Client, person) -> None:
    client.post(ASK, {"phone": PHONE, "next": "https://evil.example/"})
    assert client.post(ENTER, {"code": digits_sent()}).headers["Location"] == "/vao/"


def test_somebody_without_an_account_gets_one_and_needs_no_password(client: Client, person) -> None:
    answer = sign_in_by_phone(client, "+84 912 345 678")
    account = Account.objects.get(person=person)
    assert (answer.headers["Location"], signed_in(client)) == ("/vao/", account)
    assert (account.username, account.has_usable_password()) == ("CB000120", False)
    assert client.get("/vao/").headers["Location"] == "/cua-toi/"
    entry = AuditEntry.objects.get(action="signed_in_by_phone")
    assert (entry.actor, entry.person, entry.detail) == (account, person, {"phone_last3": "678"})


def test_a_printed_slip_that_was_not_used_asks_for_no_password_here(client: Client, person) -> None:
    issue_codes(people=[person], at=START)
    sign_in_by_phone(client, PHONE)
    assert client.get("/cua-toi/").status_code == 200


def test_the_text_is_short_has_no_marks_and_names_the_site(client: Client, person, settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://hoc-chuyen-doi-so.tinh-dong-nai.gov.vn"
    client.post(ASK, {"phone": PHONE})
    [sms] = sent()
    assert sms["phone"] == PHONE
    assert "hoc-chuyen-doi-so.tinh-dong-nai.gov.vn" in sms["text"]
    assert sms["text"].isascii()
    assert len(sms["text"]) <= 160


def test_known_and_unknown_numbers_get_the_same_answers_to_the_letter(client: Client, person) -> None:
    with time_machine.travel(START, tick=False):
        pages = []
        for phone in (PHONE, "0987654321"):
            one = Client()
            asked = one.post(ASK, {"phone": phone})
            assert (asked.status_code, asked.headers["Location"]) == (302, ENTER)
            wrong = [_without_tokens(one.post(ENTER, {"code": "000000x"}), phone) for _ in range(6)]
            again = _without_tokens(one.post(ASK, {"phone": phone}, follow=True), phone)
            pages.append([_without_tokens(one.get(ENTER), phone), *wrong, again])
    assert pages[0] == pages[1]
    assert WRONG in pages[0][1]
    assert [sms["phone"] for sms in sent()] == [PHONE]
    assert "Trần Văn Bình" not in "".join(pages[0])


def _without_tokens(answer, phone: str) -> str:
    lines = text(answer).replace(phone, "…").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_an_unknown_number_is_never_let_in_by_the_digits_it_would_have_got(client: Client) -> None:
    from people.queries.phone_codes import digits_of

    client.post(ASK, {"phone": "0987654321"})
    assert WRONG in text(client.post(ENTER, {"code": digits_of(PhoneCode.objects.get())}))
    assert not signed_in(client)


def test_the_digits_stand_neither_in_the_database_nor_in_the_session(client: Client, person) -> None:
    client.post(ASK, {"phone": PHONE})
    row = PhoneCode.objects.values().get()
    assert digits_sent() not in f"{row}{dict(client.session)}"


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.3}-{}"])
def test_the_digits_may_be_typed_as_people_do(client: Client, person, typed: str) -> None:
    client.post(ASK, {"phone": PHONE})
    digits = digits_sent()
    client.post(ENTER, {"code": typed.format(digits) if "-" not in typed else f"{digits[:3]}-{digits[3:]}"})
    assert signed_in(client)


def test_five_wrong_tries_end_a_code_even_for_the_right_digits(client: Client, person) -> None:
    client.post(ASK, {"phone": PHONE})
    digits = digits_sent()
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert WRONG in text(client.post(ENTER, {"code": wrong}))
    assert WRONG in text(client.post(ENTER, {"code": digits}))
    assert not signed_in(client)


def test_a_code_ends_after_five_minutes(client: Client, person) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client.post(ASK, {"phone": PHONE})
        clock.shift(timedelta(minutes=5))
        assert WRONG in text(client.post(ENTER, {"code": digits_sent()}))


def test_a_code_is_spent_once(client: Client, person) -> None:
    client.post(ASK, {"phone": PHONE})
    session, digits = dict(client.session), digits_sent()
    client.post(ENTER, {"code": digits})
    thief = Client()
    thief.get(ASK)
    thief_session = thief.session
    thief_session.update({"phone_code": session["phone_code"]})
    thief_session.save()
    assert WRONG in text(thief.post(ENTER, {"code": digits}))
    assert thief.get(CHOOSE).headers["Location"] == ASK


def test_the_digits_open_nothing_in_another_browser(client: Client, person) -> None:
    client.post(ASK, {"phone": PHONE})
    other = Client()
    assert other.post(ENTER, {"code": digits_sent()}).headers["Location"] == ASK
    assert other.get(CHOOSE).headers["Location"] == ASK


def test_another_code_waits_a_minute_that_is_counted_down_without_a_script(client: Client, person) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client.post(ASK, {"phone": PHONE})
        clock.shift(timedelta(seconds=23))
        page = text(client.get(ENTER))
        assert "tens-3 units-7" in page
        assert "Xin mã khác được từ 08:01:00" in page
        assert "Hãy chờ 37 giây" in text(client.post(ASK, {"phone": PHONE}, follow=True))
        assert Client().post(ASK, {"phone": PHONE}).status_code == 429
        assert len(sent()) == 1
        clock.shift(timedelta(seconds=37))
        assert "tens-" not in text(client.get(ENTER))
        client.post(ASK, {"phone": PHONE})
        assert len(sent()) == 2


def test_a_phone_gets_five_texts_an_hour_and_ten_a_day(client: Client, person) -> None:
    with time_machine.travel(START, tick=False) as clock:
        answers = []
        for _ in range(16):
            answers.append(Client().post(ASK, {"phone": PHONE}).status_code)
            clock.shift(timedelta(minutes=10))
        assert answers.count(302) == 10
        assert answers[:6] == [302] * 5 + [429]
        clock.shift(timedelta(days=1))
        assert Client().post(ASK, {"phone": PHONE}).status_code == 302


def test_a_hall_of_sixty_behind_one_address_gets_its_codes_within_a_minute() -> None:
    people = [PersonFactory(phone=f"09000000{number:02d}") for number in range(60)]
    with time_machine.travel(START, tick=False):
        for one in people:
            client = Client(REMOTE_ADDR="203.0.113.9")
            client.get(ASK)
            sign_in_by_phone(client, one.phone)
            assert signed_in(client) == Account.objects.get(person=one)


def test_one_address_that_asks_for_everybody_is_slowed_down() -> None:
    with time_machine.travel(START, tick=False):
        crowd = Client(REMOTE_ADDR="203.0.113.9")
        answers = {crowd.post(ASK, {"phone": "sai"}).status_code for _ in range(601)}
    assert answers == {200, 429}


def test_a_family_sees_its_names_only_after_the_right_digits(client: Client, person) -> None:
    wife = PersonFactory(staff_code="CB000121", full_name="Lê Thị Ánh", phone=PHONE)
    client.post(ASK, {"phone": PHONE})
    assert "Lê Thị Ánh" not in text(client.get(ENTER))
    assert client.get(CHOOSE).headers["Location"] == ASK
    client.post(ASK, {"phone": PHONE})
    client = Client()
    with time_machine.travel(START, tick=False):
        PhoneCode.objects.all().delete()
        client.post(ASK, {"phone": PHONE})
        assert client.post(ENTER, {"code": digits_sent()}).headers["Location"] == CHOOSE
        assert not signed_in(client)
        page = text(client.get(CHOOSE))
        assert page.index("Lê Thị Ánh") < page.index("Trần Văn Bình")
        assert "chọn tên của bạn" in text(client.post(CHOOSE, {})).lower()
        client.post(CHOOSE, {"person": wife.uuid})
        assert signed_in(client) == Account.objects.get(person=wife)
    assert not Account.objects.filter(person=person).exists()


def test_a_stranger_cannot_be_chosen_with_a_familys_code(client: Client, person) -> None:
    PersonFactory(phone=PHONE)
    stranger = PersonFactory(phone="0987654321")
    sign_in_by_phone(client, PHONE)
    assert client.post(CHOOSE, {"person": stranger.uuid}).status_code == 200
    assert not signed_in(client)


def test_who_waits_too_long_with_choosing_asks_again(client: Client, person) -> None:
    PersonFactory(phone=PHONE)
    with time_machine.travel(START, tick=False) as clock:
        sign_in_by_phone(client, PHONE)
        clock.shift(timedelta(minutes=6))
        assert client.post(CHOOSE, {"person": person.uuid}).headers["Location"] == ASK
    assert not signed_in(client)


def test_a_locked_account_is_neither_offered_nor_opened(client: Client, person) -> None:
    AccountFactory(person=person, is_active=False)
    client.post(ASK, {"phone": PHONE})
    assert sent() == []


def test_the_session_ends_with_the_browser_unless_asked_to_stay(client: Client, person) -> None:
    sign_in_by_phone(client, PHONE)
    assert client.session.get_expire_at_browser_close()
    own = Client()
    PhoneCode.objects.all().delete()
    own.post(ASK, {"phone": PHONE})
    own.post(ENTER, {"code": digits_sent(), "remember": "on"})
    assert not own.session.get_expire_at_browser_close()


def test_whoever_is_signed_in_is_not_asked(client: Client, person) -> None:
    client.force_login(AccountFactory())
    for address in (ASK, ENTER, CHOOSE):
        assert client.get(address).headers["Location"] == "/vao/"


def test_without_a_sender_it_is_not_offered(client: Client, person, settings) -> None:
    settings.SMS_SENDER = ""
    assert ASK not in text(client.get(LOGIN))
    assert client.get(ASK).status_code == client.post(ASK, {"phone": PHONE}).status_code == 404
    assert not PhoneCode.objects.exists()


def test_a_queue_that_is_away_is_said_so_for_every_number(client: Client, person, monkeypatch) -> None:
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks.send_login_code, "delay", away)
    for phone in (PHONE, "0987654321"):
        answer = client.post(ASK, {"phone": phone})
        assert answer.status_code == 503
        assert "máy chủ đang bận" in text(answer)
    assert not PhoneCode.objects.exists()  # nobody waits a minute for a text that never went


@pytest.mark.parametrize("typed", ["", "12345", "02513822501", "CB000120"])
def test_what_is_no_mobile_number_is_said_so(client: Client, typed: str) -> None:
    assert client.post(ASK, {"phone": typed}).status_code == 200
    assert not PhoneCode.objects.exists()


def test_numbers_that_were_typed_are_forgotten(client: Client) -> None:
    with time_machine.travel(START):
        client.post(ASK, {"phone": "0987654321"})
    with time_machine.travel(START + timedelta(days=1)):
        client.post(ASK, {"phone": "0987654322"})
    with time_machine.travel(START + timedelta(days=2, hours=1)):
        assert forget_phone_codes() == 1
    assert PhoneCode.objects.get().phone == "0987654322"
