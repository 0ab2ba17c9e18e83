"""Presses that a phone kept: counted once, on a day that can be right, and never more than was pressed."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from common import clock
from common.clock import local_day
from content.models import SignReceipt, TutorialTally
from content.services.signs import sweep_receipts
from content.sign_wire import MOST
from content.views.reactions import PER_MINUTE
from tests.factories import OrgUnitFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
SEND = "/da-luu/gui/"
DAY = 24 * 3600 * 1000
NOW = 1_800_000_000_000  # of the phone's clock: any


@pytest.fixture(autouse=True)
def slug() -> str:
    return str(publish(tutorial_page()).slug)


def sign(slug: str, age: float = 0, **more: Any) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "slug": slug, "y": "hieu", "at": NOW - age} | more


def send(client: Client, *signs: Any, now: float = NOW) -> Any:
    return client.post(SEND, json.dumps({"now": now, "signs": signs}), "application/json")


def counted() -> dict[Any, int]:
    return dict(TutorialTally.objects.values_list("day", "number"))


def test_the_same_queue_replayed_three_times_counts_once(client: Client, slug: str) -> None:
    queue = [sign(slug), sign(slug), sign(slug, y="chua")]
    answers = [send(client, *queue).json() for _again in range(3)]
    assert sum(TutorialTally.objects.values_list("number", flat=True)) == 3
    assert all(answer["accepted"] == [one["uuid"] for one in queue] for answer in answers)
    assert [bool(answer["next"]) for answer in answers] == [True, False, False]


def test_a_press_of_the_day_before_yesterday_counts_on_its_day(client: Client, slug: str) -> None:
    answer = send(client, sign(slug, age=2 * DAY)).json()
    assert counted() == {local_day(clock.now() - timedelta(days=2)): 1}
    assert "Đồng hồ của máy lệch" in answer["message"]  # NOW is not the server's


def test_a_right_clock_is_not_remarked_on(client: Client, slug: str) -> None:
    now = clock.now().timestamp() * 1000
    assert send(client, sign(slug, at=now - 1000), now=now).json()["message"] == ""


@pytest.mark.parametrize("age", [-1000, -365 * DAY, 32 * DAY, 365 * DAY, 20_000 * DAY])
def test_a_day_that_cannot_be_right_is_the_day_of_receipt(client: Client, slug: str, age: float) -> None:
    answer = send(client, sign(slug, age=age)).json()
    assert counted() == {clock.today(): 1}
    assert answer["message"].startswith("Đồng hồ của máy không đúng")


def test_what_was_withdrawn_or_never_offered_is_refused_and_the_rest_counts(
    client: Client, slug: str
) -> None:
    bad = [sign("khong-co"), sign(slug, y="lam"), sign(slug, y=None), sign(slug, at="hôm qua"), 7]
    good = sign(slug)
    told = send(client, *bad, good).json()
    assert told["accepted"] == [good["uuid"]]
    assert len(told["refused"]) == len(bad)
    assert SignReceipt.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"now": 1, "signs": []}', '{"now": "1", "signs": [1]}', '{"now": NaN, "signs": [1]}',
     '{"now": 1e300, "signs": [1]}', json.dumps({"now": 1, "signs": [1] * (MOST + 1)}), "[" * 9000],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(client: Client, body: str) -> None:
    answer = client.post(SEND, body, "application/json", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "không đúng mẫu" in answer.json()["error"]


def test_nobody_gets_a_cookie_and_a_link_counts_nothing(client: Client, slug: str) -> None:
    send(client, sign(slug))
    assert not client.cookies
    assert client.get(SEND).status_code == 405


def test_a_machine_is_told_to_come_later_and_nothing_is_lost(client: Client, slug: str) -> None:
    told = [send(client, *(sign(slug) for _one in range(MOST))).json() for _batch in range(6)]
    late = sum(len(one["later"]) for one in told)
    assert late >= 6 * MOST - 2 * PER_MINUTE
    assert sum(counted().values()) == 6 * MOST - late


def test_who_names_the_commune_moves_that_press(client: Client, slug: str) -> None:
    commune = OrgUnitFactory(code="26209", name="Gia Tân")
    address = send(client, sign(slug)).json()["next"]
    slip = address.partition("phieu=")[2].replace("%3A", ":")
    client.post(f"/huong-dan/{slug}/y-kien/", {"phieu": slip, "xa": commune.code})
    assert TutorialTally.objects.get(unit=commune).number == 1
    assert sum(TutorialTally.objects.values_list("number", flat=True)) == 1


def test_receipts_are_let_go_after_a_year(client: Client, slug: str) -> None:
    send(client, sign(slug))
    assert sweep_receipts(at=clock.now() + timedelta(days=399)) == 0
    assert sweep_receipts(at=clock.now() + timedelta(days=402)) == 1


def test_few_queries_whatever_is_sent_again(
    client: Client, slug: str, django_assert_max_num_queries: Any
) -> None:
    queue = [sign(slug) for _one in range(10)]
    send(client, *queue)
    with django_assert_max_num_queries(3 + len(queue)):
        send(client, *queue)


@pytest.mark.parametrize("at", [10**400, -(10**400)])
def test_a_number_beyond_all_clocks_is_refused_in_a_sentence(client: Client, slug: str, at: int) -> None:
    junk = sign(slug) | {"at": at}
    answer = send(client, junk, sign(slug))
    assert answer.json()["refused"] == [junk["uuid"]]
    assert len(answer.json()["accepted"]) == 1
    assert send(client, sign(slug), now=at).status_code == 400


@pytest.mark.parametrize("address", ["\ud800", "a\0b", "a b", "", "x" * 256])
def test_what_can_be_no_address_is_refused_before_the_database(client: Client, address: str) -> None:
    junk = sign(address)
    answer = send(client, junk)
    assert answer.status_code == 200
    assert answer.json()["refused"] == [junk["uuid"]]
