"""Criteria by commune: coverage from the record, tags with days, districts as history, every cell its list."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course
from people.models import Account, OrgUnit, UnitChange, UnitParent
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import CourseCriterion, Criterion, CriterionSet, Target
from reports.queries.criteria import matrix_of
from reports.services.criteria import tag_courses
from tests.factories import OrgUnitFactory, PostingFactory, ReleaseFactory
from tests.reports.training_cast import learnt

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)


@pytest.fixture
def course(desk_target: Target) -> Course:
    return desk_target.courses.get()


@pytest.fixture
def criterion() -> Criterion:
    made = CriterionSet.objects.create(
        code="xa-ntm", title="Bộ tiêu chí xã", level=Level.COMMUNE, starts_on=date(2021, 1, 1)
    )
    return Criterion.objects.create(criteria=made, number="8.4", title="Thông tin và Truyền thông")


def tagged(criterion: Criterion, *courses: Course, at: datetime = NOW) -> None:
    tag_courses(criterion=criterion, courses=courses, at=at, by=None)


def cells(criterion: Criterion, day: date = TODAY) -> dict[str, tuple[int, int] | None]:
    matrix = matrix_of(criterion.criteria, UnitTree.load(), day, None)
    found = {}
    for row in matrix.rows:
        ((_criterion, cell),) = row.cells
        found[row.unit.full_name] = (cell.numerator, cell.denominator) if cell else None
    return found


def test_a_cell_counts_each_person_once_whatever_the_courses_and_posts(
    criterion: Criterion, course: Course, xuan_dinh: OrgUnit
) -> None:
    second = ReleaseFactory(items=["lesson"]).course
    tagged(criterion, course, second)
    person = learnt(course, xuan_dinh)
    learnt(second, xuan_dinh, person)
    PostingFactory(person=person, unit=xuan_dinh, starts_on=date(2026, 1, 5))
    assert cells(criterion) == {"Xã Long Phước": (0, 1), "Xã Xuân Định": (1, 2)}


def test_whoever_finished_later_does_not_count_on_an_earlier_day(
    criterion: Criterion, course: Course, xuan_dinh: OrgUnit
) -> None:
    tagged(criterion, course)
    learnt(course, xuan_dinh, at=datetime(2026, 3, 3, 5, tzinfo=UTC))
    assert cells(criterion, date(2026, 3, 2))["Xã Xuân Định"] == (0, 2)
    assert cells(criterion, date(2026, 3, 3))["Xã Xuân Định"] == (1, 2)


def test_a_course_taken_off_counts_on_the_days_when_it_did(
    criterion: Criterion, course: Course, xuan_dinh: OrgUnit
) -> None:
    tagged(criterion, course)
    learnt(course, xuan_dinh)
    tagged(criterion)
    assert cells(criterion)["Xã Xuân Định"] is None
    assert cells(criterion, date(2026, 11, 22))["Xã Xuân Định"] == (1, 2)
    tagged(criterion, course)
    assert cells(criterion)["Xã Xuân Định"] == (1, 2)
    assert [(tag.since, tag.until) for tag in CourseCriterion.objects.order_by("pk")] == [
        (date(2021, 1, 1), TODAY), (TODAY, None)
    ]  # fmt: skip


def test_taken_off_a_set_that_is_over_it_never_counted(
    criterion: Criterion, course: Course, xuan_dinh: OrgUnit
) -> None:
    CriterionSet.objects.update(ends_on=date(2025, 12, 31))
    criterion.criteria.refresh_from_db()
    tagged(criterion, course)
    assert cells(criterion, date(2025, 6, 1))["Xã Xuân Định"] is not None
    tagged(criterion)
    assert cells(criterion, date(2025, 6, 1))["Xã Xuân Định"] is None


def test_a_cell_opens_the_people_it_counts(
    client: Client, officer: Account, criterion: Criterion, course: Course, xuan_dinh: OrgUnit
) -> None:
    tagged(criterion, course, at=datetime(2026, 1, 1, tzinfo=UTC))
    person = learnt(course, xuan_dinh)
    client.force_login(officer)
    address = reverse("criterion_people", args=["xa-ntm", "8.4", xuan_dinh.uuid])
    done = client.get(address + "?loai=hoan-thanh")
    missing = client.get(address + "?loai=con-thieu")
    assert [one.pk for one in done.context["page"]] == [person.pk]
    assert [one.pk for one in missing.context["page"]] == [
        xuan_dinh.postings.exclude(person=person).get().person_id
    ]
    assert [tab["count"] for tab in missing.context["tabs"]] == [1, 1, 2]


def test_one_commune_sees_its_own_row_and_nobody_elses_people(
    client: Client, commune_officer: Account, criterion: Criterion, course: Course, long_phuoc: OrgUnit
) -> None:
    tagged(criterion, course)
    client.force_login(commune_officer)
    rows = client.get("/nhan-su/tieu-chi/?bo=xa-ntm").context["matrix"].rows
    assert [row.unit.full_name for row in rows] == ["Xã Xuân Định"]
    foreign = reverse("criterion_people", args=["xa-ntm", "8.4", long_phuoc.uuid])
    assert client.get(foreign).status_code == 404
    assert client.get(reverse("criterion_tags", args=["xa-ntm"])).status_code == 403


def test_districts_are_shown_as_of_their_last_day(
    client: Client, officer: Account, province: OrgUnit, course: Course
) -> None:
    end = date(2025, 7, 1)
    district = OrgUnitFactory(code="741", level=Level.DISTRICT, full_name="Huyện Xuân Lộc", valid_to=end)
    old = OrgUnitFactory(code="26464", full_name="Xã Cũ", valid_to=end)
    new = OrgUnitFactory(code="99998", full_name="Xã Mới", valid_from=end)
    for unit, parent in ((district, province), (old, district)):
        UnitParent.objects.create(unit=unit, parent=parent, valid_to=end)
    UnitParent.objects.create(unit=new, parent=province, valid_from=end)
    UnitChange.objects.create(from_unit=old, to_unit=new, extent="whole", effective_on=end)
    made = CriterionSet.objects.create(
        code="huyen-ntm", title="Huyện", level=Level.DISTRICT, starts_on=date(2021, 1, 1)
    )
    criterion = Criterion.objects.create(criteria=made, number="9.5", title="An ninh")
    tagged(criterion, course)
    learnt(
        course,
        old,
        PostingFactory(unit=old, starts_on=date(2024, 1, 1)).person,
        at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    client.force_login(officer)
    page = client.get("/nhan-su/tieu-chi/?bo=huyen-ntm")
    (row,) = page.context["matrix"].rows
    assert (row.unit.full_name, row.cells[0][1].numerator, row.cells[0][1].denominator) == (
        "Huyện Xuân Lộc",
        1,
        1,
    )
    assert "đến hết ngày 30/06/2025" in page.content.decode()


def test_courses_are_tagged_on_the_form_and_the_log_says_so(
    client: Client, officer: Account, criterion: Criterion, course: Course
) -> None:
    client.force_login(officer)
    answer = client.post(
        reverse("criterion_tags", args=["xa-ntm"]), {f"tieu-chi-{criterion.pk}": [course.pk]}
    )
    assert answer.status_code == 302
    assert course.title in client.get(answer.url).content.decode()
    client.post(reverse("criterion_tags", args=["xa-ntm"]), {f"tieu-chi-{criterion.pk}": [course.pk]})
    assert CourseCriterion.objects.count() == 1


def test_nonsense_in_the_address_and_no_criteria_at_all(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "Chưa có bộ tiêu chí nào" in client.get("/nhan-su/tieu-chi/?bo=khong&den=99/99").content.decode()


def test_the_matrix_asks_the_same_for_more_communes(
    criterion: Criterion, course: Course, django_assert_num_queries: object
) -> None:
    tagged(criterion, course)
    tree = UnitTree.load()
    with django_assert_num_queries(4):  # type: ignore[operator]
        matrix_of(criterion.criteria, tree, TODAY, None)
