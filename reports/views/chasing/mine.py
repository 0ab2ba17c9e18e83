"""The reader's own: a message, which counts as opened; and the ways they want."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError
from people.scope import may_use_desk
from reports.chase_forms import ReminderForm
from reports.ladder import Audience
from reports.models import ChaseMessage, ReminderChoice
from reports.services.chasing.manners import choose_ways, opened
from reports.views.chasing.shared import account_of


@login_required
@require_safe
def my_reminder(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the message says."""
    account = account_of(request)
    mine = Q(account=account) | Q(person=account.person_id, person__isnull=False)
    message = ChaseMessage.objects.filter(mine, uuid=uuid).select_related("unit").first()
    if message is None:
        raise DomainError(_("Không có tin nhắc này."), status=404)
    opened(message=message, at=clock.now())
    of_unit = message.audience != Audience.PERSON and may_use_desk(account)
    return render(request, "reports/chase/my_reminder.html", {"message": message, "of_unit": of_unit})


@login_required
@require_http_methods(["GET", "POST"])
def my_reminder_ways(request: HttpRequest) -> HttpResponse:
    """Mail and texts as one likes; one's own page always."""
    person = account_of(request).person
    if person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    choice = ReminderChoice.objects.filter(person=person).first() or ReminderChoice(person=person)
    form = ReminderForm(request.POST if request.method == "POST" else None, instance=choice)
    if request.method == "POST" and form.is_valid():
        choose_ways(person=person, **form.cleaned_data, at=clock.now())
        messages.success(request, _("Đã lưu cách nhận tin nhắc."))
        return redirect("my_reminder_ways")
    return render(request, "reports/chase/my_ways.html", {"form": form, "person": person})
