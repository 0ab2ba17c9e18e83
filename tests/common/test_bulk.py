"""Rows written past the ORM are the rows the ORM reads."""

import uuid
from datetime import UTC, date, datetime

import pytest

from common.bulk import among, fresh_keys, in_pieces, insert_rows, update_rows
from people.models import Person, Roster, RosterRow
from tests.factories.people import PersonFactory

AT = datetime(2026, 11, 23, 2, 0, 30, 123456, tzinfo=UTC)
COLUMNS = ("id", "staff_code", "full_name", "birth_on", "birth_year", "created_at")
pytestmark = pytest.mark.django_db


def test_every_kind_of_value_comes_back_as_it_went_in():
    (key,) = fresh_keys(Person, 1)
    insert_rows(Person, COLUMNS, [(key, "A1", "Đặng\tThị “Hà”\\n", date(1985, 3, 5), None, AT)])
    person = Person.objects.get()
    assert (person.pk, person.full_name, person.birth_on, person.birth_year, person.created_at) == (
        key, "Đặng\tThị “Hà”\\n", date(1985, 3, 5), None, AT,
    )  # fmt: skip


def test_columns_left_out_get_the_models_defaults():
    keys = fresh_keys(Person, 2)
    insert_rows(Person, COLUMNS, [(key, f"A{key}", "Lê", None, None, AT) for key in keys])
    first, second = Person.objects.order_by("pk")
    assert isinstance(first.uuid, uuid.UUID)
    assert first.uuid != second.uuid
    assert (first.email, first.id_hash) == ("", "")


def test_json_keeps_its_shape():
    roster = Roster.objects.create(file_name="a", sha256="", as_of=AT.date(), uploaded_at=AT)
    data = {"full_name": "Đỗ", "changed": ["phone"], "n": None, "quote": 'a"b\\c'}
    insert_rows(
        RosterRow,
        ("roster_id", "sheet", "number", "status", "warnings", "data"),
        [(roster.pk, "DS", 2, "created", ["dob_year_only"], data)],
    )
    row = RosterRow.objects.get()
    assert (row.warnings, row.data, row.reason, row.person) == (["dob_year_only"], data, "", None)


def test_fresh_keys_are_nobodys_and_the_next_ordinary_row_comes_after_them():
    before = PersonFactory()
    keys = fresh_keys(Person, 3)
    assert min(keys) > before.pk
    insert_rows(Person, COLUMNS, [(key, f"K{key}", "Lê", None, None, AT) for key in keys])
    assert PersonFactory().pk > max(keys)
    assert fresh_keys(Person, 0) == []


def test_rows_are_updated_by_key_and_others_stay():
    one, other = PersonFactory(phone="1"), PersonFactory(phone="2")
    update_rows(Person, ("phone", "birth_on"), [("3", None, one.pk)])
    update_rows(Person, ("phone",), [])
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.phone, one.birth_on, other.phone, other.birth_on) == ("3", None, "2", date(1988, 3, 5))


def test_pieces_hold_everything_once():
    assert list(in_pieces(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(in_pieces([])) == []


def test_thousands_of_values_are_one_parameter():
    people = [PersonFactory(phone=f"09{number}") for number in range(3)]
    by_key = Person.objects.filter(pk__in=among([people[0].pk, people[2].pk, 0]))
    assert set(by_key) == {people[0], people[2]}
    assert list(Person.objects.filter(phone__in=among(["091", "Đ\"'"]))) == [people[1]]
