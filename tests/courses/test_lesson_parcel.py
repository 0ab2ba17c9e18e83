"""A lesson is kept by whoever learns it, and by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from courses.models import ActivityVersion
from courses.services.enrolment import enrol
from people.models import Account
from tests.courses.film_page import media
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    release = ReleaseFactory(items=["video"])
    ActivityVersion.objects.update(media=media(1000))
    person = PersonFactory(full_name="Lê Thị An")
    enrol(learner=person, course=release.course, at=clock.now())
    AccountFactory(person=person, username="an")
    return reverse("lesson_parcel", args=[release.items.get().activity.uuid])


def signed_in(client: Client, username: str) -> Client:
    client.force_login(Account.objects.get(username=username))
    return client


def test_the_learner_is_told_what_to_fetch(client: Client, address: str) -> None:
    (one,) = signed_in(client, "an").get(address).json()["items"]
    assert one["film"]["url"] == "/media/v/film/240.mp4"
    assert "/media/v/film/vi.vtt" in [file["url"] for file in one["files"]]
    assert address == f"{one['path']}luu.json"


def test_another_learner_is_not(client: Client, address: str) -> None:
    AccountFactory(person=PersonFactory(), username="binh")
    assert signed_in(client, "binh").get(address).status_code == 404


def test_a_stranger_is_asked_to_sign_in_which_is_not_a_withdrawal(client: Client, address: str) -> None:
    assert client.get(address).status_code == 401
