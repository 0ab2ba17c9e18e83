"""Names as people have them: written as given, found as typed, sorted as a reader of Vietnamese expects."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from people.models import Person
from people.queries.search import people_named
from people.services.persons import Said
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
HARD = [
    "Y Blim",
    "H'Hen Niê",
    "Điểu Ông",
    "Đặng Thị Đào",
    "Thạch Sô Phi",
    "Lý Mỹ Hoà",
    "Huỳnh Thúy Vy",
    "K'Brếu",
]


def names(people: Any) -> list[str]:
    return list(people.order_by("sort_key", "pk").values_list("full_name", flat=True))


def test_tones_come_in_the_order_of_cldr() -> None:
    """Không, huyền, hỏi, ngã, sắc, nặng; the given name first, then family and middle names."""
    right = [f"Lê Thị {name}" for name in ("Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai", "Măng", "Mận")]
    for name in reversed(right):
        PersonFactory(full_name=name)
    assert names(Person.objects.all()) == right


def test_letters_come_in_the_order_of_the_alphabet_and_the_given_name_leads() -> None:
    right = [
        "Trần Văn An",
        "Lê Văn Ân",
        "Vũ Dũng",
        "Bùi Đạt",
        "Hồ Đức",
        "Lê Oanh",
        "Lê Ôn",
        "Cao Uyên",
        "An Ưng",
    ]
    for name in sorted(right):
        PersonFactory(full_name=name)
    assert names(Person.objects.all()) == right


def test_the_same_given_name_goes_on_by_family_and_middle_name() -> None:
    right = ["Bùi Thị Hòa", "Đỗ Thị Hòa", "Nguyễn Thị Hòa", "Nguyễn Văn Hòa"]
    for name in reversed(right):
        PersonFactory(full_name=name)
    assert names(Person.objects.all()) == right


def test_both_tone_placements_are_one_place_in_the_order() -> None:
    one, other = PersonFactory(full_name="Lê Thị Thuý"), PersonFactory(full_name="Lê Thị Thúy")
    assert one.sort_key == other.sort_key
    assert one.name_key == other.name_key


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_kept_as_written_and_found_as_typed(name: str, form: str) -> None:
    person = PersonFactory(full_name=name)
    PersonFactory(full_name="Trần Văn Khác")
    plain = "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))
    for typed in (name, name.upper(), plain.replace("Đ", "D").replace("đ", "d"), name.split()[-1]):
        assert list(people_named(Person.objects.all(), unicodedata.normalize(form, typed))) == [person]
    assert Person.objects.get(pk=person.pk).full_name == name


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("Lê Hòa", "Lê Hoà"), ("Lê Thuý", "Lê Thúy"), ("Lê Khoẻ", "Lê Khỏe"), ("Lê Quý", "Lê Quý")],
)
def test_either_tone_placement_finds(stored: str, typed: str) -> None:
    person = PersonFactory(full_name=stored)
    assert list(people_named(Person.objects.all(), typed)) == [person]
    assert person.name_key == PersonFactory(full_name=typed).name_key


def test_i_and_y_are_two_letters() -> None:
    """Lý and Lí, Mỹ and Mĩ are different people's names: nothing is put right."""
    assert PersonFactory(full_name="Lý Thị Mỹ").name_key != PersonFactory(full_name="Lí Thị Mĩ").name_key
    assert names(Person.objects.all())[0] == "Lí Thị Mĩ"


def test_the_icelandic_letter_of_some_fonts_is_the_vietnamese_one() -> None:
    eth, own = PersonFactory(full_name="\u00d0iểu Ông"), PersonFactory(full_name="Điểu Ông")
    assert (eth.name_key, eth.name_folded, eth.sort_key) == (own.name_key, own.name_folded, own.sort_key)


def test_the_form_keeps_what_was_written() -> None:
    from people.hand_forms.person import PersonForm

    def said(typed: str) -> Said:
        form = PersonForm({"full_name": typed, "birth": "1950"}, today=date(2026, 11, 26))
        assert form.is_valid(), form.errors
        return form.said()

    assert [said(name).full_name for name in HARD] == HARD
    assert said(unicodedata.normalize("NFD", "  Lý   Mỹ Hoà ")).full_name == "Lý Mỹ Hoà"
    assert (said("Y Blim").birth_on, said("Y Blim").birth_year) == (None, 1950)
