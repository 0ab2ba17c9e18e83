"""What a phone understood before its owner signed in: claimed once, by one, and only with a word."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from common import clock
from content.models import ClaimedTutorial
from tests.content.test_signs import DAY, NOW, sign
from tests.factories import AccountFactory, PersonFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
PAGE = "/cua-toi/bai-ba-con/"


@pytest.fixture
def item() -> Any:
    return publish(tutorial_page())


@pytest.fixture
def an() -> Client:
    return learner("Lê Thị An")


def learner(name: str) -> Client:
    client = Client()
    client.force_login(AccountFactory(person=PersonFactory(full_name=name)))
    return client


def claim(client: Client, *signs: Any) -> Any:
    return client.post(PAGE, json.dumps({"now": NOW, "signs": signs}), "application/json")


def test_a_claim_sent_three_times_is_one(an: Client, item: Any) -> None:
    one = sign(item.slug, age=DAY)
    answers = [claim(an, one).json() for _again in range(3)]
    assert [answer["claimed"] for answer in answers] == [1, 1, 1]
    assert ClaimedTutorial.objects.get().understood_on < clock.today()
    assert item.title in an.get(PAGE).content.decode()


def test_what_one_claimed_stays_theirs(an: Client, item: Any) -> None:
    one = sign(item.slug)
    claim(an, one)
    told = claim(learner("Trần Văn Bình"), one).json()
    assert told["claimed"] == 0
    assert "vẫn là của người đó" in told["message"]
    assert ClaimedTutorial.objects.get().person.full_name == "Lê Thị An"


def test_a_second_phone_of_the_same_person_adds_nothing_twice(an: Client, item: Any) -> None:
    claim(an, sign(item.slug))
    assert claim(an, sign(item.slug)).json()["claimed"] == 1
    assert ClaimedTutorial.objects.count() == 1


def test_unclear_and_unknown_are_not_claimed(an: Client, item: Any) -> None:
    told = claim(an, sign(item.slug, y="chua"), sign("khong-co")).json()
    assert told["claimed"] == 0
    assert not ClaimedTutorial.objects.exists()


def test_a_clock_wrong_by_a_year_claims_for_today(an: Client, item: Any) -> None:
    claim(an, sign(item.slug, age=-365 * DAY))
    assert ClaimedTutorial.objects.get().understood_on == clock.today()


def test_a_withdrawn_tutorial_stays_in_the_list_without_a_link(an: Client, item: Any) -> None:
    claim(an, sign(item.slug))
    item.unpublish()
    html = an.get(PAGE).content.decode()
    assert item.title in html
    assert f'href="/huong-dan/{item.slug}/"' not in html


def test_an_account_without_a_person_is_told(item: Any) -> None:
    client = Client()
    client.force_login(AccountFactory(person=None))
    assert claim(client, sign(item.slug)).status_code == 422
    assert client.get(PAGE).status_code == 200


def test_nothing_readable_is_a_sentence(an: Client) -> None:
    assert an.post(PAGE, "x", "application/json").status_code == 400


def test_a_stranger_signs_in_first(client: Client, item: Any) -> None:
    assert claim(client, sign(item.slug)).status_code == 302
    assert not ClaimedTutorial.objects.exists()


def test_one_does_not_see_what_another_claimed(an: Client, item: Any) -> None:
    claim(an, sign(item.slug, uuid=str(uuid4())))
    assert item.title not in learner("Trần Văn Bình").get(PAGE).content.decode()


def test_a_claim_needs_a_token(item: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(AccountFactory(person=PersonFactory()))
    assert claim(client, sign(item.slug)).status_code == 403
