"""The catalogue, its releases, who learns, and the append-only record."""

from courses.models.activity import Activity, ActivityVersion
from courses.models.anomaly import WatchAnomaly
from courses.models.answers import FilmAnswer
from courses.models.attendance import Attendance, AttendanceSheet, Claim
from courses.models.calendar import CalendarFeed
from courses.models.course import Course, CourseRelease, ReleaseItem
from courses.models.enrolment import Assignment, AssignmentPartner, Enrolment
from courses.models.meeting import Meeting
from courses.models.progress import ActivityProgress, EnrolmentProgress
from courses.models.record import LearningEvent
from courses.models.seat import Seat, SeatChange
from courses.models.session import CostLine, SessionPartner, SessionTrainer, TrainingSession
from courses.models.viewing import ViewingCount
from courses.models.watching import SpanReport, WatchedSpans

__all__ = [
    "Activity",
    "ActivityProgress",
    "ActivityVersion",
    "Assignment",
    "AssignmentPartner",
    "Attendance",
    "AttendanceSheet",
    "CalendarFeed",
    "Claim",
    "CostLine",
    "Course",
    "CourseRelease",
    "Enrolment",
    "EnrolmentProgress",
    "FilmAnswer",
    "LearningEvent",
    "Meeting",
    "ReleaseItem",
    "Seat",
    "SeatChange",
    "SessionPartner",
    "SessionTrainer",
    "SpanReport",
    "TrainingSession",
    "ViewingCount",
    "WatchAnomaly",
    "WatchedSpans",
]
