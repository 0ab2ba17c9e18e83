"""Who marks what: editors of questions at their own tests, others where they are named; nobody their own work."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.bank_scope import kept_quizzes
from assessments.models import Appeal, HandMark, Marker, MarkingTask, Quiz
from assessments.models.marking import Part
from people.models import Account
from people.queries.identity import same_person

EDIT = "assessments.change_question"
BLIND = (Part.FIRST, Part.SECOND)


def edits(account: Account) -> bool:
    """Whether the account names markers, sets rules and may step in for any marker, at its own tests."""
    return bool(account.has_perm(EDIT))


def duties_of(account: Account) -> QuerySet[Marker]:
    """The tests the account is named for now."""
    return Marker.objects.filter(account=account, ended_at__isnull=True)


def may_mark(account: Account) -> bool:
    """Whether the desk is open to the account at all."""
    return edits(account) or duties_of(account).exists()


def quizzes_edited_by(account: Account) -> QuerySet[Quiz]:
    """The tests whose markers and rule the account may set."""
    return kept_quizzes(account) if edits(account) else Quiz.objects.none()


def quizzes_marked_by(account: Account) -> QuerySet[Quiz]:
    """The tests whose answers the account may read."""
    named = Q(pk__in=duties_of(account).values("quiz"))
    return Quiz.objects.filter(named | Q(pk__in=quizzes_edited_by(account).values("pk")))


def tasks_of(account: Account, at: datetime) -> QuerySet[MarkingTask]:
    """Every reading, done or not, that is this account's to do: its tests, its part, not its own paper, and not the
    second look at what it read first."""
    named_otherwise = duties_of(account).filter(quiz=OuterRef("quiz")).exclude(role=OuterRef("part"))
    read_before = (
        MarkingTask.objects.filter(attempt=OuterRef("attempt"), question=OuterRef("question"), part__in=BLIND)
        .filter(Q(done_at__isnull=False) | Q(claimed_until__gt=at), claimed_by=account)
        .exclude(pk=OuterRef("pk"))
    )
    return (
        MarkingTask.objects.filter(quiz__in=quizzes_marked_by(account))
        .exclude(attempt__enrolment__learner__in=same_person(account.person_id))
        .exclude(Q(part__in=BLIND) & (Exists(named_otherwise) | Exists(read_before)))
    )


def appeals_seen_by(account: Account) -> QuerySet[Appeal]:
    """Appeals at the account's tests, of others than itself."""
    mine = Appeal.objects.filter(attempt__quiz__in=quizzes_marked_by(account))
    return mine.exclude(attempt__enrolment__learner__in=same_person(account.person_id))


def marked_before(account: Account) -> Exists:
    """Of an appeal: whether this account gave a mark on its paper."""
    return Exists(HandMark.objects.filter(attempt=OuterRef("attempt"), marker=account))
