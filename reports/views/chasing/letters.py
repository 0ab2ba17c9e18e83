"""The drafted official letter: review, number, mark as sent, take as DOCX."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError
from people import scope
from people.models import Account
from people.services import audit
from reports.chase_forms import LetterForm
from reports.documents.letter import write_letter
from reports.models import ChaseLetter
from reports.overtaken import Stale
from reports.queries.chasing.letters import annex_of, paper_of
from reports.services.chasing.letters import drop_letter, mark_sent, save_letter
from reports.views.chasing.shared import CHASE, account_of, frame, may_plan
from reports.views.page import desk_only

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@desk_only
@require_http_methods(["GET", "POST"])
def chase_letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save, mark as sent, or drop."""
    account, at = account_of(request), clock.now()
    letter = _letter(account, uuid)
    form = LetterForm(request.POST if request.method == "POST" else None, instance=letter)
    if request.method == "POST" and form.is_valid() and _done(request, form, account):
        return redirect("chase_letter", uuid=uuid)
    shown = ChaseLetter.objects.select_related("plan__target", "plan__assignment__course").get(pk=letter.pk)
    annex = annex_of(shown, at)
    context = {"letter": shown, "form": form, "annex": annex, "draft": shown.state == ChaseLetter.State.DRAFT}
    status = 422 if form.is_bound else 200
    return render(
        request, "reports/chase/letter.html", context | frame(account, "chase_plans"), status=status
    )


def _done(request: HttpRequest, form: LetterForm, account: Account) -> bool:
    """A refusal becomes a sentence on the form."""
    deed = request.POST.get("viec", "")
    told: Any = {"letter": form.instance, "at": clock.now(), "by": account, "opened": form.opened}
    try:
        if deed == "bo":
            drop_letter(**told)
            messages.success(request, _("Đã bỏ dự thảo."))
        elif deed == "ban-hanh":
            mark_sent(**told)
            messages.success(request, _("Đã ghi là ban hành. Phụ lục được giữ nguyên như lúc này."))
        else:
            save_letter(**told)
            messages.success(request, _("Đã lưu dự thảo."))
    except Stale as refusal:
        form.tell_stale(refusal)
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@desk_only
@require_safe
def chase_letter_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The DOCX, with names."""
    account, at = account_of(request), clock.now()
    letter = _letter(account, uuid)
    paper = paper_of(letter, at)
    audit.exported("chase_letter_taken", by=account, at=at, unit=letter.issuer, count=len(paper.names))
    response = HttpResponse(write_letter(paper), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="cong-van-don-doc.docx"'
    return response


def _letter(account: Account, uuid: UUID) -> ChaseLetter:
    scope.require(account, CHASE)
    related = ("issuer", "plan__target", "plan__assignment__unit", "plan__assignment__course")
    letter = ChaseLetter.objects.filter(uuid=uuid).select_related(*related).first()
    if letter is None or not may_plan(account, letter.plan):
        raise DomainError(_("Không có công văn này trong phạm vi bạn phụ trách."), status=404)
    return letter
