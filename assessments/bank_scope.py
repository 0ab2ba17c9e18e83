"""Whose banks: what one account may see and edit in the studio, and what it may put into a test (decision 0041)."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Question, QuestionBank, QuestionImport, Quiz, QuizSection, Regrade
from common import clock
from common.errors import DomainError
from courses.models import ActivityVersion
from people.models import Account, OrgUnit
from people.queries.people import posted_on
from people.rights import Right
from people.scope import visible_unit_ids


def kept_banks(account: Account) -> QuerySet[QuestionBank]:
    """Banks whose questions the account may see and edit: the province's, and those of offices it answers for."""
    units = kept_unit_ids(account)
    if units is None:
        return QuestionBank.objects.all()
    return QuestionBank.objects.filter(Q(owner_unit__isnull=True) | Q(owner_unit__in=units))


def drawn_banks(account: Account) -> QuerySet[QuestionBank]:
    """Banks the account may draw a test from: its own, and what their offices share."""
    return kept_banks(account) | QuestionBank.objects.filter(shared=True)


def kept_units(account: Account) -> QuerySet[OrgUnit]:
    """Units to which the account may give a bank, those in force."""
    units, lasting = kept_unit_ids(account), OrgUnit.objects.filter(valid_to__isnull=True)
    return lasting if units is None else lasting.filter(pk__in=units)


def kept_unit_ids(account: Account) -> set[int] | None:
    """By right given at or above an office, or by working there; None means every unit there is."""
    today = clock.today()
    units = visible_unit_ids(account, today, right=Right.KEEP_BANKS)
    if units is None or account.person_id is None:
        return units
    return units | set(posted_on(today).filter(person=account.person_id).values_list("unit_id", flat=True))


def kept_questions(account: Account) -> QuerySet[Question]:
    """Questions of the account's banks; no other can be reached through this."""
    return Question.objects.filter(bank__in=kept_banks(account))


def kept_quizzes(account: Account) -> QuerySet[Quiz]:
    """Tests the account answers for: that ask, as they stand, from a bank it keeps, or that it published itself."""
    if account.is_superuser:
        return Quiz.objects.all()
    banks = kept_banks(account)
    asked = QuizSection.objects.filter(version=F("quiz__version")).filter(
        Q(bank__in=banks) | Q(chosen__question__bank__in=banks)
    )
    published = ActivityVersion.objects.filter(published_by=account, number=F("activity__quiz__version"))
    return Quiz.objects.filter(Q(pk__in=asked.values("quiz")) | Q(activity__in=published.values("activity")))


def kept_regrades(account: Account) -> QuerySet[Regrade]:
    """Of questions in the account's banks, and of tests it answers for."""
    return Regrade.objects.filter(
        Q(question__bank__in=kept_banks(account)) | Q(quiz__in=kept_quizzes(account))
    )


def require_question(account: Account, pk: int) -> Question:
    """The question, or the same answer for "another office's" and "none"."""
    question = kept_questions(account).select_related("bank", "category").filter(pk=pk).first()
    if question is None:
        raise DomainError(_("Không có câu hỏi này trong các ngân hàng bạn phụ trách."), status=404)
    return question


def require_bank(account: Account, pk: int) -> QuestionBank:
    """The bank, or 404 for another office's and none."""
    bank = kept_banks(account).filter(pk=pk).first()
    if bank is None:
        raise DomainError(_("Không có ngân hàng này trong số bạn phụ trách."), status=404)
    return bank


def require_import(account: Account, uuid: object) -> QuestionImport:
    """An import into one of the account's banks."""
    found = (
        QuestionImport.objects.filter(bank__in=kept_banks(account), uuid=uuid).select_related("bank").first()
    )
    if found is None:
        raise DomainError(_("Không có lần nạp này trong các ngân hàng bạn phụ trách."), status=404)
    return found
