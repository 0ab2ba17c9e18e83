"""The catalogue, its releases, who learns, and the append-only record."""

from courses.models.activity import Activity, ActivityVersion
from courses.models.afterwards import ClassReport, EvidenceFolder
from courses.models.anomaly import WatchAnomaly
from courses.models.answers import FilmAnswer
from courses.models.attendance import Attendance, AttendanceSheet, Claim
from courses.models.calendar import CalendarFeed
from courses.models.course import Course, CourseRelease, ReleaseItem
from courses.models.enrolment import Assignment, AssignmentPartner, Enrolment
from courses.models.evidence import EvidenceFile
from courses.models.helping import HelpedVillager, HelpSession, HelpVoid
from courses.models.make_up import MakeUp
from courses.models.meeting import Meeting
from courses.models.past import PastClass, PastRow
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
    "ClassReport",
    "CostLine",
    "Course",
    "CourseRelease",
    "Enrolment",
    "EnrolmentProgress",
    "EvidenceFile",
    "EvidenceFolder",
    "FilmAnswer",
    "HelpSession",
    "HelpVoid",
    "HelpedVillager",
    "LearningEvent",
    "MakeUp",
    "Meeting",
    "PastClass",
    "PastRow",
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
