"""One commune with one of every thing."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import (
    Accommodation,
    Appeal,
    MarkingTask,
)
from assessments.services.attempts import start_attempt
from certificates.models import ExternalCertificate
from common import clock
from content.models import Invite
from courses.models import (
    WatchAnomaly,
)
from courses.services.enrolment import assign, enrol
from people.models import (
    OrgUnit,
    ProgrammeRole,
    Reorganisation,
    RoleKind,
    Scope,
    UnitDesignation,
    UnitParent,
)
from reports.models import (
    SavedView,
    Target,
    UnitAchievement,
    UnitNumber,
)
from tests.factories import (
    AccountFactory,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
)
from tests.factories.assessments import BankFactory, ImportFactory, QuestionFactory, QuizFactory
from tests.factories.pages import commune_page, publish
from tests.factories.surveys import SurveyFactory
from tests.scope.world.classes import (
    make_attendance_sheet,
    make_folder,
    make_help,
    make_past_class,
    make_print_run,
    make_scan,
    make_training,
)
from tests.scope.world.examined import make_marked, make_pile, make_regrade
from tests.scope.world.figures import (
    make_broadcast,
    make_bulk,
    make_campaign,
    make_chase,
    make_export,
    make_slot,
    make_training_plan,
)
from tests.scope.world.papers import make_batch, make_certificate
from tests.scope.world.people import make_guidance, make_merge, make_roster
from tests.scope.world.roles import AT
from tests.scope.world.things import Side


def make_side(
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
    marked = make_marked(attempt, test)
    order = assign(course=going.course, unit=unit, due_on=clock.today(), at=AT, by=officer)
    training, past = (
        make_training(officer, unit, person, going, test),
        make_past_class(officer, unit, person, going),
    )
    return Side(
        page=publish(commune_page(unit)),
        exam=exam, exam_regrade=make_regrade(exam, []), bank=bank, question=question,
        question_import=ImportFactory(bank=bank),
        bulk=make_bulk(officer, person), export=make_export(officer),
        view=SavedView.objects.create(
            owner=officer, name=f"Chế độ {unit.code}", path="/nhan-su/", query="khung=then", saved_at=AT
        ),
        unit=unit, person=person, account=AccountFactory(person=person, username=person.staff_code, last_login=AT),
        enrolment=enrolment, attempt=attempt,
        reading=MarkingTask.objects.create(attempt=marked, quiz=test, question=marked.paper[0]["id"], since=AT),
        appeal=Appeal.objects.create(attempt=marked, reason="Xem lại giúp", asked_at=AT),
        certificate=make_certificate(enrol(learner=person, course=done.course, at=AT), done),
        assignment=order,
        chase=make_chase(order, unit, person),
        officer=officer, scope=scope, roster=make_roster(officer, person),
        twin=twin, merge=make_merge(twin, unit, officer), post=post,
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
        batch=make_batch(officer, unit, done), survey=survey, pile=make_pile(survey, unit, officer),
        training=training,
        past=past,
        scan=make_scan(officer, past),
        folder=make_folder(officer, training),
        help=make_help(officer, unit, person),
        guidance=make_guidance(officer, unit),
        print_run=make_print_run(officer, unit, going),
        invite=Invite.objects.create(code=f"moi{unit.pk}", unit=unit, occasion="Họp", made_at=AT, made_by=officer),
        slot=make_slot(officer, unit, going),
        broadcast=make_broadcast(officer, unit, going),
        attendance_sheet=make_attendance_sheet(training, person),
        given_time=Accommodation.objects.create(person=person, extra_minutes=5, reason="Sự cố", given_at=AT),
        campaign=make_campaign(unit),
        training_plan=make_training_plan(unit, going),
        number=UnitNumber.objects.create(
            unit=unit, measure="lao_dong", on=AT.date(), value=unit.pk, source="Niên giám", recorded_at=AT
        ),
    )  # fmt: skip
