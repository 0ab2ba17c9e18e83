"""The Front asks about the communes' digital services, and whoever completes a course is asked what it was worth."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from assessments.models import Survey, SurveyResponse, SurveyTicket, SurveyVersion
from assessments.services.surveys import Facts, create_survey, publish
from assessments.surveys.items import Item
from assessments.surveys.queries import commune_of, communes_on
from assessments.surveys.ready import ready
from common import clock
from courses.models import EnrolmentProgress
from people.models import Account, OrgUnit, Posting
from people.models.org_unit import Branch
from people.queries.tree import Unit, UnitTree
from people.services.new_units import create_office

SAID = (
    "Mong có người hướng dẫn vào buổi tối.", "Cần thêm thời gian thực hành.", "Đường truyền còn yếu.",
    "Hướng dẫn dễ hiểu, cảm ơn.", "Muốn học thêm cách nhận ra tin nhắn lừa đảo.",
)  # fmt: skip
CHANNELS = ("qr", "qr", "qr", "web", "web", "kiosk")


def ask_the_people(*, province: OrgUnit, start: date, today: date, by: Account, at: datetime) -> None:
    """Some communes were heard well, some barely: small groups stay blank."""
    front = create_office(
        name="Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
        code="MTTQ",
        parent=province,
        valid_from=start,
        kind="ủy ban",
    )
    front.branch = Branch.FRONT
    front.save(update_fields=["branch"])
    version = _published("dich-vu-xa", front, start, by, at, results_public=True)
    random = Random(45)
    rows = [
        _row(version, random, unit.id, _day(random, today), random.choice(CHANNELS), _liking(unit))
        for place, unit in enumerate(communes_on(today)[:40])
        for _one in range(random.randrange(3, 9) if place % 6 == 0 else random.randrange(12, 40))
    ]
    SurveyResponse.objects.bulk_create(rows, batch_size=500)


def ask_learners(*, office: OrgUnit, start: date, today: date, by: Account, at: datetime) -> None:
    """Two of three who completed a course answered; the rest still find the question on their desk."""
    version = _published("khoa-hoc", office, start, by, at, results_public=False)
    random, tree = Random(46), UnitTree.load()
    done = EnrolmentProgress.objects.filter(
        state="completed", enrolment__learner__account__username__startswith="DN"
    )
    heard = [row for row in done.select_related("enrolment").order_by("pk") if random.random() < 0.66]
    posts = dict(Posting.objects.filter(ends_on__isnull=True).values_list("person_id", "unit_id"))
    rows = []
    for one in heard:
        post = posts.get(one.enrolment.learner_id)
        unit = commune_of(post, tree, today) if post else None
        month = clock.local_day(one.completed_at or at).replace(day=1)
        rows.append(_row(version, random, unit, month, "learner", 0.8, course_id=one.enrolment.course_id))
    SurveyTicket.objects.bulk_create(
        [SurveyTicket(survey=version.survey, enrolment=one.enrolment) for one in heard], batch_size=500
    )
    SurveyResponse.objects.bulk_create(rows, batch_size=500)


def _published(
    code: str, owner: OrgUnit, start: date, by: Account, at: datetime, *, results_public: bool
) -> SurveyVersion:
    form = ready()[code]
    facts = Facts(
        title=form.title, intro=form.intro, kind=form.kind, owner=owner, course=None, anonymous=True, opens_on=start,
        closes_on=None, threshold=10, goal_percent=80, results_public=results_public,
    )  # fmt: skip
    survey: Survey = create_survey(facts=facts, items=form.items(), at=at, by=by)
    return publish(survey=survey, at=at, by=by)


def _row(
    version: SurveyVersion,
    random: Random,
    unit: int | None,
    day: date,
    channel: str,
    liking: float,
    **more: Any,
) -> SurveyResponse:
    answers = {item["id"]: _answer(item, random, liking) for item in version.items}
    return SurveyResponse(
        key=UUID(int=random.getrandbits(128)), version=version, unit_id=unit, channel=channel, answered_on=day,
        answers={name: answer for name, answer in answers.items() if answer}, **more,
    )  # fmt: skip


def _answer(item: Item, random: Random, liking: float) -> Any:
    if item["kind"] == "likert":
        return {
            str(row): random.choices("54321", [3 * liking, 1.6, 0.4, 0.15, 0.05])[0]
            for row in range(len(item["rows"]))
        }
    if item["kind"] == "essay":
        return random.choice(SAID) if random.random() < 0.2 else ""
    return [random.choice(item["options"])["id"]]


def _liking(unit: Unit) -> float:
    return 0.5 + unit.id % 7 / 10


def _day(random: Random, today: date) -> date:
    return today - timedelta(days=int(random.triangular(1, 200, 30)))
