"""The catalogue, its releases, who learns, and the append-only record."""

from courses.models.activity import Activity, ActivityVersion
from courses.models.anomaly import WatchAnomaly
from courses.models.answers import FilmAnswer
from courses.models.course import Course, CourseRelease, ReleaseItem
from courses.models.enrolment import Assignment, AssignmentPartner, Enrolment
from courses.models.progress import ActivityProgress, EnrolmentProgress
from courses.models.record import LearningEvent
from courses.models.viewing import ViewingCount
from courses.models.watching import SpanReport, WatchedSpans

__all__ = [
    "Activity",
    "ActivityProgress",
    "ActivityVersion",
    "Assignment",
    "AssignmentPartner",
    "Course",
    "CourseRelease",
    "Enrolment",
    "EnrolmentProgress",
    "FilmAnswer",
    "LearningEvent",
    "ReleaseItem",
    "SpanReport",
    "ViewingCount",
    "WatchAnomaly",
    "WatchedSpans",
]
