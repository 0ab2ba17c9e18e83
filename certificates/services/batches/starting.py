"""Asking for a batch, stopping it, doing it again, and forgetting its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import BatchLine, CertificateBatch
from certificates.storage import private_storage
from common import nudges
from common.errors import Conflict, DomainError
from courses.models import CourseRelease
from people.models import Account, OrgUnit
from people.services import audit

State, Kind = CertificateBatch.State, CertificateBatch.Kind
FILES = ("print_file", "zip_file", "upload")


@dataclass(frozen=True)
class ClassChoice:
    """Which class: a release, the people of a unit (None: everybody), completed between two days."""

    release: CourseRelease
    unit: OrgUnit | None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def start_class(
    choice: ClassChoice, *, enrolments: Iterable[int], with_paper: bool, by: Account, at: datetime
) -> CertificateBatch:
    """The batch, with a line for each; pressed twice, it is the one that is open."""
    told = {"release": choice.release, "unit": choice.unit, "since": choice.since, "until": choice.until}
    going = CertificateBatch.objects.filter(kind=Kind.CLASS, state__in=CertificateBatch.OPEN, **told).first()
    if going:
        return going
    people = list(enrolments)
    if not people:
        raise DomainError(_("Không có ai trong lớp này để cấp giấy chứng nhận."))
    batch = CertificateBatch.objects.create(
        kind=Kind.CLASS, asked_at=at, asked_by=by, total=len(people), **told
    )
    BatchLine.objects.bulk_create(
        (BatchLine(batch=batch, position=n, enrolment_id=pk) for n, pk in enumerate(people, start=1)),
        batch_size=500,
    )
    said = {"course": choice.release.course.code, "paper": with_paper}
    audit.record(
        "certificates_batch", kind=audit.Kind.CHANGE, by=by, at=at, unit=choice.unit, count=len(people), detail=said
    )  # fmt: skip
    nudges.send("certificate_batch_waits", batch.pk)
    return batch


@transaction.atomic
def take_in(*, upload: File, unit: OrgUnit | None, by: Account, at: datetime) -> CertificateBatch:  # type: ignore[type-arg]
    """Signed files have come: kept apart until each is matched and checked."""
    name = private_storage().save(f"signed/{at:%Y%m%d%H%M%S}.zip", upload)
    batch = CertificateBatch.objects.create(
        kind=Kind.SIGNED, unit=unit, upload=name, asked_at=at, asked_by=by
    )
    audit.record("certificates_signed_in", kind=audit.Kind.CHANGE, by=by, at=at, unit=unit)
    nudges.send("certificate_batch_waits", batch.pk)
    return batch


def stop(*, batch: CertificateBatch, at: datetime) -> None:
    """What is issued stays issued; nothing more is begun."""
    stopped = CertificateBatch.objects.filter(pk=batch.pk, state__in=CertificateBatch.OPEN).update(
        state=State.CANCELLED, lease=None, leased_until=None, finished_at=at
    )
    if not stopped:
        raise Conflict(_("Việc này đã xong hoặc đã dừng."))


@transaction.atomic
def again(*, batch: CertificateBatch, at: datetime) -> None:
    """From where it stopped: what has its certificate and its file keeps them."""
    if batch.kind == Kind.SIGNED and not batch.upload:
        raise Conflict(_("Tệp đã tải lên không còn giữ: hãy tải lên lại."))
    open_again = CertificateBatch.objects.filter(pk=batch.pk).exclude(state__in=CertificateBatch.OPEN)
    if not open_again.update(state=State.WAITING, attempts=0, reason="", finished_at=None, leased_until=None):
        raise Conflict(_("Việc này đang được làm."))
    nudges.send("certificate_batch_waits", batch.pk)


def forget_files(*, at: datetime) -> int:
    """Print files, zips and uploads a week after their batch; certificates have files of their own."""
    old = CertificateBatch.objects.filter(
        finished_at__lt=at - timedelta(days=settings.CERTIFICATE_BATCH_DAYS)
    )
    with_files = old.exclude(print_file="", zip_file="", upload="")
    for batch in with_files:
        names = [getattr(batch, field).name for field in FILES]
        CertificateBatch.objects.filter(pk=batch.pk).update(**dict.fromkeys(FILES, ""))
        for name in filter(None, names):
            private_storage().delete(name)
    return len(with_files)
