"""What is typed finds people: beginnings of words, with or without marks, the best fit first; and it stays fast."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.urls import reverse

from people.models import Person
from people.queries import search
from people.queries.search import Found, people_named
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory

NAMES = [
    "Nguyễn Thị Hồng Ánh",
    "Nguyễn Thị Hồng Anh",
    "Trần Hồng Anh",
    "Hồng Anh",
    "Nguyễn Thị Hà",
    "Nguyên Thị Hậu",
    "Lê Thanh Tùng",
    "Lê Văn Hòa",
    "Đỗ Thị Hoa",
    "K'Brôih",
    "Điểu Lên",
]


@pytest.fixture
def people(db):
    for name in NAMES:
        PersonFactory(full_name=name)
    return Person.objects.order_by("sort_key", "pk")


def names(people, text, *, few=False):
    return [person.full_name for person in Found(people, text, few=few)[0:50]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hong anh", ["Hồng Anh", "Nguyễn Thị Hồng Anh", "Trần Hồng Anh", "Nguyễn Thị Hồng Ánh"]),
        ("nguyen thi h", ["Nguyễn Thị Hồng Anh", "Nguyễn Thị Hồng Ánh", "Nguyễn Thị Hà", "Nguyên Thị Hậu"]),
        ("anh nguyen", ["Nguyễn Thị Hồng Anh", "Nguyễn Thị Hồng Ánh"]),
        ("DO", ["Đỗ Thị Hoa"]),
        ("k'bro", ["K'Brôih"]),
        ("broih", ["K'Brôih"]),
        ("  dieu   len ", ["Điểu Lên"]),
        ("ang", []),
        ("---", []),
        ('" OR name_key:*', []),
        ("(a & b) | c:*", []),
    ],
)
def test_every_typed_word_begins_a_word_of_the_name(people, typed, expected):
    assert names(people, typed) == names(people, typed, few=True) == expected


def test_a_search_with_marks_shows_the_exact_then_the_same_marks_then_the_rest(people):
    assert names(people, "Hồng Ánh") == [
        "Nguyễn Thị Hồng Ánh",  # written so
        "Hồng Anh",
        "Nguyễn Thị Hồng Anh",
        "Trần Hồng Anh",
    ]
    assert names(people, "Nguyễn Thị Hồng Ánh")[0] == "Nguyễn Thị Hồng Ánh"
    assert names(people, "nguyên")[0] == "Nguyên Thị Hậu"


@pytest.mark.parametrize("typed", ["hoà", "hòa", "Hòa", "ho\u0061\u0300"])
def test_either_placement_of_the_tone_finds_the_name_first(people, typed):
    assert names(people, typed) == ["Lê Văn Hòa", "Đỗ Thị Hoa"]


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("typed", ["h", "Hồng Ánh", "nguyen", "Nguyễn", "hoa"])
def test_pages_together_are_the_whole_list_once(people, monkeypatch, typed, few):
    """Also when a group is large enough to be walked through, and pages run across groups."""
    whole = [person.pk for person in Found(people, typed, few=few)[0:50]]
    assert set(whole) == set(people_named(people, typed, few=few).values_list("pk", flat=True))
    for many in (0, 5_000):
        monkeypatch.setattr(search, "MANY", many)
        paged = Paginator(Found(people, typed, few=few), 2)
        assert [person.pk for number in paged.page_range for person in paged.page(number)] == whole
        assert paged.count == len(whole)


def test_a_code_or_a_phone_finds_its_person(people):
    wanted = PersonFactory(full_name="Phạm Văn Số", staff_code="CB000123", phone="0912345678")
    for typed in ("cb000123", "CB000123", "0912 345 678", "+84912345678"):
        assert list(Found(people, typed, few=False)[0:5]) == [wanted]


def test_every_way_of_writing_reaches_the_index(people):
    """Fails when a migration rebuilt the table of people without making the index's triggers again."""
    first, second = PersonFactory.build_batch(2, full_name="Vũ Thị Mới", created_at=people[0].created_at)
    second.staff_code += "b"
    Person.objects.bulk_create([first.set_keys(), second.set_keys()])
    assert len(names(people, "vu thi moi")) == 2
    Person.objects.filter(pk=first.pk).update(name_folded="vu thi khac", name_key="vũ thị khác")
    assert len(names(people, "vu thi moi")) == 1
    assert len(names(people, "vũ thị khác")) == 1
    second.full_name = "Vũ Thị Đổi"
    Person.objects.bulk_update([second.set_keys()], ["full_name", "name_folded", "name_key", "sort_key"])
    assert names(people, "doi") == ["Vũ Thị Đổi"]
    second.delete()
    assert names(people, "doi") == []


def test_the_index_is_asked_and_not_everybody(people):
    plan = people_named(Person.objects.order_by(), "hong anh", few=False).explain()
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in plan
        assert "SCAN people_person" not in plan
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # eleven rows are read faster than an index
    plan = people_named(Person.objects.order_by(), "hong anh", few=False).explain()
    assert "people_nameword_name_folded" in plan


def test_a_scope_is_found_by_its_unit_and_not_by_asking_everybody(people, django_assert_max_num_queries):
    from people.queries.people import posted_in

    post = PostingFactory(person=people[0])
    inside = Person.objects.filter(pk__in=posted_in({post.unit_id}, post.starts_on)).order_by()
    assert list(inside) == [people[0]]
    if connection.vendor == "sqlite":
        assert "posting_by_unit_day" in inside.explain()
        assert "SCAN people_person" not in inside.explain()


@pytest.mark.parametrize("typed", ["Nguyễn", "hong anh", "CB000123", ""])
def test_a_search_costs_a_fixed_number_of_queries(people, client, django_assert_max_num_queries, typed):
    client.force_login(AccountFactory(is_superuser=True))
    client.get(reverse("people_list"))
    with django_assert_max_num_queries(16):
        answer = client.get(reverse("people_list"), {"tim": typed})
    assert answer.status_code == 200
