"""The cast of the matrix: two communes of a province, somebody in each role, and one of every thing in each commune."""

from datetime import date, timedelta

from assessments.models import (
    MarkingRule,
)
from people.models.org_unit import Level
from reports.models import (
    Counts,
    Plan,
    Programme,
    Target,
)
from reports.services.cycles import open_cycle
from reports.services.runs import freeze_cycle
from tests.factories import (
    OrgUnitFactory,
    ReleaseFactory,
)
from tests.factories.assessments import BankFactory, QuizFactory
from tests.factories.pages import course_page, video
from tests.factories.surveys import SurveyFactory
from tests.scope.world.examined import make_regrade
from tests.scope.world.figures import make_criteria
from tests.scope.world.people import make_accounts
from tests.scope.world.roles import AT, COURSE_SURVEY, PLAN, PROGRAMME, UNITS_TARGET
from tests.scope.world.side import make_side
from tests.scope.world.things import World


def build() -> World:
    """Made anew for each role; about a second."""
    province = OrgUnitFactory(
        code="75", kind="tỉnh", level=Level.PROVINCE, full_name="Tỉnh Đồng Nai", name="Đồng Nai"
    )
    units_target = Target.objects.create(
        code=UNITS_TARGET, title="100 % xã", unit=province, counts=Counts.UNITS, population={"levels": ["xa"]},
        starts_on=AT.date(), due_on=AT.date() + timedelta(days=900),
    )  # fmt: skip
    done, going = ReleaseFactory(items=["quiz"]), ReleaseFactory(items=["lesson", "quiz"])
    lesson, quiz = (item.activity for item in going.items.order_by("position"))
    test = QuizFactory(activity=quiz, bank=BankFactory(questions=8))
    MarkingRule.objects.create(quiz=test, anonymous=True)
    sides = [
        make_side(province, name, phone, done, going, test, units_target)
        for name, phone in (("Nguyễn Thị Thanh Mai", "0912345671"), ("Lê Văn Quắc Cường", "0912345672"))
    ]
    target = Target.objects.create(
        code="cbql-100", title="100 % cán bộ quản lý", unit=province, population={"levels": ["tinh", "xa"]},
        starts_on=AT.date(), due_on=AT.date() + timedelta(days=900),
    )  # fmt: skip
    make_criteria()
    days = {"starts_on": date(2023, 8, 18), "ends_on": date(2025, 12, 31)}
    Programme.objects.create(code=PROGRAMME, title="Chương trình", **days)
    Plan.objects.create(
        code=PLAN, number="202/KH-UBND", title="Kế hoạch", issued_on=date(2023, 8, 18), **days
    )
    freeze_cycle(cycle=open_cycle(year=2026, half="nam", at=AT, by=None), at=AT, by=None)
    target.courses.add(done.course)
    SurveyFactory(owner=province, kind="course", code=COURSE_SURVEY)
    return World(
        own=sides[0], foreign=sides[1], accounts=make_accounts(province, sides[0]), target=target, release=going,
        course=course_page(course=going.course), film=video(), lesson=lesson, quiz=quiz,
        stray_course=ReleaseFactory(items=["lesson"]).course.uuid,
        regrade=make_regrade(test, [side.attempt for side in sides]),
    )  # fmt: skip
