"""The people of a step of a course as a file: the same as on its page, of those whom the maker may take out of the house."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import DomainError
from courses.models import CourseRelease
from people.models import Account, Person
from people.rights import Right
from people.views.desk import Desk
from reports.queries.funnel import funnel_of
from reports.services.exporting.cadres import CADRES, rows_of
from reports.services.exporting.table import Head, Table

COLUMNS = ("chuc-vu", "don-vi", "ma", "dien-thoai")


def course_table(asked: dict[str, Any], by: Account, at: datetime) -> Table:
    """Asked for by course, release and step."""
    releases = CourseRelease.objects.filter(course__uuid=asked["course"], number=asked["release"])
    release = releases.select_related("course").first()
    people = funnel_of(release).people(asked["step"]) if release else None
    if release is None or people is None:
        raise DomainError(_("Bước này của khóa học không còn."), status=404)
    desk = Desk(by, at, local_day(at), Right.EXPORT)
    seen = desk.people.order_by().values("pk")
    found = Person.objects.filter(pk__in=people).filter(pk__in=seen).order_by("sort_key", "pk")
    keys = list(found.values_list("pk", flat=True))
    picked = [CADRES[key] for key in COLUMNS]
    heads = [
        Head(_("STT"), 6),
        Head(_("Họ và tên"), 26),
        *(Head(str(one.title), one.width) for one in picked),
    ]
    told = {"course": release.course.title, "n": release.number, "day": f"{desk.day:%d/%m/%Y}"}
    notes = [_("%(course)s, bản phát hành %(n)s, đến ngày %(day)s") % told]
    return Table(asked["title"], heads, rows_of(desk, keys, picked), len(keys), desk.day, notes)
