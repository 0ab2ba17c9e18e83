"""Who left and who moved since the last roster: shown, and ended only for those whom the clerk names."""

from datetime import date

import pytest

from common.errors import DomainError
from people.models import AuditEntry, Person, Posting
from people.models.roster import State
from people.queries.rosters import leavers, movers
from people.resources import Ending, apply_roster, ask_to_apply
from people.resources.outcomes import hint_of
from tests.people.sheets import AT, bring, cadre, forecast, hr

LATER = date(2024, 6, 1)


@pytest.fixture
def clerk(province, settings):
    settings.ROSTER_APPROVAL_SHARE = 0
    return hr("75")


@pytest.fixture
def last_year(province):
    return bring(*(cadre(number) for number in range(4)), cadre(9, unit="Xã Long Phước"))


def person(number: int) -> Person:
    return Person.objects.get(id_last3=f"{number:03d}")


def test_whoever_is_not_in_the_file_of_their_unit_is_listed_and_nobody_else(last_year):
    roster = forecast(cadre(0), cadre(1, unit="Xã Long Phước"), as_of=LATER)
    gone = leavers(roster)
    assert [(one.person, one.unit.name, one.since) for one in gone] == [
        (one, name, date(2023, 12, 31))
        for one, name in sorted(
            [(person(2), "Bảo Hòa"), (person(3), "Bảo Hòa"), (person(9), "Long Phước")],
            key=lambda pair: pair[0].sort_key,
        )
    ]
    assert roster.previous == last_year


def test_a_roster_of_another_unit_says_nothing_about_who_is_missing_here(last_year):
    roster = forecast(cadre(9, unit="Xã Long Phước"), as_of=LATER)
    assert leavers(roster) == []


def test_a_refused_row_still_says_that_somebody_is_there(last_year):
    roster = forecast(cadre(0), cadre(1, unit="Xã Không Có"), as_of=LATER)
    assert person(1) not in [one.person for one in leavers(roster)]


def test_who_moved_is_listed_from_and_to(last_year):
    (row,) = movers(forecast(cadre(1, unit="Xã Long Phước"), cadre(2), as_of=LATER))
    assert (row.person, row.data["from_unit"], row.data["unit"]) == (person(1), "Xã Bảo Hòa", "Xã Long Phước")


def test_nobodys_post_ends_by_itself(last_year):
    apply_roster(forecast(cadre(0), as_of=LATER), at=AT, by=None)
    assert not Posting.objects.exclude(ends_on=None).exists()


def test_posts_end_for_those_whom_the_clerk_names_with_a_reason(clerk, last_year):
    roster = forecast(cadre(0), cadre(1), as_of=LATER)
    endings = [Ending(person(2).uuid, "retired"), Ending(str(person(3).uuid), "transferred")]
    roster = ask_to_apply(roster, at=AT, by=clerk, endings=endings)
    assert (roster.state, roster.totals["ended"]) == (State.APPLIED, 2)
    assert dict(Posting.objects.values_list("person__id_last3", "ends_on")) == {
        "000": None, "001": None, "002": LATER, "003": LATER, "009": None,
    }  # fmt: skip
    said = AuditEntry.objects.filter(action="posting_ended").values_list("person__id_last3", "detail__reason")
    assert set(said) == {("002", "retired"), ("003", "transferred")}


def test_a_post_in_a_unit_that_the_file_does_not_cover_goes_on(clerk, last_year):
    Posting.objects.create(
        person=person(2), unit=Posting.objects.get(person=person(9)).unit, starts_on=date(2024, 1, 1)
    )
    roster = forecast(cadre(0), as_of=LATER)
    ask_to_apply(roster, at=AT, by=clerk, endings=[Ending(person(2).uuid, "other")])
    assert Posting.objects.get(person=person(2), ends_on=None).unit.name == "Long Phước"


@pytest.mark.parametrize(("number", "reason"), [(0, "retired"), (9, "retired"), (2, "vì thích")])
def test_only_somebody_missing_and_only_with_a_known_reason(clerk, last_year, number, reason):
    roster = forecast(cadre(0), cadre(1), as_of=LATER)
    with pytest.raises(DomainError):
        ask_to_apply(roster, at=AT, by=clerk, endings=[Ending(person(number).uuid, reason)])
    roster.refresh_from_db()
    assert (roster.state, roster.endings) == (State.CHECKED, [])


def test_whoever_comes_back_is_updated_and_has_a_new_post(clerk, last_year):
    roster = forecast(cadre(0), as_of=LATER)
    ask_to_apply(roster, at=AT, by=clerk, endings=[Ending(person(2).uuid, "other")])
    back = bring(cadre(2), as_of=date(2025, 1, 1))
    assert back.totals["updated"] == 1
    assert list(
        Posting.objects.filter(person=person(2)).order_by("starts_on").values_list("starts_on", "ends_on")
    ) == [
        (date(2023, 12, 31), LATER),
        (date(2025, 1, 1), None),
    ]


def test_the_former_unit_of_a_reform_is_the_same_unit(last_year):
    roster = forecast(cadre(0, unit="Xã Xuân Định"), as_of=date(2025, 8, 1))
    assert {one.person for one in leavers(roster)} == {person(1), person(2), person(3)}


@pytest.mark.parametrize(
    ("notes", "hint"),
    [
        ("Nghỉ hưu từ 01/5", "retired"),
        ("đã NGHỈ  HƯU", "retired"),
        ("Chuyển công tác về huyện", "transferred"),
        ("Thôi việc", "other"),
        ("Kiêm nhiệm", ""),
        ("", ""),
    ],
)
def test_notes_are_hints(notes, hint):
    assert hint_of(notes) == hint


def test_a_person_in_the_file_whose_note_says_retired_is_shown_with_the_hint(last_year):
    roster = forecast(cadre(0), cadre(1), cadre(2), cadre(3), as_of=LATER)
    row = roster.rows.get(person=person(2))
    row.data |= {"notes": "Nghỉ hưu", "hint": "retired"}
    row.save()
    (one,) = leavers(roster)
    assert (one.person, one.hint, one.in_file) == (person(2), "retired", True)


def test_the_list_costs_the_same_for_few_and_many(last_year, django_assert_max_num_queries):
    bring(*(cadre(number) for number in range(10, 60)))
    roster = forecast(cadre(0), as_of=LATER)
    with django_assert_max_num_queries(8):
        assert len(leavers(roster)) == 53
