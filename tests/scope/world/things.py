"""What the declarations ask for: one of every thing in each of two communes."""

from dataclasses import dataclass
from typing import Any

from assessments.models import (
    Accommodation,
    Appeal,
    Attempt,
    MarkingTask,
    Question,
    QuestionBank,
    QuestionImport,
    Quiz,
    Regrade,
    Survey,
    SurveyBatch,
)
from certificates.models import Certificate, CertificateBatch, ExternalCertificate
from content.models import CommunePage, CoursePage, Invite, PrintRun
from courses.models import (
    Assignment,
    AttendanceSheet,
    CourseRelease,
    Enrolment,
    EvidenceFile,
    EvidenceFolder,
    HelpSession,
    PastClass,
    TrainingSession,
    WatchAnomaly,
)
from people.models import (
    Account,
    Guidance,
    OrgUnit,
    Person,
    PersonMerge,
    Posting,
    ProgrammeRole,
    Reorganisation,
    Roster,
    Scope,
    UnitDesignation,
)
from reports.models import (
    Broadcast,
    BroadcastSlot,
    BulkDeed,
    Campaign,
    ChaseDelivery,
    ChaseLetter,
    ChasePlan,
    ChaseSkip,
    ExportFile,
    SavedView,
    Target,
    TrainingPlan,
    UnitAchievement,
    UnitNumber,
    UnitReport,
)
from tests.scope.world.roles import CYCLE


@dataclass
class Chase:
    """The ladder of a commune's order, what was said, and who is left out."""

    plan: ChasePlan
    skip: ChaseSkip
    way: ChaseDelivery
    letter: ChaseLetter


@dataclass
class Side:
    """What one commune has: `own` for those who look after it, `foreign` for the others."""

    unit: OrgUnit
    page: CommunePage
    person: Person
    account: Account
    enrolment: Enrolment
    attempt: Attempt
    certificate: Certificate
    assignment: Assignment
    officer: Account
    scope: Scope
    roster: Roster
    twin: Person  # perhaps the same as the person
    merge: PersonMerge
    post: Posting
    role: ProgrammeRole
    designation: UnitDesignation
    draft: Reorganisation
    achievement: UnitAchievement
    paper: ExternalCertificate
    anomaly: WatchAnomaly
    batch: CertificateBatch
    training: TrainingSession
    attendance_sheet: AttendanceSheet
    past: PastClass
    scan: EvidenceFile
    folder: EvidenceFolder
    help: HelpSession
    guidance: Guidance
    print_run: PrintRun
    slot: BroadcastSlot
    broadcast: Broadcast
    invite: Invite
    given_time: Accommodation
    survey: Survey
    pile: SurveyBatch
    bank: QuestionBank
    question: Question
    question_import: QuestionImport
    exam: Quiz  # asks from the bank
    exam_regrade: Regrade
    reading: MarkingTask  # of a paper whose name is hidden: its markers are no list of cadres
    appeal: Appeal
    chase: Chase
    bulk: BulkDeed
    export: ExportFile
    view: SavedView
    training_plan: TrainingPlan
    number: UnitNumber
    campaign: Campaign  # of the commune, between its ấp; shown to everybody

    @property
    def marks(self) -> list[str]:
        """What nobody may read who has no business with this commune."""
        person = self.person
        return [person.full_name, person.staff_code, person.phone, str(person.uuid), str(self.roster.uuid)]

    @property
    def unit_report(self) -> UnitReport:
        """What the commune has to say in the cycle."""
        return UnitReport.objects.get(cycle__code=CYCLE, unit=self.unit)


@dataclass
class World:
    """Everything the declarations ask for."""

    own: Side
    foreign: Side
    accounts: dict[str, Account | None]
    target: Target
    release: CourseRelease
    course: CoursePage
    film: Any
    lesson: Any
    quiz: Any
    stray_course: Any  # released, given to nobody
    regrade: Any
