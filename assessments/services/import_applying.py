"""Takes a checked file over, some questions a step, so that a worker that dies is followed by one that goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange.item import Item
from assessments.importers.reading import read
from assessments.models import ImportedQuestion, QuestionBank, QuestionImport
from assessments.services.banks import log_questions
from assessments.services.import_judging import placed
from assessments.services.importing import known_in, mark_of, store
from assessments.services.question_imports import KEPT_AT_ONCE, file_of, forget_file
from common import nudges
from common.errors import Conflict, DomainError
from people.models import Account

State, Status = QuestionImport.State, ImportedQuestion.Status
Watch = Callable[[], datetime]
STEP = 50
TOO_LATE = gettext_lazy("Lần nạp này không còn ở bước xem trước.")
LOST_AFTER = timedelta(minutes=5)


def ask_to_apply(*, source: QuestionImport, doubles_too: bool, at: datetime, by: Account) -> None:
    """One press: at once when there are few, else the worker's."""
    if source.state != State.CHECKED:
        raise Conflict(TOO_LATE)
    wanted = [Status.READY, Status.DOUBLE] if doubles_too else [Status.READY]
    count = source.rows.filter(status__in=wanted).count()
    if not count:
        raise DomainError(_("Không có câu nào để nạp."))
    moved = QuestionImport.objects.filter(pk=source.pk, state=State.CHECKED)
    asked = {"doubles_too": doubles_too, "applied_at": at, "applied_by": by, "worked_at": None}
    if not moved.update(state=State.APPLYING, **asked):
        raise Conflict(TOO_LATE)
    if count <= KEPT_AT_ONCE:
        apply_import(pk=source.pk, watch=lambda: at)
    else:
        nudges.send("question_import_waits", source.pk)


def apply_import(*, pk: int, watch: Watch) -> bool:
    """Everything that waits in the import; False when somebody else is at it."""
    if not _claim(pk, watch()):
        return False
    source = QuestionImport.objects.select_related("bank", "applied_by").get(pk=pk)
    found = {
        one.number: one
        for one in read(file_of(source), code=source.key_code).questions
        if isinstance(one, Item)
    }
    known = set() if source.doubles_too else known_in(source.bank)
    while _step(source, found, known, watch()):
        pass
    _finish(source, watch())
    return True


def _claim(pk: int, at: datetime) -> bool:
    free = Q(worked_at__isnull=True) | Q(worked_at__lt=at - LOST_AFTER)
    return bool(QuestionImport.objects.filter(free, pk=pk, state=State.APPLYING).update(worked_at=at))


@transaction.atomic
def _step(source: QuestionImport, found: dict[int, Item], known: set[str], at: datetime) -> bool:
    """The next few rows; False when none is left."""
    QuestionBank.objects.select_for_update().get(pk=source.bank_id)
    wanted = [Status.READY, Status.DOUBLE] if source.doubles_too else [Status.READY]
    rows = list(source.rows.filter(status__in=wanted).order_by("number")[:STEP])
    for row in rows:
        _keep(source, row, found[row.number], known)
    ImportedQuestion.objects.bulk_update(rows, ["status", "reason", "question", "body"])
    QuestionImport.objects.filter(pk=source.pk).update(worked_at=at)
    return bool(rows)


def _keep(source: QuestionImport, row: ImportedQuestion, item: Item, known: set[str]) -> None:
    """The bank may have changed since the dry run: it has the last word."""
    row.body = None
    mark = mark_of(item)
    if mark in known:
        row.status, row.reason = Status.DOUBLE, _("Đã có trong ngân hàng, không thêm bản nữa.")
        return
    try:
        assert source.applied_at is not None
        row.question = store(
            source.bank, placed(item, source.category), at=source.applied_at, by=source.applied_by
        )
    except DomainError as refusal:
        row.status, row.reason = Status.REJECTED, str(refusal)
        return
    row.status = Status.KEPT
    if not source.doubles_too:
        known.add(mark)


@transaction.atomic
def _finish(source: QuestionImport, at: datetime) -> None:
    source.rows.filter(body__isnull=False).update(body=None)
    QuestionImport.objects.filter(pk=source.pk).update(state=State.APPLIED, worked_at=at)
    log_questions(
        "questions_imported", bank=source.bank, at=at, by=source.applied_by, file=source.file_name,
        questions=source.rows.filter(status=Status.KEPT).count(),
    )  # fmt: skip
    transaction.on_commit(lambda: forget_file(source))
