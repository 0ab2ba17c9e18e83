"""The consolidated report as a paper, and the three files it is handed out in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils import translation

from common.clock import local_day
from people.queries.letterhead import province_on
from reports.documents.annexes import annexes_of
from reports.documents.nd30 import Paper, composed, place_and_day, symbol_of
from reports.documents.report_docx import report_docx
from reports.documents.report_pdf import report_pdf
from reports.documents.report_xlsx import report_xlsx
from reports.documents.wording import body_of, issuer_running, subject_of
from reports.models import Consolidated
from reports.queries.consolidating import Material, material_of

FORMS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (report_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (report_pdf, "application/pdf"),
    "xlsx": (report_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@translation.override("vi")
def paper_of(report: Consolidated, at: datetime, material: Material | None = None) -> Paper:
    """As it stands: with the officer's words, and dots where number and day are not known yet."""
    material = material or material_of(report.cycle, at)
    office = province_on(report.issued_on or local_day(at)) or material.issuer
    material = replace(material, issuer=office)  # one name in head, text, annexes and closing
    blocks = [block for part in body_of(material, report.texts) for block in part.blocks]
    return Paper(
        superior=[],
        issuer=["ỦY BAN NHÂN DÂN", composed(office.full_name).upper()],
        symbol=symbol_of(report.number, report.symbol),
        place_and_day=place_and_day(office.name, report.issued_on),
        kind="BÁO CÁO",
        subject=subject_of(material),
        bases=[basis.sentence for basis in report.bases.all()],
        blocks=blocks,
        recipients=report.recipients.splitlines(),
        authority=report.signing_for.splitlines() or ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        signer=report.signer,
        issuer_running=issuer_running(material),
        annexes=annexes_of(material),
        mark="" if report.number else "DỰ THẢO",
    )
