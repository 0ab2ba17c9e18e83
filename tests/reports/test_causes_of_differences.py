"""What changed since a report was printed names its cause also where no course and no post of the target says it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from people.models import OrgUnit
from people.services.merging import merge_persons
from reports.models import Programme, Target, UnitAchievement
from reports.queries.differences import Difference, differences_of
from reports.queries.figures import Frame
from reports.queries.runs import verdict_on
from reports.services.runs import run_target
from tests.factories import AccountFactory
from tests.reports.test_runs import DAY, FROZEN, LATER, complete, learner, totals

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def frozen(target: Target):
    return run_target(target=target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=FROZEN, by=None)


def items(run) -> dict[str, Difference]:
    found = differences_of(run, LATER).items
    assert len({(one.target, one.member) for one in found}) == len(found)
    return {one.member: one for one in found}


def test_a_course_of_a_programme(desk_target: Target) -> None:
    programme = Programme.objects.create(code="so-1", title="Số 1")
    programme.courses.set(desk_target.courses.all())
    desk_target.programmes.set([programme])
    desk_target.courses.clear()
    desk_target.learning = {"programmes": True}
    desk_target.save()
    run = frozen(desk_target)
    complete("Ánh", MARCH, known=FROZEN + timedelta(days=3))
    [one] = items(run).values()
    assert one.why.startswith("Hoàn thành bài ngày 01/03/2026, ghi nhận")


def test_a_post_that_is_gone(desk_target: Target) -> None:
    run = frozen(desk_target)
    learner("Ánh").postings.all().delete()
    [one] = items(run).values()
    assert (one.now, one.why) == ("không tính", "vị trí ở Xã Xuân Định không còn trong hồ sơ")


def test_both_records_of_a_merge_say_it(desk_target: Target) -> None:
    complete("Ánh", MARCH)
    run = frozen(desk_target)
    gone, survivor, by = learner("Ánh"), learner("Cường"), AccountFactory(is_superuser=True)
    merge_persons(survivor=survivor, gone=gone, take={}, at=FROZEN + timedelta(days=1), by=by)
    found = items(run)
    assert f"gộp vào hồ sơ {survivor.staff_code}" in found[str(gone.uuid)].why
    assert f"nhận hồ sơ đã gộp {gone.staff_code}" in found[str(survivor.uuid)].why


def test_a_unit_that_had_reached_it(province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    target = Target.objects.create(
        code="qlvb", title="Đơn vị", counts="don_vi", unit=province, population={"levels": ["xa"]},
        starts_on=date(2026, 1, 1), due_on=date(2030, 1, 1),
    )  # fmt: skip
    run = frozen(target)
    UnitAchievement.objects.create(
        target=target, unit=xuan_dinh, achieved_on=date(2026, 1, 2), evidence="muộn",
        recorded_at=LATER - timedelta(days=1),
    )  # fmt: skip
    assert items(run)[str(xuan_dinh.uuid)].why.startswith("đơn vị đạt ngày 02/01/2026, ghi nhận")


def test_a_day_is_the_provinces_wherever_somebody_reads_it(desk_target: Target) -> None:
    complete("Ánh", datetime(2026, 6, 14, 17, tzinfo=UTC))  # midnight here: the next day
    complete("Cường", datetime(2026, 6, 14, 16, 59, 59, tzinfo=UTC))
    run = run_target(target=desk_target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=LATER, by=None)
    assert totals(run) == (1, 2)
    with timezone.override("America/New_York"), translation.override("en"):
        assert verdict_on(run).holds
