"""One line of the register: what was issued, and taking it back or issuing it anew, with a reason."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.forms import EntryForm
from certificates.models import Certificate
from certificates.queries import Standing, in_register, standing_of
from certificates.services.issuing import reissue_certificate, revoke_certificate
from common import clock, nudges
from common.errors import Forbidden
from people.models import Account
from people.rights import REFUSAL, Right
from people.scope import may, require_desk, scope_title, visible_unit_ids
from people.services import audit

RELATED = ("enrolment__course__owner_unit", "enrolment__release", "enrolment__learner")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A certificate outside the reader's scope does not exist."""
    account: Account = request.user  # type: ignore[assignment]
    require_desk(account)
    certificate = get_object_or_404(
        _lines(account, Right.SEE_PEOPLE).select_related("revocation", *RELATED), uuid=uuid
    )
    keeps = (
        may(account, Right.KEEP_REGISTER) and _lines(account, Right.KEEP_REGISTER).filter(uuid=uuid).exists()
    )
    form = EntryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not keeps:
            raise Forbidden(str(REFUSAL))
        if form.is_valid():
            return redirect("register_entry", uuid=_changed(request, account, certificate, form).uuid)
    _looked(account, certificate)
    standing = standing_of(certificate)
    context = {
        "certificate": certificate,
        "standing": standing,
        "words": Standing.WORDS[standing],
        "form": form,
        "may_change": standing == Standing.VALID and keeps,
        "scope_label": scope_title(account),
    }
    return render(request, "certificates/entry.html", context, status=400 if form.errors else 200)


def _lines(account: Account, right: Right) -> QuerySet[Certificate]:
    today = clock.today()
    return in_register(visible_unit_ids(account, today, right=right), today, search="", year=None)


def _looked(account: Account, certificate: Certificate) -> None:
    audit.looked(
        "certificate_viewed", by=account, at=clock.now(), person=certificate.enrolment.learner,
        number=certificate.register_number,
    )  # fmt: skip


def _changed(
    request: HttpRequest, account: Account, certificate: Certificate, form: EntryForm
) -> Certificate:
    """Do what was asked; the row to show next."""
    reason, now = form.cleaned_data["ly_do"], clock.now()
    if form.cleaned_data["viec"] == "thu-hoi":
        revoke_certificate(certificate=certificate, reason=reason, by=account, at=now)
        messages.success(
            request, _("Đã thu hồi giấy chứng nhận số %(n)s.") % {"n": certificate.register_number}
        )
        return certificate
    fresh = reissue_certificate(certificate=certificate, reason=reason, by=account, at=now)
    nudges.send("certificate_wanted", fresh.pk)
    messages.success(
        request,
        _("Đã cấp lại với số %(new)s; bản số %(old)s đã thu hồi.")
        % {"new": fresh.register_number, "old": certificate.register_number},
    )
    return fresh
