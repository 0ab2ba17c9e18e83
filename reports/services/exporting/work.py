"""One file from its claim to its end. What was killed half way is made anew: half a list is no list."""

from tempfile import NamedTemporaryFile
from typing import IO

from django.core.files.base import File
from django.db.models import F
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import DomainError
from common.leases import Lease, Watch
from common.sheet_rows import MOST_ROWS
from common.unmapped import unmapped
from common.vietnamese import format_number
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import require, visible_unit_ids
from reports.models import ExportFile, JobState
from reports.models.export import storage_of_files
from reports.services import jobs
from reports.services.exporting.cadres import cadres_table
from reports.services.exporting.dossier.contents import dossier_of
from reports.services.exporting.dossier.filling import write_dossier
from reports.services.exporting.figures import people_table, units_table
from reports.services.exporting.funnel import course_table
from reports.services.exporting.table import Table
from reports.services.exporting.writing import write

Kind = ExportFile.Kind
SHEET_MOST = MOST_ROWS - 20  # beside title, notes and heads
PRINTED_MOST = 20_000  # rows: some six hundred pages


def run(pk: int, watch: Watch) -> bool:
    """Make this file, unless somebody else does."""
    with unmapped():
        return jobs.run(ExportFile, pk, watch, _work)


def _work(lease: Lease[ExportFile]) -> None:
    export, at = lease.row, lease.watch()
    require(export.asked_by, Right.EXPORT)
    lease.step("read", 0, export.total)
    ExportFile.objects.filter(pk=export.pk).update(begun=F("begun") + 1)
    within = visible_unit_ids(export.asked_by, local_day(at), UnitTree.load(), Right.EXPORT)
    if export.kind == Kind.DOSSIER:
        dossier = dossier_of(export.asked["unit"], export.asked_by, at)
        with NamedTemporaryFile() as file:
            written = write_dossier(dossier, file, lambda n: lease.say("write", n, dossier.files))
            _keep(lease, file, written, dossier.files, within)
        return
    table = _table(export, within, lease)
    if export.format == ExportFile.Format.PDF and table.count > PRINTED_MOST:
        said = _("Danh sách có %(n)s dòng, quá dài để in. Hãy xuất Excel hoặc lọc bớt.")
        raise DomainError(said % {"n": format_number(table.count)})
    if export.format == ExportFile.Format.XLSX and table.count > SHEET_MOST:
        said = _("Danh sách có %(n)s dòng, nhiều hơn một trang Excel chứa được. Hãy xuất CSV hoặc lọc bớt.")
        raise DomainError(said % {"n": format_number(table.count)})
    with NamedTemporaryFile() as file:
        written = write(
            table, export.format, file, local_day(at), lambda n: lease.say("write", n, table.count)
        )
        _keep(lease, file, written, table.count, within)


def _keep(
    lease: Lease[ExportFile], file: IO[bytes], written: int, expected: int, within: set[int] | None
) -> None:
    """The whole file, under a name that only this worker writes to."""
    _check(written, expected)
    file.flush()
    file.seek(0)
    name = storage_of_files().save(f"exports/{lease.row.uuid}-{lease.token.hex[:8]}", File(file))
    heads = {"everything": within is None, "units": sorted(within or ())}
    try:
        lease.finish(JobState.DONE, file=name, rows=written, done=written, total=written, heads=heads)
    except BaseException:
        storage_of_files().delete(name)  # somebody else makes it now
        raise


def _table(export: ExportFile, within: set[int] | None, lease: Lease[ExportFile]) -> Table:
    if export.kind == Kind.CADRES:
        return cadres_table(export.asked, export.asked_by, lease.watch())
    if export.kind == Kind.COURSE:
        return course_table(export.asked, export.asked_by, lease.watch())
    make = people_table if export.kind == Kind.PEOPLE else units_table
    return make(export.asked, within, lease.watch())


def _check(written: int, expected: int) -> None:
    if written != expected:
        said = _(
            "Ghi được %(written)s dòng trong khi danh sách có %(expected)s. Tệp không được giữ; hãy làm lại."
        )
        raise DomainError(said % {"written": format_number(written), "expected": format_number(expected)})
