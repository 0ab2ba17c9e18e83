"""Every number of plan 202 ships as a target, under the office that answered for it then."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from common import clock
from people.queries.tree import UnitTree
from reports.models import Plan, Target
from reports.queries.figures import compute
from reports.services.targets import save_target

pytestmark = pytest.mark.django_db


def test_the_whole_set_is_loaded_once(real_province: UnitTree, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_plan")
    call_command("load_plan")
    assert capsys.readouterr().out == "Đã đặt 17 chỉ tiêu.\nĐã đặt 0 chỉ tiêu.\n"
    plan = Plan.objects.get()
    assert Target.objects.filter(plans=plan).count() == 17
    assert {target.due_on for target in Target.objects.all()} == {date(2025, 12, 31)}


def test_each_percentage_of_part_two_is_there(real_province: UnitTree) -> None:
    """As the plan's text has them: 90, 80, 60, 100, 100, 50, 50, 60, 25, 25, 100, 70, 70, 50, 40."""
    call_command("load_plan")
    text = Path(settings.BASE_DIR, "data", "ke-hoach-202-KH-UBND.txt").read_text(encoding="utf-8")
    part = text[text.index("2. Mục tiêu cụ thể") : text.index("III. PHẠM VI")]
    for number in (90, 80, 60, 100, 50, 25, 70, 40):
        assert f"{number}%" in part
        assert any(
            target.percent == number or target.population.get("actual") == number
            for target in Target.objects.filter(legal_basis__contains="II.2")
        )


def test_the_pilots_are_counted_as_their_successors(real_province: UnitTree) -> None:
    call_command("load_plan")
    target = Target.objects.get(code="thi-diem-03")
    for day in (date(2023, 9, 1), date(2024, 12, 1), date(2025, 8, 1)):
        figures = compute(target, as_of=day, known_at=clock.now())
        assert figures.tally.total.denominator == 3, day


def test_districts_count_until_their_last_day(real_province: UnitTree) -> None:
    call_command("load_plan")
    target = Target.objects.get(code="huyen-nc-6-5")
    assert compute(target, as_of=date(2025, 6, 30), known_at=clock.now()).tally.total.denominator == 11
    assert compute(target, as_of=date(2025, 7, 1), known_at=clock.now()).tally.total.denominator == 0


def test_a_target_that_stands_is_left_alone(real_province: UnitTree) -> None:
    call_command("load_plan")
    target = Target.objects.get(code="xa-8-4")
    target.title = "Sửa tay"
    save_target(target=target, unit=target.unit, levels=["xa"], courses=[], at=clock.now(), by=None)
    call_command("load_plan")
    target.refresh_from_db()
    assert (target.title, target.plans.count()) == ("Sửa tay", 1)


def test_without_units_or_with_an_unknown_course_it_says_so() -> None:
    with pytest.raises(CommandError, match="load_org_units"):
        call_command("load_plan")
    with pytest.raises(CommandError, match="Không có khóa học: KHONG"):
        call_command("load_plan", "--course", "KHONG")
