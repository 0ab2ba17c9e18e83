"""The evidence folder of a class: a zip with an index of what is inside and its digests, made in the background."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common import nudges
from common.folder_part import Part
from common.leases import MAX_ATTEMPTS, Lease, Watch, carry, take, waiting
from courses.models import EvidenceFolder, TrainingSession
from people.models import Account
from people.services import audit

State = EvidenceFolder.State
KEPT = timedelta(days=7)
PIECE = 256 * 1024


@dataclass(frozen=True)
class Entry:
    """A line of the index; `size` in bytes."""

    name: str
    title: str
    size: int
    sha256: str


@transaction.atomic
def ask_for_folder(*, session: TrainingSession, at: datetime, by: Account) -> EvidenceFolder:
    """A folder of now; who has one on the way gets that one."""
    on_the_way = EvidenceFolder.objects.filter(
        session=session, asked_by=by, state__in=[State.QUEUED, State.MAKING]
    )
    found = on_the_way.first()
    if found:
        return found
    folder = EvidenceFolder.objects.create(session=session, asked_at=at, asked_by=by)
    detail = {"class": session.code}
    audit.record(
        "evidence_folder_asked", kind=audit.Kind.EXPORT, by=by, at=at, unit=session.lead_unit, detail=detail
    )
    nudges.send("evidence_folder_wanted", folder.pk)
    return folder


def make_folder(pk: int, watch: Watch) -> bool:
    """Make it unless somebody else does; True if it was worked on."""
    lease = _claim(pk, watch)
    if lease is None:
        return False
    return carry(lease, _make, lambda held, reason: held.finish(State.FAILED, reason=reason))


def send_waiting_folders(watch: Watch) -> int:
    """Nudge a worker for each that waits or lost its worker."""
    found = list(_open(watch()).values_list("pk", flat=True)[:10])
    for pk in found:
        nudges.send("evidence_folder_wanted", pk)
    return len(found)


def forget_folders(*, at: datetime) -> int:
    """Delete files after a week: they are copies, and full of names."""
    old = EvidenceFolder.objects.filter(finished_at__lt=at - KEPT).exclude(file="")
    for folder in old:
        folder.file.delete(save=False)
        folder.save(update_fields=["file"])
    return len(old)


def _open(at: datetime) -> QuerySet[EvidenceFolder]:
    return waiting(EvidenceFolder, [State.QUEUED, State.MAKING], at)


def _claim(pk: int, watch: Watch) -> Lease[EvidenceFolder] | None:
    reason = _("Đã thử %(times)s lần mà không xong. Hãy báo quản trị viên.") % {"times": MAX_ATTEMPTS}
    gives_up = {"state": State.FAILED, "reason": reason}
    return take(_open(watch()), pk, watch, begins=State.MAKING, gives_up=gives_up)


def _make(lease: Lease[EvidenceFolder]) -> None:
    """Written to a file on disk part by part; memory stays what one part needs."""
    folder = lease.row
    parts = list(_parts(folder.session, lease.watch()))
    with tempfile.NamedTemporaryFile(suffix=".zip") as target:
        with ZipFile(target, "w", ZIP_DEFLATED) as book:
            entries = []
            for number, part in enumerate(parts):
                lease.say("write", number, len(parts))
                entries.append(_add(book, part, localtime(lease.watch())))
            context = {
                "session": folder.session,
                "entries": entries,
                "at": lease.watch(),
                "by": folder.asked_by,
            }
            book.writestr("muc-luc.html", render_to_string("courses/afterwards/index_file.html", context))
        target.flush()
        target.seek(0)
        digest = _digest(target)
        name = folder._meta.get_field("file").generate_filename(folder, f"{folder.uuid}.zip")  # type: ignore[union-attr]
        stored = folder.file.storage.save(name, File(target))
    lease.finish(State.DONE, file=stored, sha256=digest, done=len(parts), total=len(parts))


def _parts(session: TrainingSession, at: datetime) -> Iterator[Part]:
    for path in settings.CLASS_FOLDER_PARTS:
        yield from import_string(path)(session, at)


def _add(book: ZipFile, part: Part, made_at: datetime) -> Entry:
    with tempfile.TemporaryFile() as file:
        part.write(file)
        size = file.tell()
        file.seek(0)
        digest = _digest(file)
        told = ZipInfo(part.name, date_time=made_at.timetuple()[:6])
        told.compress_type = ZIP_DEFLATED
        with book.open(told, "w", force_zip64=True) as inside:
            while piece := file.read(PIECE):
                inside.write(piece)
    return Entry(part.name, part.title, size, digest)


def _digest(file: IO[bytes]) -> str:
    """Of the whole file, which is left at its start."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
