"""Files handed in as answers: few, small, of the kinds asked for, kept apart from anything public."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import AnswerFile, Attempt, AttemptAnswer, LateAnswer
from assessments.services.late import is_over, is_past_grace
from common.errors import Conflict, DomainError
from common.vietnamese import clean

MOST_BYTES = 20 * 1024 * 1024
SIGNS = {
    ".pdf": (b"%PDF",), ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), (b"PK\x03\x04",)),
}  # fmt: skip


@transaction.atomic
def hand_in_file(*, attempt: Attempt, question: str, name: str, content: bytes, at: datetime) -> None:
    """Add one file to an answer of an open attempt; the same file twice is one."""
    locked = _open(attempt, at)
    entry = next((one for one in locked.paper if one["id"] == question and one["kind"] == "file"), None)
    if entry is None:
        raise DomainError(_("Câu trả lời không thuộc đề này. Hãy tải lại trang."))
    name = clean(PurePath(name.replace("\\", "/")).name)[-200:]
    _refuse_unfit(entry, name, content)
    held = locked.files.filter(question=question)
    digest = hashlib.sha256(content).hexdigest()
    if held.filter(digest=digest).exists():
        return
    if held.count() >= entry["most_files"]:
        raise Conflict(_("Câu này nhận nhiều nhất %(n)s tệp.") % {"n": entry["most_files"]})
    AnswerFile.objects.create(
        attempt=locked, question=UUID(question), name=name, size=len(content), digest=digest, sent_at=at,
        file=ContentFile(content, digest),
    )  # fmt: skip
    _tell(locked, question, at)


@transaction.atomic
def take_back_file(*, attempt: Attempt, file: AnswerFile, at: datetime) -> None:
    """Remove a file from an answer of an open attempt."""
    locked = _open(attempt, at)
    if is_over(locked, at):
        raise Conflict(_("Đã hết giờ làm bài, không bỏ tệp được nữa."))
    stored, where = file.file.storage, str(file.file.name)
    file.delete()
    _tell(locked, str(file.question), at)
    transaction.on_commit(lambda: stored.delete(where))


def _open(attempt: Attempt, at: datetime) -> Attempt:
    found = Attempt.objects.select_for_update().filter(pk=attempt.pk, submitted_at__isnull=True).first()
    if found is None:
        raise Conflict(_("Bài này đã nộp, không sửa được nữa."))
    if is_past_grace(found, at):
        raise Conflict(_("Đã hết giờ làm bài. Tệp này đến muộn nên không được nhận."))
    return found


def _refuse_unfit(entry: dict[str, Any], name: str, content: bytes) -> None:
    kind = PurePath(name).suffix.lower()
    if kind not in entry["types"]:
        raise DomainError(_("Câu này chỉ nhận tệp %(types)s.") % {"types": ", ".join(entry["types"])})
    if not content:
        raise DomainError(_("Tệp “%(name)s” rỗng.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise DomainError(_("Tệp “%(name)s” lớn hơn 20 MB.") % {"name": name})
    if not content.startswith(SIGNS.get(kind, (b"",))):
        raise DomainError(_("Tệp “%(name)s” không phải là %(kind)s.") % {"name": name, "kind": kind})


def _tell(attempt: Attempt, question: str, at: datetime) -> None:
    """Write the list of files as the answer, so that grading and counting see it as any other.

    A file that was on its way when the time ended is a late answer like any other, and noted.
    """
    held = attempt.files.filter(question=question).order_by("pk")
    chosen = [{"name": one.name, "size": one.size, "digest": one.digest} for one in held]
    if attempt.deadline_at and is_over(attempt, at):
        LateAnswer.objects.create(
            attempt=attempt, question=UUID(question), chosen=chosen, deadline_at=attempt.deadline_at,
            arrived_at=at, counted=True,
        )  # fmt: skip
    AttemptAnswer.objects.update_or_create(
        attempt=attempt, question=UUID(question), defaults={"chosen": chosen, "saved_at": at}
    )
