"""Classes held before this system: judged, approved by a second person, counted once from their true day, undone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from certificates.services.issuing import issue_certificate, revoke_certificate
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Enrolment, EnrolmentProgress, LearningEvent, PastClass, PastRow
from courses.models.record import EventKind
from courses.queries.folding import progress_of
from courses.resources.past_classes import job, verbs
from courses.resources.past_classes.checking import submit
from courses.services.class_evidence import keep_evidence
from courses.services.enrolment import enrol
from courses.services.past import steps
from courses.services.past.forgetting import forget_past_files
from courses.services.record import append_event
from people.models import Account, OrgUnit, Person, Posting, Scope, UnitChange, UnitParent
from people.rosters.row import identity_hash
from tests.courses.training.past_books import DAY, book, row
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
CCCD = "075188001234"


@pytest.fixture
def office(province: OrgUnit) -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(
        name="Khoa học và Công nghệ",
        kind="sở",
        level="tinh",
        is_office=True,
        full_name="Sở Khoa học và Công nghệ",
    )
    UnitParent.objects.create(unit=unit, parent=province)
    return unit


@pytest.fixture
def commune(province: OrgUnit) -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")
    UnitParent.objects.create(unit=unit, parent=province)
    return unit


@pytest.fixture
def second(province: OrgUnit) -> Account:
    account: Account = AccountFactory(username="nhansu-hai")
    Scope.objects.create(account=account, unit=province)
    return account


@pytest.fixture
def course(office: OrgUnit) -> Any:
    return ReleaseFactory(items=["video", "quiz"]).course


def known(commune: OrgUnit, name: str, cccd: str = "", **more: Any) -> Person:
    number = {"id_hash": identity_hash(cccd), "id_kind": "cccd", "id_last3": cccd[-3:]} if cccd else {}
    person: Person = PersonFactory(full_name=name, **number, **more)
    PostingFactory(person=person, unit=commune, starts_on=date(2025, 8, 1))
    return person


def sent(course: Any, rows: list[Any], by: Account, **head: Any) -> PastClass:
    data = book(course.code, "Sở Khoa học và Công nghệ", rows, **head)
    past = submit(data, file_name="lop.xlsx", at=AT, by=by).past
    keep_evidence(owner=past, kind="sheet", name="ds.pdf", data=b"%PDF-1.7 ky", at=AT, by=by)
    return past


def recorded(past: PastClass, by: Account, second: Account, *, adds_people: bool = False) -> PastClass:
    verbs.ask(past, adds_people=adds_people, at=AT, by=by)
    return verbs.approve(past, at=AT, by=second)


def statuses(past: PastClass) -> list[str]:
    return list(past.rows.order_by("number").values_list("status", flat=True))


def test_a_class_counts_from_its_true_day_once_it_is_approved(course, commune, clerk, second):
    person = known(commune, "Trần Thị Mai", CCCD)
    past = sent(course, [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)], clerk)
    assert statuses(past) == ["new"]
    assert not LearningEvent.objects.exists()
    past = recorded(past, clerk, second)
    event = LearningEvent.objects.get(kind=EventKind.SESSION_ATTENDED)
    assert past.state == "applied"
    assert (event.backfilled, event.source, event.recorded_at) == (True, "import", AT)
    assert (event.occurred_at, event.evidence["session"]) == (past.occurred_at, str(past.uuid))
    progress = EnrolmentProgress.objects.get(enrolment__learner=person)
    assert (progress.state, progress.completed_at) == ("completed", past.occurred_at)
    assert past.rows.get().event == event
    assert not past.file  # identity numbers go with it


def test_the_same_file_again_changes_nothing(course, commune, clerk, second):
    known(commune, "Trần Thị Mai", CCCD)
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)]
    data = book(course.code, "Sở Khoa học và Công nghệ", rows)
    past = submit(data, file_name="lop.xlsx", at=AT, by=clerk).past
    keep_evidence(owner=past, kind="sheet", name="ds.pdf", data=b"%PDF-1.7 ky", at=AT, by=clerk)
    recorded(past, clerk, second)
    again = submit(data, file_name="lop.xlsx", at=AT, by=clerk)
    assert (again.past, again.again) == (past, True)
    other = sent(course, rows, clerk, **{"Tên lớp": "Cùng lớp, gõ lại"})
    assert statuses(other) == ["known"]
    with pytest.raises(DomainError, match="Không có dòng nào"):
        verbs.ask(other, adds_people=False, at=AT, by=clerk)


def test_two_files_of_one_class_approved_one_after_the_other_are_one_fact(course, commune, clerk, second):
    known(commune, "Trần Thị Mai", CCCD)
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)]
    first, other = sent(course, rows, clerk), sent(course, rows, clerk, **{"Tên lớp": "Gõ lại"})
    recorded(first, clerk, second)
    other = recorded(other, clerk, second)
    assert statuses(other) == ["known"]
    assert LearningEvent.objects.filter(kind=EventKind.SESSION_ATTENDED).count() == 1


def test_a_person_who_learnt_online_too_counts_once(course, commune, clerk, second):
    person = known(commune, "Trần Thị Mai", CCCD)
    enrolment = enrol(learner=person, course=course, at=AT)
    evidence = {"certificate": "x", "issuer": "Trường", "number": "1"}
    append_event(
        enrolment=enrolment, kind=EventKind.RECOGNISED, occurred_at=AT, recorded_at=AT, evidence=evidence
    )
    past = sent(course, [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)], clerk)
    assert statuses(past) == ["counted"]
    recorded(past, clerk, second)
    assert Enrolment.objects.count() == 1
    assert EnrolmentProgress.objects.filter(state="completed").count() == 1
    assert progress_of(enrolment).completed_at == past.occurred_at


def test_the_first_of_two_files_undone_leaves_the_word_of_the_second(
    course: Any, commune: OrgUnit, clerk: Account, second: Account
) -> None:
    person = known(commune, "Nguyễn Thị Thu Hà", CCCD)
    line = row(person.full_name, "Xã Xuân Định", cccd=CCCD)
    files = [sent(course, [line], clerk), sent(course, [line, line], clerk)]
    first, again = (recorded(past, clerk, second) for past in files)
    assert again.totals["recorded"] == 0
    verbs.undo(first, at=AT + timedelta(hours=1), by=second)
    again.refresh_from_db()
    assert progress_of(person.enrolments.get()).state == "completed"
    assert (again.totals["recorded"], again.totals["new"]) == (1, 1)
    verbs.undo(again, at=AT + timedelta(hours=2), by=second)
    assert progress_of(person.enrolments.get()).state != "completed"


def test_a_stranger_in_two_classes_that_wait_together_becomes_one_person(
    course: Any, commune: OrgUnit, clerk: Account, second: Account
) -> None:
    born = "03/02/1979"
    days = {"Từ ngày": date(2024, 5, 6), "Đến ngày": date(2024, 5, 7)}
    files = [
        sent(course, [row("Lê Văn Tâm", "Xã Xuân Định", born=born)], clerk),
        sent(course, [row("LÊ VĂN TÂM", "Xã Xuân Định", born=born, cccd=CCCD)], clerk, **days),
    ]
    for past in files:
        recorded(past, clerk, second, adds_people=True)
    person = Person.objects.get(full_name="Lê Văn Tâm")
    assert person.enrolments.get().events.filter(kind=EventKind.SESSION_ATTENDED).count() == 2


def test_somebody_twice_in_a_file_is_recorded_once(course, commune, clerk, second):
    known(commune, "Trần Thị Mai", CCCD, phone="0912345678")
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD), row("Trần Thị Mai", "", phone="0912345678")]
    past = recorded(sent(course, rows, clerk), clerk, second)
    assert statuses(past) == ["new", "duplicate"]
    assert past.totals["recorded"] == 1


def test_a_commune_of_then_leads_to_its_people_of_today(course, province, commune, clerk):
    old = OrgUnitFactory(name="Xuân Thọ", full_name="Xã Xuân Thọ", valid_to=date(2025, 7, 1))
    UnitChange.objects.create(
        from_unit=old, to_unit=commune, effective_on=date(2025, 7, 1), is_principal=True, extent="whole"
    )
    person = known(commune, "Lê Văn Tâm", birth_on=date(1979, 2, 3))
    past = sent(course, [row("Lê Văn Tâm", "Xã Xuân Thọ", born="03/02/1979")], clerk)
    found = past.rows.get()
    assert (found.status, found.person, found.unit) == ("new", person, old)


def test_whoever_is_in_no_register_is_listed_and_added_only_when_asked(course, commune, clerk, second):
    rows = [row("Phạm Văn Lạ", "Xã Xuân Định", cccd=CCCD)]
    past = sent(course, rows, clerk)
    assert statuses(past) == ["unknown"]
    with pytest.raises(DomainError, match="Không có dòng nào"):
        verbs.ask(past, adds_people=False, at=AT, by=clerk)
    recorded(past, clerk, second, adds_people=True)
    person = Person.objects.get(full_name="Phạm Văn Lạ")
    post = Posting.objects.get(person=person)
    assert (post.unit, post.starts_on, post.ends_on) == (commune, DAY, date(2023, 8, 17))
    assert person.id_hash == identity_hash(CCCD)
    assert past.rows.get().data["id_hash"] == ""
    assert EnrolmentProgress.objects.get(enrolment__learner=person).state == "completed"


def test_somebody_added_meanwhile_is_found_not_doubled(course, commune, clerk, second):
    past = sent(course, [row("Phạm Văn Lạ", "Xã Xuân Định", cccd=CCCD)], clerk)
    person = known(commune, "Phạm Văn Lạ", CCCD)
    recorded(past, clerk, second, adds_people=True)
    assert past.rows.get().person == person
    assert Person.objects.filter(full_name="Phạm Văn Lạ").count() == 1


def test_a_number_of_somebody_else_and_a_row_without_a_name_are_refused_with_a_reason(course, commune, clerk):
    known(commune, "Trần Thị Mai", CCCD)
    rows = [row("Người Khác", "Xã Xuân Định", cccd=CCCD), row("Không Ai", "Xã Xuân Định")]
    past = sent(course, rows, clerk)
    assert list(past.rows.order_by("number").values_list("reason", flat=True)) == [
        "identity_conflict", "missing_identifier",
    ]  # fmt: skip


def test_nobody_approves_their_own_class(course, commune, clerk):
    known(commune, "Trần Thị Mai", CCCD)
    past = sent(course, [row("Trần Thị Mai", "", cccd=CCCD)], clerk)
    verbs.ask(past, adds_people=False, at=AT, by=clerk)
    with pytest.raises(Forbidden, match="không tự duyệt"):
        verbs.approve(past, at=AT, by=clerk)


def test_without_papers_nobody_is_asked(course, commune, clerk):
    known(commune, "Trần Thị Mai", CCCD)
    data = book(course.code, "Sở Khoa học và Công nghệ", [row("Trần Thị Mai", "", cccd=CCCD)])
    past = submit(data, file_name="lop.xlsx", at=AT, by=clerk).past
    with pytest.raises(DomainError, match="giấy tờ minh chứng"):
        verbs.ask(past, adds_people=False, at=AT, by=clerk)


def test_people_of_other_units_are_not_put_down_by_a_commune(course, commune, clerk, province):
    other = OrgUnitFactory(name="Bàu Cạn", full_name="Xã Bàu Cạn")
    UnitParent.objects.create(unit=other, parent=province)
    officer = AccountFactory()
    Scope.objects.create(account=officer, unit=other)
    known(commune, "Trần Thị Mai", CCCD)
    data = book(course.code, "Xã Bàu Cạn", [row("Trần Thị Mai", "", cccd=CCCD)])
    past = submit(data, file_name="lop.xlsx", at=AT, by=officer).past
    assert past.rows.get().reason == "person_outside_scope"
    with pytest.raises(DomainError, match="ngoài phạm vi"):
        sent(course, [row("Trần Thị Mai", "", cccd=CCCD)], officer)


def test_a_whole_class_is_undone_and_may_come_in_again(course, commune, clerk, second):
    person = known(commune, "Trần Thị Mai", CCCD)
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)]
    past = recorded(sent(course, rows, clerk), clerk, second)
    with pytest.raises(Forbidden):
        verbs.undo(past, at=AT, by=clerk)
    past = verbs.undo(past, at=AT, by=second)
    assert past.state == "undone"
    assert EnrolmentProgress.objects.get(enrolment__learner=person).state == "not_started"
    again = recorded(sent(course, rows, clerk), clerk, second)
    assert again.totals["recorded"] == 1
    assert EnrolmentProgress.objects.get(enrolment__learner=person).state == "completed"


def test_what_a_certificate_rests_on_is_not_undone(course, office, commune, clerk, second):
    person = known(commune, "Trần Thị Mai", CCCD)
    past = recorded(sent(course, [row("Trần Thị Mai", "", cccd=CCCD)], clerk), clerk, second)
    course.owner_unit = office
    course.save()
    paper = issue_certificate(enrolment=Enrolment.objects.get(learner=person), at=AT)
    with pytest.raises(Conflict, match="giấy chứng nhận"):
        verbs.undo(past, at=AT, by=second)
    revoke_certificate(certificate=paper, reason="Lớp ghi nhầm", by=second, at=AT)
    assert verbs.undo(past, at=AT, by=second).state == "undone"


def test_a_worker_that_is_killed_leaves_whole_steps_and_another_goes_on(
    course, commune, clerk, second, monkeypatch
):
    monkeypatch.setattr(steps, "STEP", 2)
    numbers = [f"07518800{n:04d}" for n in range(5)]
    for number in numbers:
        known(commune, "Trần Thị Mai", number)
    past = sent(course, [row("Trần Thị Mai", "", cccd=number) for number in numbers], clerk)
    verbs.ask(past, adds_people=False, at=AT, by=clerk)
    PastClass.objects.filter(pk=past.pk).update(state="queued", approved_at=AT, approved_by=second)
    lease = job.claim(past.pk, lambda: AT)
    assert lease
    assert not job.run(past.pk, lambda: AT)  # it is somebody's
    lease.give_back()
    assert job.run(past.pk, lambda: AT)
    past.refresh_from_db()
    assert (past.state, past.totals["recorded"]) == ("applied", 5)


def test_a_workbook_that_nobody_had_recorded_goes_after_a_month(course, commune, clerk):
    past = sent(course, [row("Phạm Văn Lạ", "Xã Xuân Định", cccd=CCCD)], clerk)
    assert past.rows.get().data["id_hash"]
    assert forget_past_files(at=AT + timedelta(days=29)) == 0
    assert forget_past_files(at=AT + timedelta(days=31)) == 1
    past.refresh_from_db()
    assert (past.state, bool(past.file), past.rows.get().data["id_hash"]) == ("cancelled", False, "")


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Khóa học", "KHONGCO", "Khóa học"),
        ("Đơn vị chủ trì", "Sở Không Có", "Đơn vị chủ trì"),
        ("Đến ngày", "tháng tám", "Từ ngày"),
        ("Đến ngày", date(2099, 1, 1), "đã diễn ra"),
        ("Số tiết", "nhiều", "Số tiết"),
        ("Tên lớp", "", "Tên lớp"),
        ("Kinh phí – Vốn ngân sách địa phương (đồng)", "mười triệu", "số đồng"),
    ],
)
def test_a_head_that_cannot_be_true_is_refused_with_its_sentence(
    course, commune, clerk, label, value, sentence
):
    rows = [row("Trần Thị Mai", "Xã Xuân Định", cccd=CCCD)]
    with pytest.raises(DomainError, match=sentence):
        sent(course, rows, clerk, **{label: value})
    assert not PastClass.objects.exists()
    assert not PastRow.objects.exists()
