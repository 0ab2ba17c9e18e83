"""Takes in what proves a class: PDF, JPEG or PNG by what the bytes say, kept privately, once a class."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import clean
from courses.models import EvidenceFile, PastClass, TrainingSession
from people.models import Account, OrgUnit
from people.services import audit

TYPES = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n": ("png", "image/png"),
}
MOST = 100  # of one class


@transaction.atomic
def keep_evidence(
    *, owner: TrainingSession | PastClass, kind: str, name: str, data: bytes, at: datetime, by: Account
) -> EvidenceFile:
    """The stored file; the same bytes again are refused with a sentence."""
    ending = type_of(data)[0]
    column = "past_class" if isinstance(owner, PastClass) else "session"
    type(owner)._default_manager.select_for_update(of=("self",)).get(pk=owner.pk)  # two uploads of one scan
    digest = hashlib.sha256(data).hexdigest()
    own = EvidenceFile.objects.filter(**{column: owner})
    if own.filter(sha256=digest).exists():
        raise Conflict(_("Giấy tờ này đã có trong hồ sơ lớp."))
    if own.count() >= MOST:
        raise Conflict(_("Hồ sơ lớp đã có %(n)s giấy tờ: hãy gộp các trang vào một tệp PDF.") % {"n": MOST})
    row = EvidenceFile(
        kind=kind, name=clean(name)[:200] or f"giay-to.{ending}", size=len(data), sha256=digest, uploaded_at=at,
        uploaded_by=by, **{column: owner},
    )  # fmt: skip
    row.file.save(f"{row.uuid}.{ending}", ContentFile(data), save=False)
    row.save()
    unit: OrgUnit = owner.lead_unit
    audit.record(
        "class_evidence_kept", kind=audit.Kind.CHANGE, by=by, at=at, unit=unit, count=0,
        detail={"class": owner.title, "file": row.name},
    )  # fmt: skip
    return row


def type_of(data: bytes) -> tuple[str, str]:
    """Ending and media type, from the first bytes; anything else is refused, whatever it calls itself."""
    if len(data) > settings.CLASS_EVIDENCE_MAX_BYTES:
        raise DomainError(
            _("Tệp lớn quá %(mb)s\u00a0MB: hãy quét ở độ phân giải thấp hơn hoặc chia thành nhiều tệp.")
            % {"mb": settings.CLASS_EVIDENCE_MAX_BYTES // 2**20}
        )
    for magic, kind in TYPES.items():
        if data.startswith(magic):
            return kind
    raise DomainError(_("Giấy tờ minh chứng là tệp PDF, hoặc ảnh JPEG, PNG."))
