"""One person with two records: counted once after the merge, as before it in what was printed, and after its undoing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from certificates.queries.due import enrolments_due
from certificates.queries.register import certificates_of
from courses.models import Enrolment
from courses.queries.my_learning import studies_of
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from courses.services.record import append_event
from people.models import Account, OrgUnit, Person, Posting
from people.services.merging import merge_persons
from people.services.unmerging import unmerge
from reports.models import Target
from reports.queries.figures import Frame, compute
from reports.queries.people import lines
from tests.factories import AccountFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC)
PRINTED = datetime(2026, 6, 15, tzinfo=UTC)
MERGED = datetime(2026, 9, 1, tzinfo=UTC)
UNDONE = MERGED + timedelta(days=30)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def operator() -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


@pytest.fixture
def target(desk_target: Target) -> Target:
    """Without the people of the desk's own cast: these tests count their own."""
    Posting.objects.all().delete()
    Enrolment.objects.all().delete()
    return desk_target


def learner(target: Target, unit: OrgUnit, done: datetime | None = None, *, enrolled: bool = True) -> Person:
    person: Person = PersonFactory()
    PostingFactory(person=person, unit=unit)
    if enrolled:
        enrol(learner=person, course=target.courses.get(), at=datetime(2026, 1, 5, tzinfo=UTC))
    if done:
        complete(Enrolment.objects.get(learner=person), done)
    return person


def complete(enrolment: Enrolment, at: datetime) -> None:
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
        version=1, occurred_at=at, recorded_at=at, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def figure(target: Target, as_of: date = TODAY, cutoff: datetime | None = None, frame: Frame = Frame.NOW):  # type: ignore[no-untyped-def]
    return compute(target, as_of=as_of, known_at=NOW, cutoff=cutoff, frame=frame)


def total(*args: object, **more: object) -> tuple[int, int]:
    counted = figure(*args, **more).tally.total  # type: ignore[arg-type]
    return counted.numerator, counted.denominator


def merge(survivor: Person, gone: Person, by: Account):  # type: ignore[no-untyped-def]
    return merge_persons(survivor=survivor, gone=gone, take={}, at=MERGED, by=by)


@pytest.mark.parametrize(
    ("survivor_done", "gone_done", "before", "after", "in_april"),
    [
        (None, None, (0, 2), (0, 1), 0),
        (MARCH, None, (1, 2), (1, 1), 1),
        (None, MARCH, (1, 2), (1, 1), 1),
        (JUNE, MARCH, (2, 2), (1, 1), 1),
        (MARCH, JUNE, (2, 2), (1, 1), 1),
        (JUNE, JUNE, (2, 2), (1, 1), 0),
    ],
)
def test_the_person_counts_once_with_the_earliest_completion(
    target, xuan_dinh, long_phuoc, operator, survivor_done, gone_done, before, after, in_april
):
    survivor, gone = learner(target, xuan_dinh, survivor_done), learner(target, long_phuoc, gone_done)
    assert total(target) == before
    done = merge(survivor, gone, operator)
    assert total(target) == total(target, frame=Frame.THEN) == after
    assert total(target, date(2026, 4, 30)) == (in_april, 1)
    assert [line.person.pk for line in lines(figure(target))] == [survivor.pk]
    assert rebuild(write=False) == []
    unmerge(merge=done, at=UNDONE, by=operator)
    assert total(target) == before
    assert rebuild(write=False) == []


def test_a_merge_does_not_change_a_printed_report(target, xuan_dinh, long_phuoc, operator):
    """A figure recomputed at its cutoff is the printed one: before the merge, while it stands, after its undoing."""
    survivor, gone = learner(target, xuan_dinh), learner(target, long_phuoc, MARCH)
    printed = figure(target, date(2026, 6, 15), cutoff=PRINTED)
    while_merged = MERGED + timedelta(days=1)

    def recomputed(cutoff):
        found = figure(target, date(2026, 6, 15), cutoff=cutoff)
        return found.members, found.tally

    done = merge(survivor, gone, operator)
    assert recomputed(PRINTED) == (printed.members, printed.tally)
    together = recomputed(while_merged)
    assert len(together[0]) == 1
    unmerge(merge=done, at=UNDONE, by=operator)
    assert recomputed(PRINTED) == (printed.members, printed.tally)
    assert recomputed(while_merged) == together
    assert len(recomputed(UNDONE + timedelta(days=1))[0]) == 2


def test_a_post_that_both_records_had_is_printed_as_it_was(target, xuan_dinh, operator):
    """The double post is shut by the merge; the report of before still knows two people."""
    survivor, gone = learner(target, xuan_dinh), learner(target, xuan_dinh)
    merge(survivor, gone, operator)
    assert total(target) == (0, 1)
    assert total(target, date(2026, 6, 15), cutoff=PRINTED) == (0, 2)


def test_merging_never_makes_the_share_smaller_for_nothing(target, xuan_dinh, operator):
    """One enrolled and done, the other not enrolled: the enrolment moves with everything on it."""
    gone, survivor = learner(target, xuan_dinh, MARCH), learner(target, xuan_dinh, enrolled=False)
    merge(survivor, gone, operator)
    assert Enrolment.objects.get().learner == survivor
    assert total(target) == (1, 1)


def test_the_learner_goes_on_where_the_further_record_was(target, xuan_dinh, operator):
    survivor, gone = learner(target, xuan_dinh), learner(target, xuan_dinh, MARCH)
    merge(survivor, gone, operator)
    assert [study.mark for study in studies_of(survivor.pk, TODAY)] == ["done"]
    assert Enrolment.objects.filter(learner=gone).exists()  # the other's record is kept, not thrown away


def test_a_certificate_earned_under_the_other_record_is_the_persons(target, xuan_dinh, operator):
    from certificates.models import Certificate

    survivor, gone = learner(target, xuan_dinh, MARCH), learner(target, xuan_dinh, JUNE)
    enrolment = Enrolment.objects.get(learner=gone)
    made = Certificate.objects.create(
        serial="S1", enrolment=enrolment, office=xuan_dinh, year=2026, number=1, issued_on=date(2026, 6, 10),
        issued_at=JUNE, facts={},
    )  # fmt: skip
    merge(survivor, gone, operator)
    assert list(certificates_of(survivor.pk)) == [made]
    assert enrolments_due(10) == []  # one certificate a person and course


def test_the_check_command_finds_no_drift_after_merging(target, xuan_dinh, operator, capsys):
    done = merge(learner(target, xuan_dinh, JUNE), learner(target, xuan_dinh, MARCH), operator)
    call_command("rebuild_progress", "--check")
    unmerge(merge=done, at=UNDONE, by=operator)
    call_command("rebuild_progress", "--check")
