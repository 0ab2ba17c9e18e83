"""The cast of the matrix: two communes of a province, somebody in each role, and one of every thing in each commune."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import (
    Accommodation,
    Appeal,
    Attempt,
    MarkingRule,
    MarkingTask,
    Question,
    QuestionBank,
    QuestionImport,
    Quiz,
    Regrade,
    RegradeChange,
    Survey,
    SurveyBatch,
)
from assessments.services.attempts import start_attempt
from certificates.models import Certificate, CertificateBatch, ExternalCertificate
from certificates.services.issuing import issue_certificate
from common import clock
from content.models import CoursePage
from content.services.groups import ensure_groups
from courses.models import (
    Assignment,
    AttendanceSheet,
    CourseRelease,
    Enrolment,
    EvidenceFile,
    EvidenceFolder,
    HelpedVillager,
    HelpSession,
    PastClass,
    PastRow,
    TrainingSession,
    WatchAnomaly,
)
from courses.models.record import EventKind, EventSource
from courses.services.enrolment import assign, enrol
from courses.services.record import append_event
from people.models import (
    Account,
    OrgUnit,
    Person,
    PersonMerge,
    Posting,
    ProgrammeRole,
    Reorganisation,
    RoleKind,
    Roster,
    Scope,
    UnitDesignation,
    UnitParent,
)
from people.models.org_unit import Level
from people.models.roster import State
from people.services.merging import merge_persons
from reports.models import Counts, Target, UnitAchievement
from tests.factories import (
    AccountFactory,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    ReleaseFactory,
)
from tests.factories.assessments import BankFactory, ImportFactory, QuestionFactory, QuizFactory
from tests.factories.pages import course_page, video
from tests.factories.surveys import SurveyFactory
from tests.factories.training import SeatFactory, TrainingFactory

UNITS_TARGET = "xa-100"
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
# front: asks the people of its commune, and sees no cadre.
# chief: leader of the province, looks at everything; mixed: the same, and HR of the own commune alone.
ROLES = (
    "anonymous", "learner", "trainer", "helper", "leader", "hr", "former", "chief", "mixed", "province", "superuser",
    "front",
)  # fmt: skip
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
DESK = frozenset({"leader", "hr", "chief", "mixed", "province", "superuser"})
HR = DESK - {"leader", "chief"}
SEES_ALL = frozenset({"chief", "mixed", "province", "superuser"})
WHOLE = frozenset({"province", "superuser"})
STUDIO = frozenset({"trainer", "superuser"})
SUPERUSER = frozenset({"superuser"})
LEARNER = frozenset({"learner"})
SURVEYS = DESK | {"front"}
ASKERS = HR | {"front"}
TYPISTS = ASKERS | {"helper"}
COURSE_SURVEY = "hoc234"
HELPER = frozenset({"helper", "superuser"})


@dataclass
class Side:
    """What one commune has: `own` for those who look after it, `foreign` for the others."""

    unit: OrgUnit
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

    @property
    def marks(self) -> list[str]:
        """What nobody may read who has no business with this commune."""
        person = self.person
        return [person.full_name, person.staff_code, person.phone, str(person.uuid), str(self.roster.uuid)]


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


def build() -> World:
    """Made anew for each role; about a second."""
    province = OrgUnitFactory(
        code="75", kind="tỉnh", level=Level.PROVINCE, full_name="Tỉnh Đồng Nai", name="Đồng Nai"
    )
    units_target = Target.objects.create(
        code=UNITS_TARGET, title="100 % xã", unit=province, counts=Counts.UNITS, population={"levels": ["xa"]},
        starts_on=AT.date(), due_on=AT.date() + timedelta(days=900),
    )  # fmt: skip
    done, going = ReleaseFactory(items=["quiz"]), ReleaseFactory(items=["lesson", "quiz"])
    lesson, quiz = (item.activity for item in going.items.order_by("position"))
    test = QuizFactory(activity=quiz, bank=BankFactory(questions=8))
    MarkingRule.objects.create(quiz=test, anonymous=True)
    sides = [
        _side(province, name, phone, done, going, test, units_target)
        for name, phone in (("Nguyễn Thị Thanh Mai", "0912345671"), ("Lê Văn Quắc Cường", "0912345672"))
    ]
    target = Target.objects.create(
        code="cbql-100", title="100 % cán bộ quản lý", unit=province, population={"levels": ["tinh", "xa"]},
        starts_on=AT.date(), due_on=AT.date() + timedelta(days=900),
    )  # fmt: skip
    target.courses.add(done.course)
    SurveyFactory(owner=province, kind="course", code=COURSE_SURVEY)
    return World(
        own=sides[0], foreign=sides[1], accounts=_accounts(province, sides[0]), target=target, release=going,
        course=course_page(course=going.course), film=video(), lesson=lesson, quiz=quiz,
        stray_course=ReleaseFactory(items=["lesson"]).course.uuid,
        regrade=_regrade(test, [side.attempt for side in sides]),
    )  # fmt: skip


def _regrade(quiz: Quiz, attempts: list[Attempt]) -> Regrade:
    """One that changes somebody in each commune."""
    regrade = Regrade.objects.create(
        quiz=quiz, policy="again", reason="Máy chấm sai", state="previewed", asked_at=AT,
        counts={"seen": 2, "changed": 2, "up": 2},
    )  # fmt: skip
    RegradeChange.objects.bulk_create(
        RegradeChange(
            regrade=regrade, attempt=one, score_before=1, score_after=2, of_after=5, passed_before=False,
            passed_after=False, outcome="score",
        )
        for one in attempts
    )  # fmt: skip
    return regrade


def _accounts(province: OrgUnit, own: Side) -> dict[str, Account | None]:
    yesterday = clock.today() - timedelta(days=1)
    accounts: dict[str, Account | None] = {"anonymous": None, "learner": own.account, "hr": own.officer}
    for role, unit, kind, ended in (
        ("helper", own.unit, Scope.Role.HELPER, None),
        ("front", own.unit, Scope.Role.FRONT, None),
        ("leader", own.unit, Scope.Role.LEADER, None),
        ("chief", province, Scope.Role.LEADER, None),
        ("mixed", own.unit, Scope.Role.HR, None),
        ("former", own.unit, Scope.Role.HR, yesterday),
        ("province", province, Scope.Role.HR, None),
    ):
        accounts[role] = AccountFactory(username=f"vai-{role}")
        Scope.objects.create(account=accounts[role], unit=unit, role=kind, valid_to=ended)
    Scope.objects.create(account=accounts["mixed"], unit=province, role=Scope.Role.LEADER)
    accounts["trainer"] = AccountFactory(username="vai-trainer")
    accounts["trainer"].groups.add(ensure_groups())  # type: ignore[union-attr]
    accounts["superuser"] = AccountFactory(username="vai-superuser", is_superuser=True, is_staff=True)
    return accounts


def _side(
    province: OrgUnit, name: str, phone: str, done: Any, going: Any, test: Any, units_target: Target
) -> Side:
    unit = OrgUnitFactory()
    UnitParent.objects.create(unit=unit, parent=province)
    person = PersonFactory(full_name=name, phone=phone)
    post = PostingFactory(person=person, unit=unit)
    twin = PostingFactory(unit=unit, person__full_name=name).person
    officer = AccountFactory(username=f"nhansu-{unit.code}")
    scope = Scope.objects.create(account=officer, unit=unit)
    survey = SurveyFactory(owner=unit, kind="commune", results_public=True)
    second = AccountFactory(username=f"pho-{unit.code}", last_login=AT)
    scope = Scope.objects.create(account=second, unit=unit, role=Scope.Role.LEADER)
    enrolment = enrol(learner=person, course=going.course, at=AT)
    far = 7_000_000 + unit.pk  # keys that are no part of any other text on a page
    bank = BankFactory(questions=0, owner_unit=unit, pk=far)
    question, exam = QuestionFactory(bank=bank, pk=far), QuizFactory(bank=bank, draw=1)
    attempt = start_attempt(enrolment=enrolment, quiz=test, at=AT)
    marked = _marked(attempt, test)
    training, past = _training(officer, unit, person, going), _past_class(officer, unit, person, going)
    return Side(
        exam=exam, exam_regrade=_regrade(exam, []), bank=bank, question=question, question_import=ImportFactory(bank=bank),
        unit=unit, person=person, account=AccountFactory(person=person, username=person.staff_code, last_login=AT),
        enrolment=enrolment, attempt=attempt,
        reading=MarkingTask.objects.create(attempt=marked, quiz=test, question=marked.paper[0]["id"], since=AT),
        appeal=Appeal.objects.create(attempt=marked, reason="Xem lại giúp", asked_at=AT),
        certificate=_certificate(enrol(learner=person, course=done.course, at=AT), done),
        assignment=assign(course=going.course, unit=unit, due_on=clock.today(), at=AT, by=officer),
        officer=officer, scope=scope, roster=_roster(officer, person),
        twin=twin, merge=_merge(twin, unit, officer), post=post,
        role=ProgrammeRole.objects.create(person=person, unit=unit, role=RoleKind.objects.first(), starts_on=AT.date()),
        designation=UnitDesignation.objects.create(
            unit=unit, kind="Xã thí điểm", valid_from=AT.date(), decision_number="1/QĐ", decision_on=AT.date(), added_at=AT,
        ),
        draft=Reorganisation.objects.create(
            title="Sắp xếp", effective_on=AT.date() + timedelta(days=900), legal_basis="1/NQ", prepared_at=AT
        ),
        achievement=UnitAchievement.objects.create(
            target=units_target, unit=unit, achieved_on=AT.date(), evidence="Biên bản", recorded_at=AT
        ),
        paper=ExternalCertificate.objects.create(
            person=person, course=going.course, title="Tin học", issuer="Trường Chính trị", number="12", issued_on=AT.date(),
            submitted_at=AT, scan=SimpleUploadedFile("scan.jpg", b"\xff\xd8"),
        ),
        anomaly=WatchAnomaly.objects.create(learner=person, kind="malformed", first_at=AT, last_at=AT),
        batch=_batch(officer, unit, done), survey=survey, pile=_pile(survey, unit, officer),
        training=training,
        past=past,
        scan=_scan(officer, past),
        folder=_folder(officer, training),
        help=_help(officer, unit, person),
        attendance_sheet=_attendance_sheet(training, person),
        given_time=Accommodation.objects.create(person=person, extra_minutes=5, reason="Sự cố", given_at=AT),
    )  # fmt: skip


def _pile(survey: Survey, unit: OrgUnit, officer: Account) -> SurveyBatch:
    return SurveyBatch.objects.create(
        survey=survey, version=survey.versions.get(), unit=unit, label="Tập 1", expected=5, opened_at=AT, opened_by=officer
    )  # fmt: skip


def _training(officer: Account, unit: OrgUnit, person: Person, release: CourseRelease) -> TrainingSession:
    """An open class of the commune with the person on its roll."""
    session: TrainingSession = TrainingFactory(
        lead_unit=unit, release=release, created_by=officer, title="Lớp học tại hội trường"
    )
    SeatFactory(session=session, person=person, unit=unit)
    return session


def _marked(attempt: Attempt, test: Quiz) -> Attempt:
    """Another try, handed in and all wrong."""
    marks = {entry["id"]: {"chosen": [], "right": False, "fraction": 0.0} for entry in attempt.paper}
    return Attempt.objects.create(
        enrolment=attempt.enrolment, quiz=test, number=2, paper=attempt.paper, key=attempt.key, pass_percent=60,
        started_at=AT, submitted_at=AT, score=0, marks=marks,
    )  # fmt: skip


def _attendance_sheet(training: TrainingSession, person: Person) -> AttendanceSheet:
    """One person, there at the first meeting, with the signed paper."""
    table = f"TT,Họ và tên,Mã cán bộ,Điện thoại,Buổi 1\n1,{person.full_name},{person.staff_code},,x\n"
    return AttendanceSheet.objects.create(
        session=training, name="diem-danh.csv", uploaded_at=AT,
        table=SimpleUploadedFile("a.csv", table.encode()),
        scan=SimpleUploadedFile("ky.pdf", b"%PDF-1.7"),
    )  # fmt: skip


def _past_class(officer: Account, unit: OrgUnit, person: Person, release: CourseRelease) -> PastClass:
    """A class of 2023, judged and not yet asked for, with the person in it."""
    past: PastClass = PastClass.objects.create(
        course=release.course, lead_unit=unit, title="Lớp năm 2023", starts_on=date(2023, 5, 1),
        ends_on=date(2023, 5, 2), place="Huyện", hours=8, state="checked", sha256=f"{unit.pk:064d}", uploaded_at=AT,
        uploaded_by=officer, totals={"rows": 1, "new": 1},
    )  # fmt: skip
    PastRow.objects.create(
        past_class=past, sheet="Người dự", number=2, status="new", person=person, unit=unit,
        data={"full_name": person.full_name},
    )  # fmt: skip
    return past


def _scan(officer: Account, past: PastClass) -> EvidenceFile:
    """Kept without a line in the log, which tests count."""
    file = SimpleUploadedFile("ds.pdf", b"%PDF-1.7")
    return EvidenceFile.objects.create(
        past_class=past, kind="sheet", name="ds.pdf", size=8, sha256=f"{past.pk:064d}", file=file,
        uploaded_at=AT, uploaded_by=officer,
    )  # fmt: skip


def _folder(officer: Account, training: TrainingSession) -> EvidenceFolder:
    """Done, asked for by the officer."""
    folder = EvidenceFolder(session=training, asked_at=AT, asked_by=officer, state="done", finished_at=AT)
    folder.file.save("ho-so.zip", ContentFile(b"PK\x05\x06" + bytes(18)), save=False)
    folder.save()
    return folder


def _help(officer: Account, unit: OrgUnit, person: Person) -> HelpSession:
    """A villager is named as the person is, so that a list that shows names is found out."""
    session: HelpSession = HelpSession.objects.create(
        hamlet=unit,
        held_on=AT.date(),
        topic="Cài VNeID",
        villagers=3,
        minutes=30,
        recorded_at=AT,
        recorded_by=officer,
    )
    HelpedVillager.objects.create(session=session, name=person.full_name, consented=True)
    return session


def _batch(officer: Account, unit: OrgUnit, release: CourseRelease) -> CertificateBatch:
    """Done, with both files."""
    batch = CertificateBatch(
        kind="class", state="done", release=release, unit=unit, asked_at=AT, asked_by=officer, finished_at=AT
    )
    batch.print_file.save("in.pdf", ContentFile(b"%PDF-"), save=False)
    batch.zip_file.save("tep.zip", ContentFile(b"PK\x05\x06" + bytes(18)), save=False)
    batch.save()
    return batch


def _merge(survivor: Person, unit: OrgUnit, officer: Account) -> PersonMerge:
    gone = PostingFactory(unit=unit, person__full_name=survivor.full_name).person
    return merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=officer)


def _certificate(enrolment: Enrolment, release: CourseRelease) -> Certificate:
    append_event(
        enrolment=enrolment, kind=EventKind.ASSESSMENT_PASSED, activity=release.items.get().activity, version=1,
        occurred_at=AT, recorded_at=AT, source=EventSource.QUIZ,
        evidence={"attempt": str(uuid4()), "score": 9, "of": 10, "pass_percent": 60},
    )  # fmt: skip
    certificate = issue_certificate(enrolment=enrolment, at=AT)
    certificate.pdf.save(f"{certificate.serial}.pdf", ContentFile(b"%PDF-1.7"))
    return certificate


def _roster(officer: Account, person: Person) -> Roster:
    totals = dict.fromkeys(
        ("data_rows", "created", "updated", "unchanged", "duplicate", "rejected", "units"), 1
    )
    roster = Roster.objects.create(
        file_name="ds.xlsx", sha256="0" * 64, state=State.APPLIED, as_of=AT.date(), uploaded_at=AT, uploaded_by=officer,
        applied_at=AT, applied_by=officer,
        totals=totals | {"hidden_sheets": [], "sheets_without_header": []},
    )  # fmt: skip
    data = {
        "full_name": person.full_name,
        "phone": person.phone,
        "unit": "",
        "unit_uuid": "",
        "unit_text": "",
    }
    more = {"birth": "", "gender": "", "id_last3": "", "email": "", "position": "", "changed": []}
    roster.rows.create(sheet="1", number=2, status="unchanged", reason="", warnings=[], data=data | more)
    return roster


def xlsx() -> SimpleUploadedFile:
    """A file that is no roster: refused with a sentence, by whoever may try."""
    return SimpleUploadedFile("a.xlsx", b"PK\x03\x04xx")
