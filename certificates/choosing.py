"""Which template a certificate is drawn with: the course's, else its office's, else that of an office above, else ours."""

from datetime import date

from django.db.models import F

from certificates.models import TemplateDefault, TemplateVersion
from certificates.rules.built_in import FIRST
from certificates.rules.design import kind_for
from courses.models import Course
from people.queries.tree import UnitTree
from people.queries.units import successor_on


def kind_of(course: Course) -> str:
    """What cadres must learn gives a certificate, what residents like to learn an acknowledgement."""
    return kind_for(implementers=course.is_for_implementers)


class Chooser:
    """Reads every choice once, so that a thousand certificates cost no more questions than one."""

    def __init__(self, day: date) -> None:
        self.day = day
        chosen = TemplateDefault.objects.filter(template__archived_at=None, template__active__isnull=False)
        rows = list(chosen.select_related("template__active", "office"))
        self._of_course = {(row.course_id, row.kind): row.template.active for row in rows if row.course_id}
        self._of_office = {
            (office.pk, row.kind): row.template.active
            for row in rows
            if row.office and (office := successor_on(row.office, day))
        }
        self._tree = UnitTree.load() if self._of_office else None
        built_in = TemplateVersion.objects.filter(template__active=F("pk"), template__code__in=FIRST.values())
        self._built_in = {version.template.code: version for version in built_in.select_related("template")}

    def version_for(self, course: Course, office_id: int, kind: str = "") -> TemplateVersion:
        """The version that is in force now."""
        kind = kind or kind_of(course)
        found = self._of_course.get((course.pk, kind)) or self._of_an_office(office_id, kind)
        return found or self._built_in[FIRST[kind]]

    def _of_an_office(self, office_id: int, kind: str) -> TemplateVersion | None:
        if self._tree is None:
            return None
        nearest = (office_id, *self._tree.ancestors(office_id, self.day))
        return next((found for unit in nearest if (found := self._of_office.get((unit, kind)))), None)
