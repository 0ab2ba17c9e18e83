"""One line of the register: what was issued, and taking it back or putting a new document in its place."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.queries.results import held_passes
from assessments.services.regrading.deciding import keep_held_passes
from certificates.forms.register import ReplaceForm, RevokeForm
from certificates.models import Certificate
from certificates.queries.register import in_register
from certificates.queries.standing import Standing, standing_of
from certificates.services.issuing import revoke_certificate
from certificates.services.replacing import changes_today, replace_certificate
from common import clock, nudges
from common.errors import DomainError, Forbidden
from people.models import Account
from people.rights import REFUSAL, Right
from people.scope import may, require_desk, scope_title, visible_unit_ids
from people.services import audit

RELATED = (
    "enrolment__course__owner_unit", "enrolment__release", "enrolment__learner", "office", "revocation",
    "replaced__successor", "replaces__certificate",
)  # fmt: skip


@login_required
@require_safe
def register_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A certificate outside the reader's scope does not exist."""
    account, certificate = _opened(request, uuid)
    _looked(account, certificate)
    standing = standing_of(certificate, clock.today())
    keeps = _keeps(account, certificate)
    context = {
        "certificate": certificate,
        "standing": standing,
        "words": Standing.WORDS[standing],
        "held": held_passes([certificate.enrolment_id]).select_related("regrade", "attempt__quiz__activity"),
        "may_keep": keeps,
        "may_revoke": keeps and standing in (Standing.VALID, Standing.EXPIRED),
        "may_replace": keeps and standing != Standing.SUPERSEDED and not hasattr(certificate, "replaced"),
        "scope_label": scope_title(account),
    }
    return render(request, "certificates/entry.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks why, names the person, and takes the certificate back."""
    account, certificate = _to_change(request, uuid)
    form = RevokeForm(request.POST or None)

    def revoke() -> Certificate:
        reason = form.cleaned_data["ly_do"]
        revoke_certificate(certificate=certificate, reason=reason, by=account, at=clock.now())
        said = _("Đã thu hồi giấy chứng nhận số %(n)s.") % {"n": certificate.register_number}
        messages.success(request, said)
        return certificate

    return _asked(request, account, certificate, form, "certificates/revoke.html", revoke)


@login_required
@require_POST
def keep_result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A regrade would take the pass that the certificate rests on: it stays, and why is written down."""
    account, certificate = _to_change(request, uuid)
    try:
        reason, at = request.POST.get("ly_do", ""), clock.now()
        keep_held_passes(enrolment=certificate.enrolment, reason=reason, by=account, at=at)
        messages.success(request, _("Đã giữ kết quả đạt. Giấy chứng nhận không đổi."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("register_entry", uuid=uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replace_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Shows what the new document would say otherwise, asks why, and issues it."""
    account, certificate = _to_change(request, uuid)
    form = ReplaceForm(request.POST or None, revoked=hasattr(certificate, "revocation"))

    def replace() -> Certificate:
        kind, reason = form.cleaned_data["viec"], form.cleaned_data["ly_do"]
        fresh = replace_certificate(
            certificate=certificate, kind=kind, reason=reason, by=account, at=clock.now()
        )
        nudges.send("certificate_wanted", fresh.pk)
        told = {"new": fresh.register_number, "old": certificate.register_number}
        messages.success(request, _("Đã cấp bản số %(new)s thay bản số %(old)s.") % told)
        return fresh

    return _asked(request, account, certificate, form, "certificates/replace.html", replace)


def _asked(
    request: HttpRequest, account: Account, certificate: Certificate, form: Form, page: str,
    deed: Callable[[], Certificate],
) -> HttpResponse:  # fmt: skip
    if form.is_valid():
        return redirect("register_entry", uuid=deed().uuid)
    context = {
        "certificate": certificate,
        "held": held_passes([certificate.enrolment_id]).exists(),
        "form": form,
        "changes": changes_today(certificate, clock.now()) if isinstance(form, ReplaceForm) else [],
        "scope_label": scope_title(account),
    }
    return render(request, page, context, status=400 if form.errors else 200)


def _opened(request: HttpRequest, uuid: UUID) -> tuple[Account, Certificate]:
    account: Account = request.user  # type: ignore[assignment]
    require_desk(account)
    rows = _lines(account, Right.SEE_PEOPLE).select_related(*RELATED)
    return account, get_object_or_404(rows, uuid=uuid)


def _to_change(request: HttpRequest, uuid: UUID) -> tuple[Account, Certificate]:
    account, certificate = _opened(request, uuid)
    if not _keeps(account, certificate):
        raise Forbidden(str(REFUSAL))
    return account, certificate


def _keeps(account: Account, certificate: Certificate) -> bool:
    mine = _lines(account, Right.KEEP_REGISTER)
    return may(account, Right.KEEP_REGISTER) and mine.filter(pk=certificate.pk).exists()


def _lines(account: Account, right: Right) -> QuerySet[Certificate]:
    today = clock.today()
    return in_register(visible_unit_ids(account, today, right=right), today)


def _looked(account: Account, certificate: Certificate) -> None:
    audit.looked(
        "certificate_viewed", by=account, at=clock.now(), person=certificate.enrolment.learner,
        number=certificate.register_number,
    )  # fmt: skip
