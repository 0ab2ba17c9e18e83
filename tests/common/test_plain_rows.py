"""Rows read past the parser of days are the rows the ORM reads."""

from datetime import date

import pytest
from django.db import connection

from common.plain_rows import plain_rows
from people.models import Person, Posting
from tests.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "uuid", "full_name", "birth_on", "birth_year", "created_at")
DAYS = [date(1985, 3, 5), None, date(1, 1, 1), date.max, date(1985, 3, 5)]


@pytest.mark.parametrize("few", [False, True])
def test_every_kind_of_value_is_the_orms_own(few: bool) -> None:
    for day in DAYS:
        PersonFactory(birth_on=day)
    asked = Person.objects.order_by("-pk")
    assert list(plain_rows(asked, *COLUMNS, few=few)) == list(asked.values_list(*COLUMNS))


def test_equal_days_are_made_once_where_they_are_texts() -> None:
    PersonFactory.create_batch(2, birth_on=DAYS[0])
    (first,), (second,) = plain_rows(Person.objects.all(), "birth_on")
    assert first == second == DAYS[0]
    assert first is second or connection.vendor != "sqlite"


def test_filters_and_order_by_days_stay() -> None:
    for day in (date(2026, 2, 1), date(2025, 12, 31), date(2026, 1, 1)):
        PostingFactory(starts_on=day)
    asked = Posting.objects.filter(starts_on__gte=date(2026, 1, 1)).order_by("starts_on")
    assert list(plain_rows(asked, "starts_on")) == [(date(2026, 1, 1),), (date(2026, 2, 1),)]
