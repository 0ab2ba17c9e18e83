"""The real province: eleven districts until 30/6/2025, readable as history, none after."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from people.models import OrgUnit, Scope
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.figures import Figures, compute
from reports.queries.rows import unit_rows
from reports.services.achievements import record_achievement
from tests.factories import AccountFactory, EnrolmentFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REFORM, EVE = date(2025, 7, 1), date(2025, 6, 30)


def figure(target: Target, as_of: date) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW)


def _total(target: Target, as_of: date) -> tuple[int, int]:
    total = figure(target, as_of).tally.total
    return total.numerator, total.denominator


@pytest.fixture
def districts(real_province: UnitTree) -> Target:
    root = OrgUnit.objects.get(code="75", valid_to=None)
    target = Target.objects.create(
        code="huyen-9-5", title="60 % huyện", counts="don_vi", unit=root, population={"levels": ["huyen"]},
        starts_on=date(2023, 8, 18), due_on=date(2025, 12, 15), percent=60,
    )  # fmt: skip
    record_achievement(
        target=target, unit=OrgUnit.objects.get(code="741", valid_from=None), achieved_on=date(2024, 5, 5),
        evidence="Quyết định công nhận", at=NOW, by=None,
    )  # fmt: skip
    return target


@pytest.fixture
def hr(client: Client, districts: Target) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=districts.unit)
    client.force_login(account)
    return client


def test_districts_stay_readable_as_history_and_end_with_a_sentence(districts: Target, hr: Client) -> None:
    assert _total(districts, EVE) == (1, 11)
    assert _total(districts, REFORM) == (0, 0)
    page = hr.get("/nhan-su/chi-tieu/huyen-9-5/")
    assert "Cấp huyện có đến hết ngày 30/06/2025" in page.content.decode()
    assert ("huyen", "Cấp huyện") not in page.context["form"].fields["cap"].choices
    old = hr.get("/nhan-su/chi-tieu/huyen-9-5/", {"den": "30/06/2025"})
    assert "Huyện Xuân Lộc" in old.content.decode()
    assert "Cấp huyện có đến hết ngày" not in old.content.decode()


def test_communes_of_2024_stand_under_their_districts(districts: Target) -> None:
    districts.population = {"levels": ["xa"]}
    rows = unit_rows(figure(districts, date(2024, 12, 1)))
    of_districts = [row for row in rows if row["level"] == "huyen"]
    assert len(of_districts) == 11
    assert sum(row["denominator"] for row in of_districts) == 159
    assert _total(districts, date(2024, 10, 31)) == (0, 170)
    assert _total(districts, TODAY) == (0, 95)


def test_a_target_of_districts_alone_must_have_begun_with_them(districts: Target, hr: Client) -> None:
    form = {
        "title": "Huyện", "code": "huyen-moi", "counts": "don_vi", "levels": ["huyen"], "percent": "60",
        "starts_on": "01/01/2026", "due_on": "15/12/2030",
    }  # fmt: skip
    answer = hr.post("/nhan-su/chi-tieu/moi/", form)
    assert answer.status_code == 422
    assert "phải bắt đầu trước đó" in answer.content.decode()
    assert hr.post("/nhan-su/chi-tieu/moi/", form | {"starts_on": "18/8/2023"}).status_code == 302


def test_people_of_2025_are_shown_by_district_where_they_learnt(districts: Target, hr: Client) -> None:
    target = Target.objects.create(
        code="nguoi", title="Cán bộ", unit=districts.unit, population={"levels": ["xa"]},
        starts_on=date(2023, 8, 18), due_on=date(2026, 12, 15),
    )  # fmt: skip
    release = ReleaseFactory(items=["lesson"])
    target.courses.add(release.course)
    posting = PostingFactory(unit=OrgUnit.objects.get(code="26464", valid_from=None))
    EnrolmentFactory(learner=posting.person, release=release, course=release.course)
    address = "/nhan-su/chi-tieu/nguoi/"
    then = hr.get(address, {"den": "30/06/2025", "khung": "then", "cap": "huyen"})
    assert [(line["name"], line["denominator"]) for line in then.context["lines"]] == [("Huyện Xuân Lộc", 1)]
    now = hr.get(address, {"den": "30/06/2025", "khung": "now", "cap": "huyen"}).content.decode()
    assert "Bản đồ đơn vị hiện nay không có cấp huyện" in now
    today = hr.get(address, {"cap": "huyen"})
    assert today.context["lines"] == []
    assert "Cấp huyện có đến hết ngày 30/06/2025" in today.content.decode()


def test_the_list_of_targets_shows_districts_as_of_their_last_day(districts: Target, hr: Client) -> None:
    page = hr.get("/nhan-su/chi-tieu/")
    assert [one.as_of for one in page.context["pages"]] == [EVE]
    assert "1/11" in page.content.decode()
