"""The consolidated report: written over the pattern, presented to the People's Committee, issued once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account
from people.services.audit import Kind, record
from reports.documents.consolidated import FORMS, paper_of
from reports.documents.wording import pattern_of
from reports.models import Consolidated, DistributionList, IssuedFile, LegalBasis, ReportCycle, ReportRun
from reports.overtaken import is_touched, plain
from reports.queries.consolidating import material_of

State = Consolidated.State
RECIPIENTS = """Bộ Nông nghiệp và Môi trường
Văn phòng Điều phối nông thôn mới Trung ương
Chủ tịch, các Phó Chủ tịch UBND
Các sở, ban, ngành, đoàn thể
UBND các xã, phường
Lưu: VT, KTN"""


@dataclass(frozen=True)
class Written:
    """What the officer's form holds; parts that say what the pattern says are not kept. `shown`: see `overtaken`."""

    texts: dict[str, str]
    bases: Collection[LegalBasis] = ()
    recipients: str = ""
    keep_list_as: str = ""
    reset: str = ""  # the key of the part to set back
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Signing:
    """Number, day and signer."""

    number: str
    symbol: str
    issued_on: date
    signing_for: str
    signer: str


def begin_consolidated(*, cycle: ReportCycle, at: datetime) -> Consolidated:
    """The cycle's report, begun with the bases in force and the recipients of last time."""
    last = Consolidated.objects.exclude(recipients="").order_by("-cycle__freeze_on").first()
    made = Consolidated.objects.create(cycle=cycle, recipients=last.recipients if last else RECIPIENTS)
    day = local_day(at)
    made.bases.set(one for one in LegalBasis.objects.all() if not one.valid_to or day < one.valid_to)
    return made


@transaction.atomic
def save_consolidated(
    *, report: Consolidated, written: Written, at: datetime, by: Account | None
) -> Consolidated:
    """Keep what differs from the pattern; a basis out of force may stand, it was in force when acted upon."""
    report = _locked(report, State.DRAFT, State.PRESENTED)
    pattern = {part.key: part.text for part in pattern_of(material_of(report.cycle, at))}
    report.texts = _kept(report.texts, pattern, written)
    if is_touched("recipients", written.recipients, report.recipients, written.shown):
        report.recipients = plain(written.recipients)
    report.saved_at = at
    report.state = State.DRAFT
    report.save()
    report.bases.set(written.bases)
    if clean(written.keep_list_as):
        values = {"lines": report.recipients, "saved_at": at}
        DistributionList.objects.update_or_create(name=clean(written.keep_list_as), defaults=values)
    return report


def _kept(texts: dict[str, str], pattern: dict[str, str], written: Written) -> dict[str, str]:
    """The officers' words. Figures that moved while the page was open are nobody's words: the pattern says them anew."""
    kept = {key: text for key, text in texts.items() if key in pattern and key != written.reset}
    for key in written.texts.keys() & pattern.keys() - {written.reset}:
        text = plain(written.texts[key])
        if is_touched(key, text, kept.get(key, text), written.shown):
            kept.pop(key, None)
            kept |= {key: text} if text != pattern[key].strip() else {}
    return kept


@transaction.atomic
def present(*, report: Consolidated, at: datetime, by: Account | None) -> Consolidated:
    """From the consolidating office to the People's Committee: only with frozen figures."""
    report = _locked(report, State.DRAFT)
    _require_frozen(report)
    report.state = State.PRESENTED
    report.save()
    record("report_presented", kind=Kind.CHANGE, by=by, at=at, detail={"cycle": report.cycle.code})
    return report


@transaction.atomic
def issue(*, report: Consolidated, signing: Signing, at: datetime, by: Account | None) -> Consolidated:
    """Number, day and signer; the three files are made now and never again."""
    report = _locked(report, State.PRESENTED)
    run = _require_frozen(report)
    if not signing.number.isdecimal() or not int(signing.number):
        raise DomainError(_("Số của báo cáo là một số, ví dụ 215."))
    if not local_day(run.made_at) <= signing.issued_on <= local_day(at):
        raise DomainError(_("Ngày ban hành phải từ ngày chốt số liệu đến hôm nay."))
    report.number, report.symbol, report.issued_on = signing.number, signing.symbol, signing.issued_on
    report.signing_for, report.signer = signing.signing_for.replace("\r\n", "\n"), clean(signing.signer)
    report.state, report.issued_by = State.ISSUED, by
    report.save()
    paper = paper_of(report, at)
    for form, (make, _type) in FORMS.items():
        content = make(paper)
        IssuedFile.objects.create(
            report=report, form=form, content=content, sha256=sha256(content).hexdigest(), made_at=at
        )
    told = {"cycle": report.cycle.code, "number": paper.symbol}
    record("report_issued", kind=Kind.CHANGE, by=by, at=at, detail=told)
    return report


def file_in(report: Consolidated, form: str, at: datetime) -> bytes:
    """As issued; before that, made from the draft."""
    if report.is_issued:
        return bytes(IssuedFile.objects.get(report=report, form=form).content)
    return FORMS[form][0](paper_of(report, at))


@transaction.atomic
def save_basis(*, basis: LegalBasis, at: datetime, by: Account | None) -> LegalBasis:
    """Add a document to the list of bases, or correct it."""
    if basis.valid_from and basis.valid_to and basis.valid_to <= basis.valid_from:
        raise DomainError(_("Ngày hết hiệu lực phải sau ngày có hiệu lực."))
    basis.save()
    record("legal_basis_saved", kind=Kind.CHANGE, by=by, at=at, detail={"symbol": basis.symbol})
    return basis


def _locked(report: Consolidated, *states: str) -> Consolidated:
    found = Consolidated.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=report.pk)
    if found.is_issued:
        raise Conflict(_("Báo cáo đã ban hành, không sửa được nữa."))
    if found.state not in states:
        raise Conflict(
            _("Báo cáo đang ở trạng thái “%s”, không làm được việc này.") % found.get_state_display()
        )
    return found


def _require_frozen(report: Consolidated) -> ReportRun:
    run: ReportRun | None = getattr(report.cycle, "run", None)
    if run is None:
        raise DomainError(_("Chưa chốt số liệu của kỳ này. Hãy chốt trước, để con số in ra không đổi nữa."))
    return run
