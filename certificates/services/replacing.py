"""A new document for an old one: a name printed wrong, a name changed by law, a certificate taken back by mistake."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Certificate, Replacement, Revocation
from certificates.services.facts import Facts, Issue, office_for
from certificates.services.issuing import completions_of, enter
from common.clock import local_day
from common.errors import Conflict, DomainError
from people.models import Account
from people.services import audit

Kind = Replacement.Kind
SHOWN = {
    "honorific": gettext_lazy("Danh xưng"),
    "name": gettext_lazy("Họ và tên"),
    "birth": gettext_lazy("Ngày sinh"),
    "position": gettext_lazy("Chức vụ"),
    "unit": gettext_lazy("Đơn vị"),
    "course": gettext_lazy("Khóa học"),
    "hours": gettext_lazy("Số tiết"),
    "mode": gettext_lazy("Hình thức"),
    "result": gettext_lazy("Kết quả"),
}


def replace_certificate(
    *, certificate: Certificate, kind: str, reason: str, by: Account, at: datetime
) -> Certificate:
    """A new row with a new number and the facts as the record has them now; the old one is superseded, and stays.

    Raises Conflict when the old one was replaced already, DomainError when the kind does not fit.
    """
    if not reason.strip():
        raise DomainError(_("Hãy nêu lý do cấp lại."))
    with transaction.atomic():
        old = _held(certificate, kind)
        fresh = enter(old.enrolment, issue=old.issue + 1, at=at)
        Replacement.objects.create(
            certificate=old, successor=fresh, kind=kind, reason=reason.strip(), replaced_at=at, replaced_by=by
        )
        told = {
            "number": old.register_number,
            "new_number": fresh.register_number,
            "reason": reason.strip()[:200],
        }
        person = old.enrolment.learner
        audit.record("certificate_replaced", kind=audit.Kind.CHANGE, by=by, at=at, person=person, detail=told)
    return fresh


def _held(certificate: Certificate, kind: str) -> Certificate:
    """The row, locked so that two corrections take turns."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related(
        "enrolment__learner", "enrolment__course__owner_unit", "enrolment__release"
    )
    old = rows.get(pk=certificate.pk)
    if Certificate.objects.filter(enrolment=old.enrolment, issue__gt=old.issue).exists():
        raise Conflict(_("Giấy chứng nhận này đã được thay bằng bản khác trước đó."))
    revoked = Revocation.objects.filter(certificate=old).exists()
    if revoked != (kind == Kind.RESTORED):
        raise DomainError(
            _("Giấy này đã thu hồi; chọn “Cấp lại sau khi thu hồi”.")
            if revoked
            else _("Giấy này chưa thu hồi; chọn đính chính hoặc đổi tên.")
        )
    return old


def changes(certificate: Certificate, issued_on: date) -> list[tuple[Any, str, str]]:
    """What a new document would say otherwise: label, printed, in the record now. Writes nothing."""
    enrolment = certificate.enrolment
    issue = Issue(office_for(enrolment.course, issued_on), issued_on)
    now = Facts([enrolment], completions_of([enrolment]), issue).of(enrolment)
    then = certificate.facts
    return [
        (label, str(then.get(key, "")), str(now[key]))
        for key, label in SHOWN.items()
        if then.get(key, "") != now[key]
    ]


def changes_today(certificate: Certificate, at: datetime) -> list[tuple[Any, str, str]]:
    """`changes` for a document of today."""
    return changes(certificate, local_day(at))
