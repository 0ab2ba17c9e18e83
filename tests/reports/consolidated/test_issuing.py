"""Frozen, presented, issued; and never changed again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from common.errors import Conflict, DomainError
from people.models import OrgUnit
from reports.models import IssuedFile, ReportCycle
from reports.services.consolidated import Signing, Written, file_in, issue, present, save_consolidated
from reports.services.unit_reports import submit_unit_report
from tests.reports.consolidated.cast import FROZEN, LATER, SIGNING, complete, issued

pytestmark = pytest.mark.django_db


def test_only_frozen_figures_are_presented_and_only_what_was_presented_is_issued(cycle: ReportCycle) -> None:
    with pytest.raises(DomainError, match="Chưa chốt số liệu"):
        present(report=cycle.consolidated, at=FROZEN, by=None)
    with pytest.raises(Conflict, match="Dự thảo"):
        issue(report=cycle.consolidated, signing=SIGNING, at=LATER, by=None)


@pytest.mark.parametrize(
    ("signing", "sentence"),
    [
        (Signing("mười", "BC-UBND", date(2026, 6, 15), "TM.", "A"), "là một số"),
        (Signing("7", "BC-UBND", date(2026, 6, 1), "TM.", "A"), "Ngày ban hành"),
        (Signing("7", "BC-UBND", date(2027, 6, 1), "TM.", "A"), "Ngày ban hành"),
    ],
)
def test_a_wrong_number_or_day_is_refused(frozen: ReportCycle, signing: Signing, sentence: str) -> None:
    present(report=frozen.consolidated, at=FROZEN, by=None)
    with pytest.raises(DomainError, match=sentence):
        issue(report=frozen.consolidated, signing=signing, at=LATER, by=None)
    assert not IssuedFile.objects.exists()


def test_what_was_issued_never_changes(frozen: ReportCycle, xuan_dinh: OrgUnit) -> None:
    report = issued(frozen)
    before = {form: file_in(report, form, LATER) for form in ("docx", "pdf", "xlsx")}
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=LATER)
    OrgUnit.objects.update(full_name="Xã đã đổi tên")
    assert before == {form: file_in(report, form, LATER + timedelta(days=300)) for form in before}
    with pytest.raises(Conflict, match="đã ban hành"):
        save_consolidated(report=report, written=Written({}), at=LATER, by=None)
    other = frozen.unit_reports.exclude(unit=xuan_dinh).get()
    with pytest.raises(Conflict, match="đã ban hành"):
        submit_unit_report(report=other, said={"done": "x"}, at=LATER, by=None)
