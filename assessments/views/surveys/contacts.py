"""Names and numbers that people left to be called back; every look is logged."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.models import SurveyContact
from assessments.services.survey_contacts import remove_contact
from assessments.views.surveys.desk import context_of, survey_of
from people.rights import Right
from people.views.desk import Desk, page_for, page_of

ROWS = 30


@page_for(Right.OWN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_contacts(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Newest first, with what they wrote; removing one leaves the answer."""
    survey = survey_of(desk, uuid)
    if request.method == "POST":
        number = request.POST.get("lien-he", "")
        asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
        remove_contact(survey=survey, contact_id=asked, at=desk.now, by=desk.account)
        return redirect("survey_contacts", survey.uuid)
    rows = SurveyContact.objects.filter(response__version__survey=survey).select_related("response")
    page = page_of(rows.order_by("-pk"), request, ROWS)
    if page.paginator.count:
        desk.looked(
            "survey_contacts_viewed", unit=survey.owner, count=page.paginator.count, survey=survey.title
        )
    told = [(row, _written(row)) for row in page]
    return render(request, "surveys/contacts.html", context_of(desk, survey=survey, page=page, told=told))


def _written(row: SurveyContact) -> list[Any]:
    return [answer for answer in row.response.answers.values() if isinstance(answer, str)]
