"""One person by hand: added once, corrected with a trace, posted, transferred and retired; each door refuses."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from common.errors import Conflict, DomainError, Forbidden
from people.models import Account, AuditEntry, OrgUnit, Person, Posting, ProgrammeRole, RoleKind, UnitChange
from people.queries.identity import holder_of
from people.queries.people import posted_on
from people.rosters.row import identity_hash
from people.services.persons import AlreadyKnown, PerhapsKnown, Said, add_person, correct_person
from people.services.posts import NewPost, add_post, correct_post, end_post, transfer, void_post
from people.services.roles import Membership, correct_role, give_role, void_role
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ScopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
TODAY, BORN = date(2026, 11, 26), date(1988, 3, 5)
CCCD, CMND, PHONE = "075088001234", "271234567", "0912345678"
ANH = "Nguyễn Thị Ánh"


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def elsewhere() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def clerk(commune: OrgUnit) -> Account:
    account: Account = ScopeFactory(unit=commune).account
    return account


def said(name: str = ANH, **more: Any) -> Said:
    number = more.get("number", "")
    more |= {"number_kind": "cccd" if len(number) == 12 else "cmnd"} if number else {}
    return Said(full_name=name, **more)


def post(unit: OrgUnit, **more: Any) -> NewPost:
    return NewPost(unit=unit, **{"position": "Công chức", "category": "", "starts_on": TODAY, **more})


def add(said: Said, unit: OrgUnit, by: Account, **more: Any) -> Person:
    return add_person(said=said, post=post(unit), at=AT, by=by, **more)


def placed(unit: OrgUnit, number: str = "", **more: Any) -> Person:
    if number:
        more |= {"id_hash": identity_hash(number), "id_kind": "cccd", "id_last3": number[-3:]}
    person: Person = PostingFactory(unit=unit, person=PersonFactory(**more)).person
    return person


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_person_is_added_with_a_code_and_a_post(commune: OrgUnit, clerk: Account) -> None:
    person = add(said(birth_on=BORN, birth_year=1988, number=CCCD), commune, clerk)
    assert person.staff_code.startswith("CB")
    assert person.postings.get().unit == commune
    assert (person.id_hash, person.id_last3) == (identity_hash(CCCD), "234")
    assert actions() == ["person_added"]


def test_nobody_is_added_whom_nothing_would_tell_apart(commune: OrgUnit, clerk: Account) -> None:
    with pytest.raises(DomainError, match="nhận ra đúng người"):
        add(said(birth_year=1988), commune, clerk)


@pytest.mark.parametrize("by_what", [{"number": CCCD}, {"phone": PHONE}])
def test_somebody_in_sight_is_offered_instead(
    commune: OrgUnit, clerk: Account, by_what: dict[str, str]
) -> None:
    known = placed(commune, CCCD, full_name=ANH, phone=PHONE)
    with pytest.raises(AlreadyKnown) as offer:
        add(said(**by_what), commune, clerk)
    assert offer.value.person == known
    assert Person.objects.count() == 1


@pytest.mark.parametrize("by_what", [{"number": CCCD}, {"phone": PHONE}])
def test_of_somebody_out_of_sight_nothing_is_said(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account, by_what: dict[str, str]
) -> None:
    placed(elsewhere, CCCD, full_name=ANH, phone=PHONE)
    with pytest.raises(Conflict) as refusal:
        add(said(**by_what), commune, clerk)
    assert not isinstance(refusal.value, AlreadyKnown)
    assert ANH not in str(refusal.value)
    assert "cấp tỉnh" in str(refusal.value)


def test_a_namesake_with_the_same_birthday_is_asked_about(commune: OrgUnit, clerk: Account) -> None:
    known = placed(commune, full_name="Nguyễn Thị Hoà", birth_on=BORN)
    twin = said("Nguyễn Thị Hòa", birth_on=BORN)
    with pytest.raises(PerhapsKnown) as question:
        add(twin, commune, clerk)
    assert question.value.people == [known]
    assert add(twin, commune, clerk, certain=True) != known


def test_a_namesake_out_of_sight_is_no_hint(commune: OrgUnit, elsewhere: OrgUnit, clerk: Account) -> None:
    placed(elsewhere, full_name=ANH, birth_on=BORN)
    assert add(said(birth_on=BORN), commune, clerk).full_name == ANH


def test_two_on_one_family_phone_are_two(commune: OrgUnit, clerk: Account) -> None:
    placed(commune, full_name="Trần Văn Bình", phone=PHONE)
    add(said(phone=PHONE), commune, clerk)
    placed(commune, "075088009999", full_name="Lê Thị Hoa", phone="0987654321")
    add(said("Lê Thị Hoa", phone="0987654321", number=CCCD), commune, clerk, certain=True)
    assert Person.objects.count() == 4


def test_whoever_left_every_post_is_taken_over_by_name_and_number(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account
) -> None:
    left = placed(elsewhere, CCCD, full_name=ANH)
    left.postings.update(ends_on=date(2026, 11, 1))
    with pytest.raises(Conflict, match="cấp tỉnh"):
        add(said("Nguyễn Thị Khác", number=CCCD), commune, clerk)
    assert add(said(number=CCCD), commune, clerk) == left
    assert left.postings.count() == 2


def test_only_hr_of_the_unit_adds(commune: OrgUnit, elsewhere: OrgUnit, clerk: Account) -> None:
    for by in (AccountFactory(), ScopeFactory(unit=commune, role="lanh_dao").account):
        with pytest.raises(Forbidden):
            add(said(birth_on=BORN), commune, by)
    with pytest.raises(DomainError, match="trong phạm vi"):
        add(said(birth_on=BORN), elsewhere, clerk)
    assert not Person.objects.exists()


def test_a_correction_keeps_old_and_new_in_the_log_but_no_number(commune: OrgUnit, clerk: Account) -> None:
    person = placed(commune, full_name=ANH, birth_on=BORN, birth_year=1988, phone=PHONE)
    new = said("Nguyễn Thị Anh", birth_year=1989, phone="0987654321", number=CCCD)
    correct_person(person=person, said=new, at=AT, by=clerk)
    person.refresh_from_db()
    assert (person.full_name, person.birth_on, person.birth_year) == ("Nguyễn Thị Anh", None, 1989)
    detail = AuditEntry.objects.get().detail
    assert detail["full_name"] == [ANH, "Nguyễn Thị Anh"]
    assert detail["birth_on"] == ["1988-03-05", None]
    assert detail["phone"] == [PHONE, "0987654321"]
    assert detail["number"] == "cccd"
    assert CCCD not in str(detail)
    assert identity_hash(CCCD) not in str(detail)


def test_saying_the_same_again_is_no_deed(commune: OrgUnit, clerk: Account) -> None:
    person = placed(commune, full_name=ANH, birth_on=BORN, birth_year=1988)
    assert correct_person(person=person, said=said(birth_on=BORN, birth_year=1988), at=AT, by=clerk) == {}
    assert actions() == []


def test_an_old_cmnd_is_remembered_beside_the_cccd(commune: OrgUnit, clerk: Account) -> None:
    person = add(said(birth_on=BORN, number=CMND), commune, clerk)
    correct_person(person=person, said=said(birth_on=BORN, number=CCCD), at=AT, by=clerk)
    person.refresh_from_db()
    assert person.id_kind == "cccd"
    assert holder_of(identity_hash(CMND)) == holder_of(identity_hash(CCCD)) == person
    correct_person(person=person, said=said(birth_on=BORN, number="075088001235"), at=AT, by=clerk)
    assert holder_of(identity_hash(CCCD)) is None  # a slip of the finger, corrected


def test_anothers_number_is_refused_and_named_only_in_sight(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account
) -> None:
    person = placed(commune, full_name="Lê Văn Cường")
    holder = placed(elsewhere, CCCD, full_name=ANH)
    with pytest.raises(Conflict) as refusal:
        correct_person(person=person, said=said("Lê Văn Cường", number=CCCD), at=AT, by=clerk)
    assert ANH not in str(refusal.value)
    PostingFactory(person=holder, unit=commune)
    with pytest.raises(Conflict, match=ANH):
        correct_person(person=person, said=said("Lê Văn Cường", number=CCCD), at=AT, by=clerk)


def test_nobody_redirects_the_letters_of_a_stronger_account(commune: OrgUnit, clerk: Account) -> None:
    trainer = placed(commune, full_name=ANH, email="a@b.vn")
    AccountFactory(person=trainer, is_staff=True)
    facts = {"birth_on": trainer.birth_on, "birth_year": trainer.birth_year}
    with pytest.raises(Forbidden):
        correct_person(person=trainer, said=said(email="clerk@b.vn", **facts), at=AT, by=clerk)
    correct_person(person=trainer, said=said("Nguyễn Thị Anh", email="a@b.vn", **facts), at=AT, by=clerk)
    trainer.refresh_from_db()
    assert (trainer.full_name, trainer.email) == ("Nguyễn Thị Anh", "a@b.vn")


def test_a_second_post_elsewhere_in_scope_but_not_twice_in_one_unit(commune: OrgUnit) -> None:
    operator = AccountFactory(is_superuser=True)
    person = placed(commune)
    add_post(person=person, post=post(OrgUnitFactory()), at=AT, by=operator)
    with pytest.raises(Conflict, match="đã có vị trí"):
        add_post(person=person, post=post(commune), at=AT, by=operator)
    assert posted_on(TODAY).filter(person=person).count() == 2


def test_a_unit_that_was_merged_is_the_same_unit(commune: OrgUnit) -> None:
    old = OrgUnitFactory(valid_to=date(2025, 7, 1))
    UnitChange.objects.create(from_unit=old, to_unit=commune, extent="whole", effective_on=date(2025, 7, 1))
    person = placed(old)
    with pytest.raises(Conflict, match="đã có vị trí"):
        add_post(person=person, post=post(commune), at=AT, by=AccountFactory(is_superuser=True))


def test_a_post_does_not_begin_before_its_unit(clerk: Account) -> None:
    young = OrgUnitFactory(valid_from=date(2025, 7, 1))
    with pytest.raises(DomainError, match="01/07/2025"):
        add_post(
            person=placed(OrgUnitFactory()), post=post(young, starts_on=date(2024, 1, 1)), at=AT,
            by=AccountFactory(is_superuser=True),
        )  # fmt: skip


def test_a_post_of_tomorrow_counts_tomorrow(commune: OrgUnit) -> None:
    person, tomorrow = placed(OrgUnitFactory()), date(2026, 11, 27)
    add_post(
        person=person, post=post(commune, starts_on=tomorrow), at=AT, by=AccountFactory(is_superuser=True)
    )
    assert not posted_on(TODAY).filter(unit=commune).exists()
    assert posted_on(tomorrow).filter(unit=commune).exists()


def test_a_transfer_ends_here_and_begins_there_on_one_day(commune: OrgUnit, elsewhere: OrgUnit) -> None:
    operator = AccountFactory(is_superuser=True)
    posting = placed(commune).postings.get()
    transfer(posting=posting, post=post(elsewhere), at=AT, by=operator)
    posting.refresh_from_db()
    assert (posting.ends_on, posting.end_reason) == (TODAY, "chuyen_cong_tac")
    assert posted_on(TODAY).get(person=posting.person).unit == elsewhere
    assert actions() == ["person_transferred"]


def test_a_commune_hands_over_by_ending_and_the_other_by_adding(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account
) -> None:
    person = placed(commune, CCCD, full_name=ANH)
    posting = person.postings.get()
    with pytest.raises(DomainError, match="trong phạm vi"):
        transfer(posting=posting, post=post(elsewhere), at=AT, by=clerk)
    end_post(posting=posting, ends_on=TODAY, reason="chuyen_cong_tac", at=AT, by=clerk)
    receiver = ScopeFactory(unit=elsewhere).account
    assert add(said(number=CCCD), elsewhere, receiver) == person


def test_an_end_is_after_the_beginning_and_said_once(commune: OrgUnit, clerk: Account) -> None:
    posting = placed(commune).postings.get()
    with pytest.raises(DomainError, match="sau ngày bắt đầu"):
        end_post(posting=posting, ends_on=posting.starts_on, reason="nghi_huu", at=AT, by=clerk)
    end_post(posting=posting, ends_on=TODAY, reason="nghi_huu", at=AT, by=clerk)
    with pytest.raises(Conflict, match="đã kết thúc"):
        end_post(posting=posting, ends_on=TODAY, reason="nghi_huu", at=AT, by=clerk)


def test_the_old_dates_of_a_corrected_post_are_in_the_log(commune: OrgUnit, clerk: Account) -> None:
    posting = placed(commune).postings.get()
    right = post(commune, starts_on=date(2024, 5, 1), position="Chuyên viên", category="cong_chuc")
    correct_post(posting=posting, post=right, at=AT, by=clerk)
    detail = AuditEntry.objects.get().detail
    assert detail["before"]["starts_on"] == "2023-12-31"
    assert detail["after"] == {**detail["after"], "starts_on": "2024-05-01", "category": "cong_chuc"}


def test_a_category_is_given_only_while_it_is_in_force(commune: OrgUnit, clerk: Account) -> None:
    posting = placed(commune).postings.get()
    late = post(commune, category="khong_chuyen_trach", starts_on=date(2026, 7, 1))
    with pytest.raises(DomainError, match="Nhóm cán bộ"):
        correct_post(posting=posting, post=late, at=AT, by=clerk)
    correct_post(
        posting=posting, post=post(commune, category="khong_chuyen_trach", starts_on=date(2026, 5, 1)),
        at=AT, by=clerk,
    )  # fmt: skip


def test_a_post_written_by_mistake_counts_nowhere_and_can_be_written_again(
    commune: OrgUnit, clerk: Account
) -> None:
    person = placed(commune)
    posting = add_post(
        person=person, post=post(OrgUnitFactory()), at=AT, by=AccountFactory(is_superuser=True)
    )
    with pytest.raises(DomainError, match="trong phạm vi"):
        void_post(posting=posting, at=AT, by=clerk)
    operator = AccountFactory(is_superuser=True)
    void_post(posting=posting, at=AT, by=operator)
    assert not posted_on(TODAY).filter(pk=posting.pk).exists()
    again = add_post(person=person, post=post(posting.unit), at=AT, by=operator)
    assert Posting.objects.filter(unit=posting.unit).get() == again


def test_nobody_changes_a_post_in_a_unit_of_others(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account
) -> None:
    person = placed(commune)
    foreign = PostingFactory(person=person, unit=elsewhere)
    for deed in (
        lambda: end_post(posting=foreign, ends_on=TODAY, reason="khac", at=AT, by=clerk),
        lambda: correct_post(posting=foreign, post=post(elsewhere), at=AT, by=clerk),
        lambda: void_post(posting=foreign, at=AT, by=clerk),
    ):
        with pytest.raises(DomainError, match="trong phạm vi"):
            deed()


def membership(unit: OrgUnit, code: str = "bcd_ntm", **more: Any) -> Membership:
    return Membership(unit=unit, role=RoleKind.objects.get(code=code), **{"starts_on": TODAY, **more})


def test_a_role_is_given_corrected_and_ended_beside_the_category(commune: OrgUnit, clerk: Account) -> None:
    person = placed(commune)
    role = give_role(person=person, said=membership(commune), at=AT, by=clerk)
    give_role(person=person, said=membership(commune, "can_bo_nguon"), at=AT, by=clerk)
    with pytest.raises(Conflict, match="đang giữ"):
        give_role(person=person, said=membership(commune), at=AT, by=clerk)
    with pytest.raises(DomainError, match="sau ngày bắt đầu"):
        correct_role(role=role, said=membership(commune, ends_on=TODAY), at=AT, by=clerk)
    correct_role(role=role, said=membership(commune, ends_on=date(2026, 12, 1)), at=AT, by=clerk)
    role.refresh_from_db()
    assert role.ends_on == date(2026, 12, 1)
    void_role(role=role, at=AT, by=clerk)
    assert give_role(person=person, said=membership(commune), at=AT, by=clerk) == role
    assert actions() == ["role_given", "role_given", "role_corrected", "role_voided", "role_given"]


def test_a_role_in_a_unit_of_others_is_not_given(
    commune: OrgUnit, elsewhere: OrgUnit, clerk: Account
) -> None:
    for person, unit in ((placed(commune), elsewhere), (placed(elsewhere), commune)):
        with pytest.raises(DomainError, match="trong phạm vi"):
            give_role(person=person, said=membership(unit), at=AT, by=clerk)
    RoleKind.objects.filter(code="bcd_ntm").update(valid_to=date(2026, 1, 1))
    with pytest.raises(DomainError, match="không dùng"):
        give_role(person=placed(commune), said=membership(commune), at=AT, by=clerk)
    assert not ProgrammeRole.objects.exists()
