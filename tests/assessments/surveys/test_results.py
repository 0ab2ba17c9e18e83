"""Results tell shares of groups that are large enough, and nothing that leads to the smaller ones."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from assessments.models import Survey, SurveyVersion
from assessments.services.survey_paper import enter, open_batch, void
from assessments.surveys.items import made
from assessments.surveys.results import Results, results_of
from people.models import Account, AuditEntry, OrgUnit
from tests.factories import AccountFactory, CourseFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import course_page, publish
from tests.factories.surveys import AT, SurveyFactory, answered, said

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def survey() -> Survey:
    return SurveyFactory(kind="commune")


@pytest.fixture
def officer(survey: Survey) -> Account:
    return ScopeFactory(unit=survey.owner, role="mat_tran").account


def found(survey: Survey) -> Results:
    return results_of(Survey.objects.get(pk=survey.pk), TODAY)


def open_page(officer: Account, address: str) -> str:
    client = Client()
    client.force_login(officer)
    return client.get(address).content.decode()


def test_share_mean_and_number_of_the_whole_and_each_commune(survey: Survey) -> None:
    good, bad = OrgUnitFactory(), OrgUnitFactory()
    answered(survey, 12, good, "5")
    answered(survey, 12, bad, "2")
    told = {unit: (cell.n, cell.percent, cell.mean) for unit, cell in _by_name(found(survey)).items()}
    assert told == {good.full_name: (12, 100, 5), bad.full_name: (12, 0, 2)}
    total = found(survey).total()
    assert (total.n, total.percent, total.mean) == (24, 50, 3.5)


def _by_name(results: Results) -> dict[str, Any]:
    return {unit.full_name if unit else "": cell for unit, cell in results.units()}


def test_a_small_commune_is_blank_and_the_next_smallest_with_it(survey: Survey) -> None:
    small, next_one, large = (OrgUnitFactory() for _one in range(3))
    for unit, number in ((small, 3), (next_one, 12), (large, 40)):
        answered(survey, number, unit)
    told = _by_name(found(survey))
    assert [told[unit.full_name].n for unit in (small, next_one, large)] == [None, None, 40]
    assert [told[unit.full_name].percent for unit in (small, next_one)] == [None, None]


def test_a_survey_of_nine_tells_nothing(survey: Survey, officer: Account) -> None:
    answered(survey, 9, OrgUnitFactory(), text="Đường vào ấp hay mất sóng")
    html = open_page(officer, f"/nhan-su/phieu/{survey.uuid}/ket-qua/")
    assert "Mới có 9 phiếu, cần 10 phiếu" in html
    assert "mất sóng" not in html
    assert [item.texts for item in found(survey).answers()] == [[], [], []]


def test_free_text_is_read_from_ten_on_without_numbers_that_lead_to_somebody(survey: Survey) -> None:
    answered(survey, 10, OrgUnitFactory(), text="Gọi tôi 0912 345 678 nhé")
    assert found(survey).answers()[2].texts == ["Gọi tôi … nhé"] * 10


def test_a_statement_that_few_answered_is_blank_within_a_large_commune(survey: Survey) -> None:
    first, second = OrgUnitFactory(), OrgUnitFactory()
    answered(survey, 20, first)
    answered(survey, 20, second)
    answered(survey, 3, first, text="Tốt")
    essay = found(survey).answers("unit", first.pk)[2]
    assert essay.texts == []
    assert essay.statements[0].n is None


def test_a_commune_that_was_merged_counts_where_it_went(survey: Survey) -> None:
    from people.models import UnitChange

    old, new = OrgUnitFactory(valid_to=date(2026, 5, 1)), OrgUnitFactory(valid_from=date(2026, 5, 1))
    UnitChange.objects.create(from_unit=old, to_unit=new, extent="whole", effective_on=date(2026, 5, 1))
    answered(survey, 6, old)
    answered(survey, 6, new)
    assert _by_name(found(survey))[new.full_name].n == 12


def test_a_changed_question_starts_anew_and_an_unchanged_one_goes_on(survey: Survey) -> None:
    answered(survey, 10, OrgUnitFactory())
    likert, choice, essay = survey.draft
    other = made({"kind": "likert", "text": "Khác", "scale": list("abcde"), "rows": ["Một", "Hai"]}, likert)
    survey.draft, survey.published = [other, choice, essay], 2
    survey.save()
    SurveyVersion.objects.create(survey=survey, number=2, items=survey.draft, made_at=AT)
    assert found(survey).total().n == 10
    assert [one.n for one in found(survey).answers()[0].statements] == [0, 0]


def test_a_void_form_does_not_count(survey: Survey, officer: Account) -> None:
    officer.scopes.update(unit=survey.owner)
    batch = open_batch(survey=survey, unit=survey.owner, label="Tập 1", expected=20, at=AT, by=officer)
    for number in range(11):
        enter(batch=batch, key=_key(number), answers=said(survey), at=AT, by=officer)
    void(batch=batch, place=3, reason="Nhập nhầm", at=AT, by=officer)
    assert found(survey).total().n == 10


def _key(number: int) -> Any:
    from uuid import UUID

    return UUID(int=number + 1)


def test_results_by_course_and_month(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(kind="course")
    course = CourseFactory()
    more = {"channel": "learner", "course": course}
    answered(survey, 10, None, "4", answered_on=date(2026, 3, 1), **more)
    answered(survey, 15, None, "2", answered_on=date(2026, 4, 1), **more)
    results = found(survey)
    assert [(title, cell.n, cell.percent) for title, cell in results.by_course()] == [(course.title, 25, 40)]
    assert [(month.month, cell.percent) for month, cell in results.months()] == [(3, 100), (4, 0)]


def test_the_file_says_what_the_page_says_and_its_leaving_is_logged(survey: Survey, officer: Account) -> None:
    small, large = OrgUnitFactory(), OrgUnitFactory()
    answered(survey, 4, small, "1")
    answered(survey, 30, large, "5")
    client = Client()
    client.force_login(officer)
    data = b"".join(client.get(f"/nhan-su/phieu/{survey.uuid}/ket-qua/?xuat=xlsx").streaming_content)
    rows = {row[1]: row for row in _rows(data)}
    assert rows[small.full_name][2:4] == rows[large.full_name][2:4] == ("ít phiếu", None)
    assert AuditEntry.objects.get(action="survey_exported").count == 34


def _rows(data: bytes) -> list[tuple[Any, ...]]:
    import io

    return list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def test_the_public_page_shows_communes_only_where_the_owner_says_so(survey: Survey, client: Client) -> None:
    units = [OrgUnitFactory(), OrgUnitFactory()]
    for unit in units:
        answered(survey, 10, unit, text="Không ai đọc được câu này ở đây")
    address = f"/phieu/{survey.code}/ket-qua/"
    assert client.get(address).status_code == 404
    Survey.objects.update(results_public=True)
    html = client.get(address).content.decode()
    assert units[0].full_name in html
    assert "Không ai đọc được" not in html


def test_a_results_page_asks_the_same_number_of_queries_for_two_and_for_forty_communes(
    survey: Survey, officer: Account
) -> None:
    from django.db import connection

    def cost() -> int:
        open_page(officer, f"/nhan-su/phieu/{survey.uuid}/ket-qua/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            open_page(officer, f"/nhan-su/phieu/{survey.uuid}/ket-qua/")
        return len(queries)

    units: list[OrgUnit] = [OrgUnitFactory() for _one in range(40)]
    for unit in units[:2]:
        answered(survey, 10, unit)
    few = cost()
    for unit in units[2:]:
        answered(survey, 10, unit)
    assert cost() == few


def test_a_trainer_sees_their_course_in_the_studio_and_nothing_of_nine(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(kind="course")
    heard, quiet, other = (
        publish(course_page(code=code, slug=code.lower(), title=title)).course
        for code, title in (("MOT", "Dịch vụ công"), ("HAI", "Thanh toán số"), ("BA", "An toàn"))
    )
    answered(survey, 21, None, "4", text="Cần thêm thực hành", channel="learner", course=heard)
    answered(survey, 4, None, "1", text="Lời của một người", channel="learner", course=quiet)
    trainer = AccountFactory(is_superuser=True, is_staff=True)
    pages = [
        open_page(trainer, f"/quan-tri/y-kien/{survey.code}/{course.uuid}/") for course in (heard, quiet)
    ]
    assert "Dịch vụ công" in open_page(trainer, "/quan-tri/y-kien/")
    assert "Lời của một người" not in "".join(pages)
    answered(survey, 15, None, "4", text="Tốt", channel="learner", course=other)  # hidden with the quiet one
    answered(survey, 10, None, "4", channel="learner", course=quiet)
    assert "Cần thêm thực hành" in open_page(trainer, f"/quan-tri/y-kien/{survey.code}/{heard.uuid}/")
    assert Client().get("/quan-tri/y-kien/").status_code == 302
