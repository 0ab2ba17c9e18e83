"""*Của tôi*: the next thing, what is due, and why the percentage is what it is."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from common.vietnamese import weekday_name
from courses.queries.my_learning import next_of, own_enrolment, studies_of
from courses.queries.outline import next_line, outline
from courses.queries.training.making_up import make_ups_of
from courses.views.passes import owner_of
from people.models import Notice, Person, Posting
from people.models.person import Gender
from people.queries.notices import notices_of
from people.queries.people import posted_on

NEWS = timedelta(days=14)


@login_required
@never_cache
@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """The desk of a learner; an account without a person has nothing to learn."""
    today = clock.today()
    person = request.user.person  # type: ignore[union-attr]
    studies = studies_of(person.pk, today) if person else []
    return render(
        request,
        "courses/my_learning.html",
        {
            "person": person,
            "owner": owner_of(request.user),
            "greeting": greeting(person) if person else _("Của tôi"),
            "post": _post(person, today) if person else None,
            "weekday": weekday_name(today),
            "today": today,
            "studies": studies,
            "finished": sum(1 for study in studies if not study.is_open),
            "open": sum(1 for study in studies if study.is_open),
            "next": next_of(studies),
            "reminder": _reminder(request),
            "make_ups": list(make_ups_of(person.pk)) if person else [],
        },
    )


@login_required
@require_safe
def continue_course(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Straight to the next open item of a course, or its first when all is done."""
    mine = own_enrolment(request.user.person_id, enrolment)  # type: ignore[union-attr]
    lines = outline(mine.release, mine) if mine else []
    if not lines:
        raise Http404
    return redirect((next_line(lines) or lines[0]).address)


def greeting(person: Person) -> str:
    """Chào chị Hồng Anh: the last two words of a long name, the last of a short one."""
    words = person.full_name.split()
    name = " ".join(words[-2:] if len(words) > 3 else words[-1:])
    by_gender = {str(Gender.FEMALE): _("Chào chị %(name)s"), str(Gender.MALE): _("Chào anh %(name)s")}
    return by_gender.get(person.gender, _("Chào %(name)s")) % {"name": name}


def _reminder(request: HttpRequest) -> Notice | None:
    """The last reminder, while it is news."""
    at = clock.now()
    return notices_of(request.user, at, "chase:").filter(created_at__gt=at - NEWS).first()  # type: ignore[arg-type]


def _post(person: Person, today: date) -> Posting | None:
    return posted_on(today).filter(person=person).select_related("unit").order_by("-starts_on").first()
