"""Classes in halls for tests: an open class of thirty seats with two meetings in two weeks' time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import factory

from courses.models import Meeting, Seat, SessionTrainer, TrainingSession
from courses.models.seat import SeatState
from courses.models.session import SessionState
from tests.factories.courses import ReleaseFactory
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory

PLANNED_AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
FIRST_MEETING = datetime(2026, 12, 10, 1, tzinfo=UTC)  # 8:00 in the province


class TrainingFactory(factory.django.DjangoModelFactory):
    """`TrainingFactory(meetings=2)`: mornings of three hours, day after day, in one hall."""

    class Meta:
        model = TrainingSession
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"LTH{n:03d}")
    release = factory.SubFactory(ReleaseFactory)
    title = factory.Sequence(lambda n: f"Tập huấn chuyển đổi số, lớp {n}")
    lead_unit = factory.SubFactory(OrgUnitFactory)
    state = SessionState.OPEN
    capacity = 30
    hours = Decimal(8)
    attendance_percent = 80
    created_at = PLANNED_AT

    @factory.post_generation
    def meetings(self: TrainingSession, create: bool, extracted: int | None, **kwargs: object) -> None:
        for day in range(2 if extracted is None else extracted):
            MeetingFactory(session=self, starts_at=FIRST_MEETING + timedelta(days=day))


class MeetingFactory(factory.django.DjangoModelFactory):
    """A morning."""

    class Meta:
        model = Meeting

    session = factory.SubFactory(TrainingFactory, meetings=0)
    starts_at = FIRST_MEETING
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=3))
    hall = "Hội trường UBND xã Xuân Định"
    place_key = "hoi truong ubnd xa xuan dinh"
    changed_at = PLANNED_AT


class SeatFactory(factory.django.DjangoModelFactory):
    """Somebody who comes."""

    class Meta:
        model = Seat

    session = factory.SubFactory(TrainingFactory)
    person = factory.SubFactory(PersonFactory)
    state = SeatState.CONFIRMED
    created_at = PLANNED_AT


class SessionTrainerFactory(factory.django.DjangoModelFactory):
    """A trainer with an account."""

    class Meta:
        model = SessionTrainer

    session = factory.SubFactory(TrainingFactory)
    account = factory.SubFactory(AccountFactory)
    name = "Trần Minh Khoa"
    added_at = PLANNED_AT
