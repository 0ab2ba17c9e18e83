"""Two clerks at the same moment: one merge stands, the other is told; nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import OperationalError, connections

from common.errors import Conflict
from people.models import Account, Person, PersonMerge
from people.services.merging import merge_persons
from people.services.unmerging import unmerge
from tests.factories import AccountFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Each deed in a thread with a connection of its own; what it returned or how it was refused."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        start.wait()
        try:
            return deed()
        except (Conflict, OperationalError) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def deed(survivor: Person, gone: Person, by: Account) -> Callable[[], object]:
    return lambda: merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=by)


@pytest.fixture
def operator() -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


def people(count: int) -> list[Person]:
    return [PostingFactory(person=PersonFactory()).person for _number in range(count)]


def test_each_into_the_other_is_one_merge(operator: Account) -> None:
    one, other = people(2)
    done = at_once(deed(one, other, operator), deed(other, one, operator))
    assert sum(isinstance(result, PersonMerge) for result in done) == 1
    assert any(isinstance(result, Conflict) for result in done)
    survivor = PersonMerge.objects.get().survivor
    assert survivor.merged_into is None
    assert survivor.postings.count() == 2


def test_one_record_into_two_is_one_merge(operator: Account) -> None:
    gone, one, other = people(3)
    done = at_once(deed(one, gone, operator), deed(other, gone, operator))
    assert sum(isinstance(result, PersonMerge) for result in done) == 1
    assert sum(person.postings.count() for person in (one, other)) == 3


def test_undoing_twice_at_once_brings_one_person_back(operator: Account) -> None:
    one, other = people(2)
    merge = merge_persons(survivor=one, gone=other, take={}, at=AT, by=operator)
    done = at_once(*[lambda: unmerge(merge=merge, at=AT, by=operator)] * 2)
    assert done.count(other) == 1
    assert other.postings.count() == one.postings.count() == 1
