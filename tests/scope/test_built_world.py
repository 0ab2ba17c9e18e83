"""A cast built once is the same for every test of a file, whatever the one before did with it."""

import pytest
from django.conf import settings
from django.test import override_settings

from people.models import Account, Person
from tests.built_world import Built
from tests.scope.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _settings_were_changed_before() -> None:
    """As many tests do: Django then gives out other storages than fields hold."""
    with override_settings(STORAGES=settings.STORAGES):
        pass


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_did_to_it_is_undone_before_the_next(turn: int, world: World, built_world: Built) -> None:
    person, name = world.own.person, built_world.world.own.person.full_name
    assert person is not built_world.world.own.person
    assert person.full_name == Person.objects.get(pk=person.pk).full_name == name
    assert not Account.objects.filter(username="nguoi-cua-luot-truoc").exists()
    assert built_world.files
    for (store, path), content in built_world.files.items():
        assert store.open(path).read() == content
        store.delete(path)
    person.full_name = f"Lượt {turn}"
    person.save()
    Account.objects.create_user("nguoi-cua-luot-truoc")


def test_those_who_are_one_in_it_are_one_in_the_copy(world: World) -> None:
    assert world.accounts["hr"] is world.own.officer
    assert world.own.person.pk != world.foreign.person.pk
