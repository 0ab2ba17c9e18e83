"""A person's extra time at the HR desk: what was given, giving more, taking back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.accommodation_forms import PersonTimeForm
from assessments.services.accommodations import accommodate, end_accommodation
from assessments.sitting import quizzes_of, time_given_to
from common.errors import DomainError
from people.models import Person
from people.views.desk import Desk, hr_page


@hr_page
@require_http_methods(["GET", "HEAD", "POST"])
def person_time(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Everything given to one person, and the form."""
    person = desk.person(uuid)
    form = PersonTimeForm(request.POST if request.method == "POST" else None, quizzes=quizzes_of(person.pk))
    if form.is_valid() and _given(form, person, desk):
        messages.success(request, _("Đã điều chỉnh giờ làm bài."))
        return redirect("person_time", uuid=person.uuid)
    context = desk.context(person=person, form=form, rows=time_given_to(person.pk))
    return render(request, "assessments/person_time.html", context, status=422 if form.is_bound else 200)


def _given(form: PersonTimeForm, person: Person, desk: Desk) -> bool:
    given = form.cleaned_data
    try:
        accommodate(
            person=person, quiz=given["quiz"], extra=form.extra(), reason=given["reason"], at=desk.now, by=desk.account
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@hr_page
@require_POST
def person_time_end(request: HttpRequest, desk: Desk, uuid: UUID, given: UUID) -> HttpResponse:
    """Take it back for further starts."""
    person = desk.person(uuid)
    row = time_given_to(person.pk).filter(uuid=given).first()
    if row is None:
        raise DomainError(_("Không có điều chỉnh này."), status=404)
    end_accommodation(accommodation=row, at=desk.now, by=desk.account)
    messages.success(request, _("Đã thôi điều chỉnh giờ làm bài."))
    return redirect("person_time", uuid=person.uuid)
