"""Classes with their sheets, past classes, folders, prints and helpers' sessions."""

from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import (
    ClassSurvey,
    ClassTests,
    Quiz,
)
from content.models import PrintRun
from courses.models import (
    AttendanceSheet,
    CourseRelease,
    EvidenceFile,
    EvidenceFolder,
    HelpedVillager,
    HelpSession,
    PastClass,
    PastRow,
    TrainingSession,
)
from people.models import (
    Account,
    OrgUnit,
    Person,
)
from tests.factories.surveys import SurveyFactory
from tests.factories.training import SeatFactory, TrainingFactory
from tests.scope.world.roles import AT


def make_training(
    officer: Account, unit: OrgUnit, person: Person, release: CourseRelease, test: Quiz
) -> TrainingSession:
    """An open class of the commune with the person on its roll, a test and a form of its own."""
    session: TrainingSession = TrainingFactory(
        lead_unit=unit, release=release, created_by=officer, title="Lớp học tại hội trường"
    )
    SeatFactory(session=session, person=person, unit=unit)
    form = SurveyFactory(owner=unit, kind="session")
    ClassSurvey.objects.create(session=session, survey=form, bound_at=AT)
    ClassTests.objects.create(session=session, pre=test, chosen_at=AT)
    return session


def make_attendance_sheet(training: TrainingSession, person: Person) -> AttendanceSheet:
    """One person, there at the first meeting, with the signed paper."""
    table = f"TT,Họ và tên,Mã cán bộ,Điện thoại,Buổi 1\n1,{person.full_name},{person.staff_code},,x\n"
    return AttendanceSheet.objects.create(
        session=training, name="diem-danh.csv", uploaded_at=AT,
        table=SimpleUploadedFile("a.csv", table.encode()),
        scan=SimpleUploadedFile("ky.pdf", b"%PDF-1.7"),
    )  # fmt: skip


def make_past_class(officer: Account, unit: OrgUnit, person: Person, release: CourseRelease) -> PastClass:
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


def make_scan(officer: Account, past: PastClass) -> EvidenceFile:
    """Kept without a line in the log, which tests count."""
    file = SimpleUploadedFile("ds.pdf", b"%PDF-1.7")
    return EvidenceFile.objects.create(
        past_class=past, kind="sheet", name="ds.pdf", size=8, sha256=f"{past.pk:064d}", file=file,
        uploaded_at=AT, uploaded_by=officer,
    )  # fmt: skip


def make_folder(officer: Account, training: TrainingSession) -> EvidenceFolder:
    """Done, asked for by the officer."""
    folder = EvidenceFolder(session=training, asked_at=AT, asked_by=officer, state="done", finished_at=AT)
    folder.file.save("ho-so.zip", ContentFile(b"PK\x05\x06" + bytes(18)), save=False)
    folder.save()
    return folder


def make_print_run(officer: Account, unit: OrgUnit, going: CourseRelease) -> PrintRun:
    return PrintRun.objects.create(
        version=going.items.earliest("pk").activity.versions.earliest("pk"), code=f"in{unit.pk}",
        form="a4", copies=20, unit=unit, handed_on=AT.date(),
        recorded_at=AT, recorded_by=officer,
    )  # fmt: skip


def make_help(officer: Account, unit: OrgUnit, person: Person) -> HelpSession:
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
