"""Setting a target: the page shows who enters and leaves, refuses what contradicts itself, and says what is empty."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from courses.services.record import append_event
from people.models import Account, OrgUnit, Person, UnitChange
from reports.models import Programme, Target, TargetUnit
from reports.queries.figures import Figures, compute
from reports.queries.rows import unit_rows
from reports.services.target_rules import Asked
from reports.services.targets import save_target
from tests.factories import EnrolmentFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)


def ask(target: Target, **more: object) -> Target:
    courses = more.pop("courses", list(target.courses.all()))
    return save_target(
        target=target, unit=target.unit, levels=["tinh", "xa"], courses=courses, at=NOW, by=None,  # type: ignore[arg-type]
        asked=Asked(**more),  # type: ignore[arg-type]
    )  # fmt: skip


def figure(target: Target, as_of: date = TODAY) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW)


def counted(target: Target, as_of: date = TODAY) -> tuple[int, int, int]:
    total = figure(target, as_of).tally.total
    return total.numerator, total.denominator, total.excluded


def posted(data: dict[str, object], target: Target) -> dict[str, object]:
    form = {
        "title": target.title, "code": target.code, "counts": "nguoi", "levels": ["tinh", "xa"], "percent": "100",
        "courses": [course.pk for course in target.courses.all()], "starts_on": "01/01/2026", "due_on": "15/12/2030",
    }  # fmt: skip
    return form | data


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def look(desk: Client, target: Target, **data: object) -> tuple[int, str]:
    form = posted(data, target) | {"xem-truoc": "1"}
    answer = desk.post(reverse("target_edit", args=[target.code]), form)
    return answer.status_code, answer.content.decode()


def test_the_preview_names_who_leaves_and_saves_nothing(desk: Client, desk_target: Target) -> None:
    status, page = look(desk, desk_target, only="Xã Xuân Định (26461)")
    assert status == 200
    assert "Trước: 2. Sau khi lưu: 1." in page
    assert "=Trần Văn Cường" in page
    assert page.count("Tính đến ngày") == 2
    assert not TargetUnit.objects.exists()
    assert counted(desk_target) == (0, 2, 0)


def test_the_preview_names_who_enters(desk: Client, desk_target: Target, xuan_dinh: OrgUnit) -> None:
    ask(desk_target, only=[xuan_dinh])
    _status, page = look(desk, desk_target)
    assert "Vào chỉ tiêu (1)" in page
    assert "=Trần Văn Cường" in page


def test_saving_keeps_the_rule_and_the_form_begins_with_it(desk: Client, desk_target: Target) -> None:
    form = posted(
        {"only": "Xã Xuân Định", "goals": "26413: 80", "least_days": "30", "genders": ["nu"]}, desk_target
    )
    answer = desk.post(reverse("target_edit", args=[desk_target.code]), form)
    assert answer.status_code == 302
    desk_target.refresh_from_db()
    assert desk_target.definition_version == 2
    page = desk.get(reverse("target_edit", args=[desk_target.code])).content.decode()
    assert "Xã Xuân Định (26461)" in page
    assert "Xã Long Phước (26413): 80" in page


def test_saving_the_same_again_is_no_new_version(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    once = ask(desk_target, only=[xuan_dinh]).definition_version
    assert ask(desk_target, only=[xuan_dinh]).definition_version == once


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"age_from": "50", "age_to": "30"}, "không ai vừa hai điều này"),
        ({"held": "chot"}, "Hãy ghi ngày chốt danh sách."),
        ({"held": "chot", "held_on": "01/01/2031"}, "không thể sau hạn"),
        ({"held": "ky", "least_days": "3000"}, "ít hơn số ngày giữ vị trí"),
        ({"only": "26461", "without": "26461"}, "vừa nằm trong nơi được tính"),
        ({"what": "gio"}, "Hãy ghi số tiết phải dự"),
        ({"goals": "26461: 180"}, "Mức riêng phải trên 0"),
        ({"goals": "26461"}, "Ghi đơn vị rồi tỷ lệ"),
        ({"only": "Xã Không Có"}, "Không có đơn vị nào tên hay mã"),
        ({"courses": []}, "Hãy chọn ít nhất một khóa học"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"xem-truoc": "1"}])
def test_a_rule_that_contradicts_itself_is_refused_in_a_sentence(
    desk: Client, desk_target: Target, data: dict[str, object], sentence: str, button: dict[str, str]
) -> None:
    answer = desk.post(reverse("target_edit", args=[desk_target.code]), posted(data, desk_target) | button)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    desk_target.refresh_from_db()
    assert desk_target.definition_version == 1


def test_a_name_of_two_places_asks_for_the_code(desk: Client, desk_target: Target) -> None:
    OrgUnitFactory(code="11111", full_name="Xã Xuân Định")
    _status, page = look(desk, desk_target, only="Xã Xuân Định")
    assert "hãy ghi thêm mã" in page


def test_a_denominator_of_nobody_is_said(desk: Client, desk_target: Target) -> None:
    _status, page = look(desk, desk_target, age_from="110")
    assert "mẫu số bằng 0" in page


def test_dates_before_the_data_are_said(desk: Client, desk_target: Target) -> None:
    _status, page = look(desk, desk_target, starts_on="01/01/2020")
    assert "Danh sách cán bộ chỉ có từ ngày 31/12/2023" in page


def test_an_ended_unit_without_heir_is_said(desk: Client, desk_target: Target) -> None:
    OrgUnitFactory(code="731", full_name="Huyện Cũ", level="huyen", valid_to=date(2025, 7, 1))
    _status, page = look(desk, desk_target, without="Huyện Cũ")
    assert "không có đơn vị kế thừa" in page


def test_who_may_not_set_targets_may_not_look(
    client: Client, commune_officer: Account, desk_target: Target
) -> None:
    client.force_login(commune_officer)
    assert look(client, desk_target)[0] == 403


def test_whose_gender_nobody_wrote_down_is_excluded_with_the_reason(
    desk_target: Target, xuan_dinh: OrgUnit
) -> None:
    PostingFactory(person=PersonFactory(gender="nu"), unit=xuan_dinh)
    PostingFactory(person=PersonFactory(gender="nam"), unit=xuan_dinh)
    ask(desk_target, genders=["nu"])
    assert counted(desk_target) == (0, 1, 2)
    assert {member.reason for member in figure(desk_target).members} == {"", "Danh sách chưa ghi giới tính"}


def test_age_is_that_of_the_day(desk_target: Target) -> None:
    Person.objects.update(birth_on=date(1986, 11, 24))
    ask(desk_target, age_from=40)
    assert counted(desk_target, TODAY) == (0, 0, 0)
    assert counted(desk_target, date(2026, 11, 24)) == (0, 2, 0)


def test_a_list_frozen_on_a_day_takes_nobody_in_later(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    PostingFactory(unit=xuan_dinh, starts_on=date(2026, 6, 1))
    ask(desk_target, held="chot", held_on=date(2026, 5, 31))
    assert counted(desk_target) == (0, 2, 0)
    ask(desk_target)
    assert counted(desk_target) == (0, 3, 0)


def test_whoever_was_there_at_any_time_of_the_period_counts(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    PostingFactory(unit=xuan_dinh, ends_on=date(2026, 2, 1))
    ask(desk_target, held="ky")
    assert counted(desk_target) == (0, 3, 0)


def test_a_newcomer_counts_after_so_many_days(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    PostingFactory(unit=xuan_dinh, starts_on=date(2026, 11, 1))
    ask(desk_target, least_days=30)
    assert counted(desk_target, date(2026, 11, 29)) == (0, 2, 0)
    assert counted(desk_target, date(2026, 11, 30)) == (0, 3, 0)


def test_a_commune_left_out_and_merged_with_others_leaves_nobody_out(
    desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, province: OrgUnit
) -> None:
    """As with what units reached: only what was made wholly of named units is named itself."""
    reform = date(2026, 7, 1)
    for unit in (xuan_dinh, long_phuoc):
        OrgUnit.objects.filter(pk=unit.pk).update(valid_to=reform)
    heir = OrgUnitFactory(code="99999", valid_from=reform)
    heir.parents.create(parent=province, valid_from=reform)
    for unit in (xuan_dinh, long_phuoc):
        UnitChange.objects.create(from_unit=unit, to_unit=heir, extent="whole", effective_on=reform)
    ask(desk_target, without=[xuan_dinh])
    assert counted(desk_target, date(2026, 6, 30)) == (0, 1, 0)
    assert counted(desk_target) == (0, 2, 0)
    ask(desk_target, without=[xuan_dinh, long_phuoc])
    assert counted(desk_target) == (0, 0, 0)


def test_a_unit_has_met_its_own_goal_or_the_targets(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    done(desk_target, xuan_dinh)
    ask(desk_target, goals={xuan_dinh: Decimal(50)})
    rows = {row["code"]: (row["goal"], row["met"]) for row in unit_rows(figure(desk_target))}
    assert rows == {"75": (100.0, False), "26461": (50.0, True), "26413": (100.0, False)}


def done(
    target: Target, unit: OrgUnit, kind: str = "recognised", hours: float = 0, course: object = None
) -> Person:
    person = PostingFactory(unit=unit).person
    release = (course or target.courses.get()).releases.get()  # type: ignore[attr-defined]
    enrolment = EnrolmentFactory(learner=person, release=release, course=release.course)
    evidence = {"certificate": "c", "issuer": "i", "number": "1"}
    evidence = {"session": "s", "hours": hours} if kind == "session_attended" else evidence  # type: ignore[dict-item]
    at = datetime(2026, 3, 3, tzinfo=UTC)
    append_event(enrolment=enrolment, kind=kind, occurred_at=at, recorded_at=at, evidence=evidence)
    return person


def test_papers_from_elsewhere_count_unless_the_target_refuses_them(
    desk_target: Target, xuan_dinh: OrgUnit
) -> None:
    done(desk_target, xuan_dinh)
    assert counted(desk_target) == (1, 3, 0)
    ask(desk_target, papers=False)
    assert counted(desk_target) == (0, 3, 0)


def test_hours_in_classrooms_count_from_the_targets_start(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    done(desk_target, xuan_dinh, "session_attended", 8)
    done(desk_target, xuan_dinh, "session_attended", 4)
    ask(desk_target, what="gio", hours=Decimal(8), courses=[])
    assert counted(desk_target) == (1, 4, 0)
    Target.objects.update(starts_on=date(2026, 4, 1))
    desk_target.refresh_from_db()
    assert counted(desk_target) == (0, 4, 0)


def test_a_programme_asks_for_all_of_its_courses(desk_target: Target, xuan_dinh: OrgUnit) -> None:
    second = ReleaseFactory(items=["lesson"]).course
    programme = Programme.objects.create(code="hai-khoa", title="Hai khóa")
    programme.courses.set([*desk_target.courses.all(), second])
    person = done(desk_target, xuan_dinh)
    ask(desk_target, courses=[], programmes=[programme])
    assert counted(desk_target) == (0, 3, 0)
    other = EnrolmentFactory(learner=person, release=second.releases.get(), course=second)
    at = datetime(2026, 9, 9, tzinfo=UTC)
    paper = {"certificate": "c", "issuer": "i", "number": "2"}
    append_event(enrolment=other, kind="recognised", occurred_at=at, recorded_at=at, evidence=paper)
    assert counted(desk_target, date(2026, 9, 8)) == (0, 3, 0)
    assert counted(desk_target, date(2026, 9, 9)) == (1, 3, 0)


def test_a_plain_target_reads_no_more_than_before(
    desk_target: Target, django_assert_num_queries: object
) -> None:
    figure(desk_target)
    with django_assert_num_queries(5):  # type: ignore[operator] # stamp, merges, posts, courses, progress
        figure(desk_target)
