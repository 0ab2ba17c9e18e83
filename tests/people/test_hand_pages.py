"""The pages for one person, merges and lists: what a clerk sees, and what nobody else is told."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from common import clock
from people.models import (
    Account,
    OrgUnit,
    Person,
    PersonMerge,
    Posting,
    PostingCategory,
    ProgrammeRole,
    RoleKind,
)
from people.rosters.row import identity_hash
from people.services.merging import merge_persons
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ScopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
ANH = "Nguyễn Thị Ánh"


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def clerk(commune: OrgUnit, client: Any) -> Account:
    """HR of the commune, signed in."""
    account: Account = ScopeFactory(unit=commune).account
    client.force_login(account)
    return account


def placed(unit: OrgUnit, **more: Any) -> Person:
    person: Person = PostingFactory(unit=unit, person=PersonFactory(**{"full_name": ANH, **more})).person
    return person


def given(person: Person, unit: OrgUnit) -> ProgrammeRole:
    kind = RoleKind.objects.get(code="bcd_ntm")
    return ProgrammeRole.objects.create(person=person, unit=unit, role=kind, starts_on=date(2026, 1, 1))


def page(client: Any, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


NEW = {"full_name": ANH, "birth": "05/03/1988", "phone": "0912 345 678", "starts_on": "26/11/2026"}


def test_a_person_is_added_by_form(commune: OrgUnit, clerk: Account, client: Any) -> None:
    answer = client.post(
        reverse("person_new"), NEW | {"unit": commune.uuid, "number": "075088001234"}, follow=True
    )
    person = Person.objects.get()
    assert answer.request["PATH_INFO"] == reverse("person_detail", args=[person.uuid])
    assert "CCCD" in answer.content.decode()
    assert "075088001234" not in answer.content.decode()
    assert (person.phone, person.birth_on) == ("0912345678", date(1988, 3, 5))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"full_name": "  "}, "Hãy ghi họ và tên"),
        ({"full_name": "123"}, "Hãy ghi họ và tên"),
        ({"birth": "31/02/1988"}, "Ngày sinh không có thật"),
        ({"phone": "12345"}, "10 chữ số"),
        ({"number": "12"}, "CCCD có 12 chữ số"),
        ({"starts_on": "01/01/0202"}, "ngoài khoảng hợp lý"),
        ({"starts_on": ""}, "Hãy ghi ngày"),
        ({"unit": uuid4()}, "Hãy chọn đơn vị trong danh sách"),
        ({"phone": "", "birth": "1988"}, "nhận ra đúng người"),
    ],
)
def test_a_bad_form_is_a_sentence(
    commune: OrgUnit, clerk: Account, client: Any, wrong: dict[str, Any], sentence: str
) -> None:
    answer = client.post(reverse("person_new"), NEW | {"unit": commune.uuid} | wrong)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Person.objects.exists()


def test_a_namesake_is_shown_and_may_be_somebody_else(commune: OrgUnit, clerk: Account, client: Any) -> None:
    known = placed(commune, birth_on=date(1988, 3, 5))
    asked = client.post(reverse("person_new"), NEW | {"unit": commune.uuid})
    assert asked.status_code == 400
    assert known.staff_code in asked.content.decode()
    client.post(reverse("person_new"), NEW | {"unit": commune.uuid, "chac-chan": "1"})
    assert Person.objects.count() == 2


def test_somebody_elsewhere_is_not_named(commune: OrgUnit, clerk: Account, client: Any) -> None:
    hidden = placed(OrgUnitFactory(), full_name=ANH, phone="0912345678")
    text = client.post(reverse("person_new"), NEW | {"unit": commune.uuid}).content.decode()
    assert "cấp tỉnh" in text
    assert hidden.staff_code not in text
    assert str(hidden.uuid) not in text


def test_the_pages_of_one_person_change_what_they_say(commune: OrgUnit, clerk: Account, client: Any) -> None:
    person = placed(commune)
    post, role = person.postings.get(), given(person, commune)
    today = f"{clock.today():%d/%m/%Y}"

    def send(name: str, *args: Any, **told: Any) -> None:
        answer = client.post(reverse(name, args=[person.uuid, *args]), told, follow=True)
        assert answer.status_code == 200, answer.content.decode()

    send("person_edit", full_name="Nguyễn Thị Anh", birth="1988")
    send("post_edit", post.uuid, position="Chuyên viên", category="cong_chuc", starts_on="01/02/2024")
    send(
        "role_edit",
        role.uuid,
        role="bcd_ntm",
        unit=commune.uuid,
        starts_on="01/02/2026",
        decision="12/QĐ-UBND",
    )
    send("role_new", role="can_bo_nguon", unit=commune.uuid, starts_on=today)
    text = page(client, "person_detail", person.uuid)
    for sentence in ("Nguyễn Thị Anh", "Chuyên viên", "Công chức", "12/QĐ-UBND", "Cán bộ nguồn quy hoạch"):
        assert sentence in text
    send("post_end", post.uuid, ends_on=today, reason="nghi_huu")
    assert Posting.objects.get(pk=post.pk).get_end_reason_display() == "Nghỉ hưu"
    assert (
        client.get(reverse("person_detail", args=[person.uuid])).status_code == 404
    )  # retired: no longer here


def test_a_whole_mistake_is_voided(commune: OrgUnit, clerk: Account, client: Any) -> None:
    person = placed(commune)
    role = given(person, commune)
    client.post(reverse("role_edit", args=[person.uuid, role.uuid]), {"ghi-nham": "1"})
    assert "12/QĐ" not in page(client, "person_detail", person.uuid)
    assert ProgrammeRole.objects.get().ends_on == role.starts_on


def test_the_province_transfers_by_one_form(commune: OrgUnit, client: Any) -> None:
    client.force_login(AccountFactory(is_superuser=True))
    person, other = placed(commune), OrgUnitFactory()
    address = reverse("post_transfer", args=[person.uuid, person.postings.get().uuid])
    client.post(address, {"unit": other.uuid, "starts_on": "01/11/2026", "position": "Phó Trưởng phòng"})
    assert other.full_name in page(client, "person_detail", person.uuid)
    assert person.postings.count() == 2


FORMS = [
    ("person_edit", ()), ("post_new", ()), ("post_edit", ("post",)), ("post_transfer", ("post",)),
    ("post_end", ("post",)), ("role_new", ()), ("role_edit", ("role",)), ("merge_choose", ()),
    ("merge_compare", ("other",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more"), FORMS)
def test_no_door_opens_to_people_of_others(
    commune: OrgUnit, clerk: Account, client: Any, name: str, more: tuple[str, ...]
) -> None:
    mine, unit = placed(commune), OrgUnitFactory()
    foreign = placed(unit)
    parts = {"post": foreign.postings.get().uuid, "role": given(foreign, unit).uuid, "other": mine.uuid}
    unknown = client.post(reverse(name, args=[uuid4(), *(uuid4() for _ in more)]), {})
    refused = client.post(reverse(name, args=[foreign.uuid, *(parts[one] for one in more)]), {})
    assert (unknown.status_code, refused.status_code) == (404, 404)
    if more:  # one's own person with a part of somebody else's
        parts["other"] = foreign.uuid
        assert (
            client.post(reverse(name, args=[mine.uuid, *(parts[one] for one in more)]), {}).status_code == 404
        )


@pytest.mark.parametrize(("name", "more"), [*FORMS, ("person_new", None)])
def test_whoever_only_looks_gets_no_form(
    commune: OrgUnit, client: Any, name: str, more: tuple[str, ...] | None
) -> None:
    client.force_login(ScopeFactory(unit=commune, role="lanh_dao").account)
    person = placed(commune)
    args = [] if more is None else [person.uuid, *(uuid4() for _ in more)]
    assert client.get(reverse(name, args=args)).status_code == 403
    assert "Sửa thông tin" not in page(client, "person_detail", person.uuid)


def test_a_post_of_ones_own_person_in_a_unit_of_others_is_not_to_be_touched(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    person = placed(commune)
    foreign = PostingFactory(person=person)
    assert client.get(reverse("post_end", args=[person.uuid, foreign.uuid])).status_code == 404
    assert reverse("post_edit", args=[person.uuid, foreign.uuid]) not in page(
        client, "person_detail", person.uuid
    )


def test_two_records_are_compared_chosen_and_confirmed_by_name(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    survivor = placed(commune, full_name="Nguyen Thi Anh", phone="0912000001")
    gone = placed(
        commune, phone="0912000002", id_hash=identity_hash("271234567"), id_kind="cmnd", id_last3="567"
    )
    found = client.post(reverse("merge_choose", args=[survivor.uuid]), {"code": gone.staff_code.lower()})
    compare = reverse("merge_compare", args=[survivor.uuid, gone.uuid])
    assert found.url == compare
    text = page(client, "merge_compare", survivor.uuid, gone.uuid)
    for said in ("0912000001", "0912000002", "CMND …567", "vị trí công tác"):
        assert said in text
    chosen = {choice.name: choice.take_other for choice in client.get(compare).context["choices"]}
    assert chosen["full_name"]  # with its accents it is the fuller name
    assert client.post(compare, {"name": "ai đó"}).status_code == 400
    assert not PersonMerge.objects.exists()
    done = client.post(compare, {"name": "nguyen thi anh", "full_name": "kia", "phone": "nay"}, follow=True)
    survivor.refresh_from_db()
    assert (survivor.full_name, survivor.phone) == (ANH, "0912000001")
    assert "Tách hai hồ sơ" in done.content.decode()
    assert gone.staff_code in page(client, "person_detail", survivor.uuid)
    assert gone.staff_code in page(client, "duplicate_list", xem="da-gop")


def test_the_address_of_the_other_record_leads_to_the_survivor(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    survivor, gone = placed(commune), placed(commune)
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=clerk)
    answer = client.get(reverse("person_detail", args=[gone.uuid]))
    assert answer.url == reverse("person_detail", args=[survivor.uuid])
    assert client.get(reverse("merge_compare", args=[survivor.uuid, gone.uuid])).url == answer.url
    listed = page(client, "people_list")
    assert (survivor.staff_code in listed, gone.staff_code in listed) == (True, False)


def test_a_merge_is_taken_back_by_whoever_has_both_in_scope(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    survivor, gone = placed(commune), placed(commune)
    done = merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=clerk)
    client.force_login(ScopeFactory().account)
    for name, send in (("merge_detail", client.get), ("merge_undo", client.post)):
        assert send(reverse(name, args=[done.uuid])).status_code == 404
    client.force_login(clerk)
    back = client.post(reverse("merge_undo", args=[done.uuid]))
    assert back.url == reverse("person_detail", args=[gone.uuid])
    assert "Đã tách lại" in page(client, "merge_detail", done.uuid)
    assert client.post(reverse("merge_undo", args=[done.uuid])).status_code == 409


def test_a_list_of_those_with_a_role(commune: OrgUnit, clerk: Account, client: Any) -> None:
    member, other = placed(commune), placed(commune)
    given(member, commune)
    text = page(client, "people_list", **{"vai-tro": "bcd_ntm"})
    assert (member.staff_code in text, other.staff_code in text) == (True, False)
    assert 'name="vai-tro" value="bcd_ntm"' in text  # codes are printed for these, not for everybody
    assert "Không tìm thấy ai" in page(client, "people_list", **{"vai-tro": "la"})


def test_the_operator_edits_the_lists_and_others_read_them(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    assert "Công chức" in page(client, "term_lists")
    for address in (reverse("term_new", args=["vai-tro"]), reverse("term_edit", args=["vai-tro", "bcd_ntm"])):
        assert client.get(address).status_code == 403
    client.force_login(AccountFactory(is_superuser=True))
    new = {
        "code": "bcd_cds",
        "name": "Ban Chỉ đạo chuyển đổi số",
        "position": "5",
        "valid_from": "01/01/2026",
    }
    assert client.post(reverse("term_new", args=["vai-tro"]), new).status_code == 302
    assert RoleKind.objects.first().code == "bcd_cds"
    told = {"code": "khac", "name": "Cán bộ (bầu cử)", "position": "1"}
    client.post(reverse("term_edit", args=["nhom-can-bo", "can_bo"]), told)
    assert PostingCategory.objects.get(code="can_bo").name == "Cán bộ (bầu cử)"  # its code stays
    wrong = new | {"code": "x", "valid_to": "01/01/2025"}
    assert client.post(reverse("term_new", args=["vai-tro"]), wrong).status_code == 400
    assert client.get(reverse("term_new", args=["la"])).status_code == 404
    assert client.get(reverse("term_edit", args=["vai-tro", "la"])).status_code == 404


def test_one_persons_page_takes_few_queries(
    commune: OrgUnit, clerk: Account, client: Any, django_assert_max_num_queries: Any
) -> None:
    person = placed(commune)
    for day in range(1, 9):
        unit = OrgUnitFactory()
        PostingFactory(person=person, unit=unit, starts_on=date(2024, 1, day))
        given(person, unit)
    for _number in range(3):
        merge_persons(survivor=person, gone=placed(commune), take={}, at=AT, by=clerk)
    address = reverse("person_detail", args=[person.uuid])
    client.get(address)
    with django_assert_max_num_queries(24):
        client.get(address)


def test_the_closed_account_says_which_code_is_theirs_now(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    survivor, gone = placed(commune, staff_code="CB000001"), placed(commune, staff_code="CB000002")
    AccountFactory(person=survivor, username="CB000001", last_login=AT)
    AccountFactory(person=gone, username="CB000002", password="mat-khau-2")
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=clerk)
    client.logout()
    address = reverse("account_login")

    def told(login: str, password: str) -> str:
        return str(client.post(address, {"login": login, "password": password}).content.decode())

    assert "mã cán bộ CB000001" in told("CB000002", "mat-khau-2")
    assert "CB000001" not in told("CB000002", "sai-mat-khau")
    assert client.post(address, {"login": "CB000001", "password": "mat-khau-1"}).status_code == 302


def test_nobody_tries_out_passwords_on_the_closed_account(
    commune: OrgUnit, clerk: Account, client: Any
) -> None:
    survivor, gone = placed(commune, staff_code="CB000001"), placed(commune, staff_code="CB000002")
    AccountFactory(person=survivor, username="CB000001", last_login=AT)
    AccountFactory(person=gone, username="CB000002", password="mat-khau-2")
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=clerk)
    client.logout()
    address = reverse("account_login")
    for _guess in range(6):
        client.post(address, {"login": "CB000002", "password": "sai-mat-khau"})
    answer = client.post(address, {"login": "CB000002", "password": "mat-khau-2"})
    assert "CB000001" not in answer.content.decode()


def test_either_code_opens_the_account_that_moved(commune: OrgUnit, clerk: Account, client: Any) -> None:
    survivor, gone = placed(commune, staff_code="CB000001"), placed(commune, staff_code="CB000002")
    AccountFactory(person=gone, username="CB000002")
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=clerk)
    for code in ("CB000001", "cb000002"):
        client.logout()
        answer = client.post(reverse("account_login"), {"login": code, "password": "mat-khau-1"})
        assert answer.status_code == 302
