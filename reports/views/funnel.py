"""A trainer's courses: how far learners come, where they stop; names only for whoever looks after the people."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import DomainError, Forbidden
from content.rights import teaches
from content.studio_home import course_pages_of
from courses.models import Course, CourseRelease
from people.models import Person
from people.queries.people import for_list, lines_of
from people.rights import Right
from people.scope import may_use_desk
from people.views.desk import Desk, page_of
from people.views.desk import page_for as desk_for
from reports.models import ExportFile
from reports.queries.funnel import Funnel, funnel_of, lines_of_courses, lines_of_releases
from reports.step_words import step_title

ROWS, COURSES = 50, 30
View = Callable[..., HttpResponse]


def trainers_only(view: View) -> View:
    """Whoever writes courses; which of them are theirs the studio's own permissions say."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not teaches(request.user):  # type: ignore[arg-type]
            raise Forbidden(_("Trang này dành cho giảng viên soạn khóa học."))
        return view(request, *args, **kwargs)

    return require_safe(login_required(guarded))  # type: ignore[return-value]


@trainers_only
def funnel_list(request: HttpRequest) -> HttpResponse:
    """The courses that the account may change and that were released."""
    page = page_of(courses_of(request.user).order_by("title", "pk"), request, COURSES)
    return render(request, "reports/funnel_list.html", {"page": page, "lines": lines_of_courses(page)})


@trainers_only
def funnel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One course: its releases, and the steps of one of them."""
    course = course_or_404(request.user, uuid)
    lines = lines_of_releases(course)
    told = funnel_of(release_of([release for release, _line in lines], request.GET.get("ban", "")))
    context = {
        "course": course,
        "funnel": told,
        "steps": [(step, step_title(step)) for step in told.steps],
        "worst": step_title(told.worst) if told.worst else "",
        "lines": lines,
        "names": names_seen(request.user),
    }
    return render(request, "reports/funnel.html", context)


@desk_for(Right.SEE_PEOPLE)
@require_safe
def funnel_people(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Those behind a cell whom the account may see; of the others only how many."""
    course = course_or_404(request.user, uuid)
    releases = list(course.releases.order_by("-number"))
    told = funnel_of(release_of(releases, request.GET.get("ban", "")))
    key = request.GET.get("buoc", "")
    behind = people_or_404(told, key)
    page = page_of(for_list(seen_of(desk, behind), desk.today), request, ROWS)
    desk.looked("funnel_people_listed", count=page.paginator.count, course=course.code, funnel_step=key)
    context = desk.context(
        course=course,
        funnel=told,
        key=key,
        title=title_of(told, key),
        page=page,
        lines=lines_of(list(page), desk.tree, desk.today),
        others=len(behind) - page.paginator.count,
        formats=ExportFile.Format.lists() if desk.may_export else (),
    )
    return render(request, "reports/funnel_people.html", context)


def names_seen(account: Any) -> bool:
    """Whether the account has any business with people's names."""
    return may_use_desk(account)


def courses_of(account: Any) -> Any:
    """Released courses whose pages the account may change."""
    pages = course_pages_of(account).filter(course__isnull=False)
    return Course.objects.filter(pk__in=pages.values("course"), releases__isnull=False).distinct()


def course_or_404(account: Any, uuid: UUID) -> Course:
    """Another trainer's course is answered like an unknown one."""
    course: Course | None = courses_of(account).filter(uuid=uuid).first()
    if course is None:
        raise DomainError(_("Không có khóa học này trong số khóa bạn soạn."), status=404)
    return course


def release_of(releases: list[CourseRelease], number: str) -> CourseRelease:
    """The one asked for, else the newest."""
    asked = (one for one in releases if str(one.number) == number)
    return next(asked, releases[0])


def people_or_404(funnel: Funnel, key: str) -> Collection[int]:
    people = funnel.people(key)
    if people is None:
        raise Http404
    return people


def seen_of(desk: Desk, people: Collection[int]) -> Any:
    """Those of them in the scope."""
    return Person.objects.filter(pk__in=desk.people.order_by().values("pk")).filter(pk__in=people)


def title_of(funnel: Funnel, key: str) -> str:
    """What the list of a cell is called."""
    for step in funnel.steps:
        if key == step.key:
            return step_title(step)
        if step.stop_key and key == step.stop_key:
            return _("Đang dừng trước: %(step)s") % {"step": step_title(step)}
    return _("Được miễn")
