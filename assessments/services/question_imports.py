"""The import of a file in steps that a teacher sees: received and checked, looked at, applied, undone."""

import logging
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.exchange.limits import MAX_FILE
from assessments.importers.reading import Reading, read
from assessments.models import Attempt, ImportedQuestion, QuestionBank, QuestionImport
from assessments.services.bank import stop_using
from assessments.services.banks import log_questions
from assessments.services.import_judging import judged
from common import nudges
from common.errors import Conflict, DomainError
from people.models import Account

log = logging.getLogger(__name__)
State, Status = QuestionImport.State, ImportedQuestion.Status
READ_AT_ONCE = 4 * 2**20  # bytes; a bigger file is read by the worker
KEPT_AT_ONCE = 200  # questions
EXPIRES_AFTER = timedelta(days=7)


def receive_import(
    *, bank: QuestionBank, category: str, name: str, data: bytes, at: datetime, by: Account
) -> QuestionImport:
    """The file kept privately, and read at once when it is small; one that cannot be read leaves nothing."""
    refuse_size(len(data))
    source = QuestionImport(
        bank=bank, category=category, file_name=name[:255], size=len(data), uploaded_at=at, uploaded_by=by
    )
    if len(data) <= READ_AT_ONCE:
        _check(source, data)
    else:
        _keep_file(source, data)
        nudges.send("question_import_waits", source.pk)
    return source


def refuse_size(size: int) -> None:
    """Before anything is read of it."""
    if size > MAX_FILE:
        raise DomainError(_("Tệp quá lớn (%(size)s MB).") % {"size": size // 2**20}, status=413)
    if not size:
        raise DomainError(_("Tệp trống."))


def check_import(*, source: QuestionImport) -> None:
    """Read a file that waits; a refusal stays on its row as a sentence and the file goes."""
    try:
        _check(source, file_of(source))
    except DomainError as refusal:
        give_up(source=source, reason=str(refusal))


def give_up(*, source: QuestionImport, reason: str) -> None:
    """The file goes, the sentence stays."""
    source.state, source.reason = State.FAILED, reason[:400]
    source.save(update_fields=["state", "reason"])
    forget_file(source)


def _check(source: QuestionImport, data: bytes) -> None:
    try:
        reading = read(data, code=source.key_code)
    except DomainError as refusal:
        log.warning("file of questions refused (%s bytes): %s", len(data), refusal)
        raise
    rows = list(judged(source, reading.questions))
    with transaction.atomic():
        source.state, source.format = State.CHECKED, reading.format
        _note_codes(source, reading)
        if source.pk:
            source.save(update_fields=["state", "format", "key_codes", "key_code", "key_note"])
            source.rows.all().delete()
        else:
            _keep_file(source, data)
        ImportedQuestion.objects.bulk_create(rows, batch_size=500)


def _note_codes(source: QuestionImport, reading: Reading) -> None:
    if codes := reading.codes:
        source.key_codes, source.key_code = list(codes.found), codes.taken
    said = [codes.note] if codes and codes.note else []
    source.key_note = " ".join([*said, *reading.remarks])[:400]


@transaction.atomic
def take_code(*, source: QuestionImport, code: str, at: datetime) -> None:
    """Read the file once more with the key of another code."""
    if code not in source.key_codes:
        raise DomainError(_("Tệp không có đáp án của mã đề này."))
    waiting = QuestionImport.objects.filter(pk=source.pk, state=State.CHECKED)
    if not waiting.update(key_code=code, state=State.READING, worked_at=at):
        raise Conflict(_("Lần nạp này không còn ở bước xem trước."))
    source.key_code = code
    if source.size <= READ_AT_ONCE:
        _check(source, file_of(source))
    else:
        nudges.send("question_import_waits", source.pk)


def _keep_file(source: QuestionImport, data: bytes) -> None:
    source.file.save(f"{source.uuid}.bin", ContentFile(data), save=False)
    source.save()


def file_of(source: QuestionImport) -> bytes:
    """The file as it was sent; refused once it is gone."""
    if not source.file:
        raise Conflict(_("Tệp của lần nạp này không còn được giữ. Hãy tải lên lại."))
    with source.file.open("rb") as opened:
        data: bytes = opened.read()
    return data


def forget_file(source: QuestionImport) -> None:
    """Delete the file; its row and what is said of each question stay."""
    if source.file:
        source.file.delete(save=False)
        QuestionImport.objects.filter(pk=source.pk).update(file="")


@transaction.atomic
def drop_import(*, source: QuestionImport) -> None:
    """Thought better of, or expired: nothing came of it."""
    moved = QuestionImport.objects.filter(pk=source.pk, state__in=(State.CHECKED, State.FAILED))
    if not moved.update(state=State.DROPPED):
        raise Conflict(_("Lần nạp này không còn ở bước xem trước."))
    source.rows.all().delete()
    transaction.on_commit(lambda: forget_file(source))


def drop_expired(*, at: datetime) -> int:
    """Files that were looked at and left for a week."""
    old = QuestionImport.objects.filter(
        state__in=(State.CHECKED, State.FAILED), uploaded_at__lt=at - EXPIRES_AFTER
    )
    for source in old:
        drop_import(source=source)
    return len(old)


@transaction.atomic
def undo_import(*, source: QuestionImport, at: datetime, by: Account) -> int:
    """Stop using all that came in, while no paper holds any of it; gives how many."""
    if not QuestionImport.objects.filter(pk=source.pk, state=State.APPLIED).update(
        state=State.UNDONE, undone_at=at, undone_by=by
    ):
        raise Conflict(_("Lần nạp này không hoàn tác được nữa."))
    rows = source.rows.filter(status=Status.KEPT).select_related("question__bank")
    _refuse_drawn(source, {str(row.question.uuid) for row in rows if row.question})
    standing = [row.question for row in rows if row.question and not row.question.retired_at]
    for question in standing:
        stop_using(question=question, at=at)
    log_questions(
        "question_import_undone",
        bank=source.bank,
        at=at,
        by=by,
        file=source.file_name,
        questions=len(standing),
    )
    return len(standing)


def _refuse_drawn(source: QuestionImport, questions: set[str]) -> None:
    """Only papers drawn since the import can hold its questions."""
    since = Attempt.objects.filter(started_at__gte=source.applied_at)
    for key in since.values_list("key", flat=True).iterator(chunk_size=200):
        if questions & set(key):
            raise Conflict(
                _("Không hoàn tác được: đã có bài làm dùng câu hỏi của lần nạp này. Hãy ngừng dùng từng câu.")
            )
