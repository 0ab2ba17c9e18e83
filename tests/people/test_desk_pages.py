"""The desk's pages: the wizard, the list, a person, units and slips; each door refuses what is outside the scope."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from common import clock
from people.models import Account, AuditEntry, FirstLoginCode, OrgUnit, Person, Roster, Scope
from people.services.first_login import use_code
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory
from tests.people.conftest import DATA

CLEAN = DATA / "rosters/00_sach.xlsx"


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_to=None)


def old_unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_from=None)


def hr(*units: OrgUnit, role: str = Scope.Role.HR) -> Account:
    account = AccountFactory()
    for one in units:
        Scope.objects.create(account=account, unit=one, role=role)
    return account


@pytest.fixture
def city(province, client):
    """HR of the whole city, signed in."""
    account = hr(unit("75"))
    client.force_login(account)
    return account


@pytest.fixture
def commune(province, client):
    """HR of xã Xuân Định, signed in."""
    account = hr(unit("26461"))
    client.force_login(account)
    return account


@pytest.fixture
def people(province):
    """Two in what is now Xuân Định, one elsewhere."""
    return {
        "anh": PostingFactory(unit=old_unit("26464"), person__full_name="Nguyễn Thị Ánh").person,
        "binh": PostingFactory(unit=unit("26461"), person__full_name="Trần Văn Bình").person,
        "cuong": PostingFactory(unit=unit("26188"), person__full_name="Lê Văn Cường").person,
    }


def paper_texts(answer) -> list[str]:
    """What stands on each page of a downloaded PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]


def codes_on(text: str) -> list[str]:
    return re.findall(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", text)


def upload(client, data: bytes = b"", name: str = "00_sach.xlsx", as_of: str = "31/12/2023"):
    file = SimpleUploadedFile(name, data or CLEAN.read_bytes())
    return client.post(reverse("roster_upload"), {"file": file, "as_of": as_of})


def test_the_wizard_shows_then_asks_then_takes_people_over(city, client):
    forecast = client.get(upload(client).url)
    text = forecast.content.decode()
    assert "Nạp 120 người vào" in text
    assert "Vũ Thanh Nguyệt" in text
    assert not Person.objects.exists()
    roster = Roster.objects.get()
    done = client.post(reverse("roster_apply", args=[roster.uuid]), follow=True)
    assert "Đã nạp lúc" in done.content.decode()
    assert Person.objects.count() == 120
    people = client.get(reverse("unit_detail", args=[old_unit("26464").uuid])).content.decode()
    assert "Huỳnh Thanh <b>Hùng</b>" in people


def test_confirming_twice_is_one_import(city, client):
    address = reverse("roster_apply", args=[Roster.objects.get().uuid]) if upload(client) else ""
    client.post(address)
    again = client.post(address, follow=True)
    assert "đã được nạp trước đó" in again.content.decode()
    assert Person.objects.count() == 120


def test_rows_are_filtered_by_outcome(city, client):
    address = upload(client).url
    assert client.get(address, {"ket-qua": "rejected"}).status_code == 200
    assert client.get(address, {"ket-qua": "la"}).context["page"].paginator.count == 120


@pytest.mark.parametrize(
    ("data", "as_of", "sentence"),
    [
        (b"hello", "31/12/2023", "không phải danh sách"),
        (b"PK\x03\x04xx", "31/12/2023", "bị hỏng"),
        (b"", "31/02/2023", "Ghi ngày theo kiểu"),
        (b"", "31/12/2099", "sau hôm nay"),
        (b"", "01/01/0001", "Ghi ngày theo kiểu"),
    ],
)
def test_a_bad_upload_is_a_sentence_above_its_field(city, client, data, as_of, sentence):
    answer = upload(client, data, as_of=as_of)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Roster.objects.exists()


def test_a_large_upload_is_refused_before_it_is_read(city, client, settings):
    settings.ROSTER_MAX_BYTES = 1000
    assert "Tệp lớn quá" in upload(client).content.decode()


def test_an_empty_upload_is_refused(city, client):
    file = SimpleUploadedFile("a.xlsx", b"")
    answer = client.post(reverse("roster_upload"), {"file": file, "as_of": "31/12/2023"})
    assert "Tệp rỗng" in answer.content.decode()


def test_people_are_found_without_accents_and_sorted_by_given_name(city, client, people):
    PostingFactory(unit=unit("26461"), person__full_name="Đỗ Duy An")
    names = [line.person.full_name for line in client.get(reverse("people_list")).context["lines"]]
    assert names == ["Đỗ Duy An", "Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Văn Cường"]
    for typed in ("anh", "ANH", people["anh"].staff_code):
        assert people["anh"].full_name in client.get(reverse("people_list"), {"tim": typed}).content.decode()
    assert not client.get(reverse("people_list"), {"tim": "khong co ai"}).context["lines"]


def test_the_list_narrows_to_a_unit_and_what_it_was(city, client, people):
    page = client.get(reverse("people_list"), {"don-vi": unit("26461").uuid})
    assert [line.person for line in page.context["lines"]] == [people["anh"], people["binh"]]
    assert {place.name for line in page.context["lines"] for place in line.units} == {"Xuân Định"}


def test_units_count_each_person_once(city, client, people):
    PostingFactory(unit=unit("26461"), person=people["anh"], starts_on=date(2026, 1, 1))
    lines = client.get(reverse("unit_list")).context["lines"]
    counts = {line["unit"].name: line["people"] for line in lines if line["people"]}
    assert counts == {"Đồng Nai": 3, "Xuân Định": 2, "Tân Triều": 1}
    assert len(lines) == 96


def test_a_unit_of_the_past_says_what_it_became(city, client, people):
    text = client.get(reverse("unit_detail", args=[old_unit("26464").uuid])).content.decode()
    assert "nay thuộc" in text
    assert "Xã Xuân Định" in text


def test_a_person_shows_posts_over_time_and_no_number(city, client, people):
    person = people["anh"]
    person.id_hash, person.id_last3, person.id_kind = "f" * 64, "321", "cccd"
    person.save()
    text = client.get(reverse("person_detail", args=[person.uuid])).content.decode()
    assert "Xã Bảo Hòa" in text
    assert "nay thuộc Xã Xuân Định" in text
    assert "…321" in text
    assert "f" * 64 not in text


def test_a_commune_sees_only_its_people_by_every_door(commune, client, people):
    for address in (reverse("people_list"), reverse("people_list") + "?tim=van"):
        text = client.get(address).content.decode()
        assert "Cường" not in text
    assert client.get(reverse("people_list")).context["page"].paginator.count == 2
    assert [line["unit"].name for line in client.get(reverse("unit_list")).context["lines"]] == ["Xuân Định"]
    other = unit("26188").uuid
    for address in (
        reverse("person_detail", args=[people["cuong"].uuid]),
        reverse("person_detail", args=[uuid4()]),
        reverse("unit_detail", args=[other]),
        reverse("people_list") + f"?don-vi={other}",
        reverse("people_list") + "?don-vi=khong-phai-uuid",
        reverse("roster_detail", args=[uuid4()]),
    ):
        assert client.get(address).status_code == 404, address


def test_a_commune_prints_no_code_for_somebody_else(commune, client, people):
    answer = client.post(reverse("login_slips"), {"nguoi": [people["cuong"].uuid], "xac-nhan": "1"})
    assert answer.status_code == 400
    answer = client.post(
        reverse("login_slips"), {"tat-ca": "1", "don-vi": unit("26188").uuid, "xac-nhan": "1"}
    )
    assert answer.status_code == 404
    assert not FirstLoginCode.objects.exists()


def test_anothers_roster_is_not_shown_to_a_commune(commune, client, province):
    mine = upload(client).url
    assert client.get(mine).status_code == 200
    client.force_login(hr(unit("26188")))
    assert client.get(mine).status_code == 404
    assert client.post(mine + "nap/").status_code == 404
    client.force_login(hr(unit("75")))
    assert client.get(mine).status_code == 200


def test_a_leader_looks_but_does_not_change(province, client, people):
    client.force_login(hr(unit("75"), role=Scope.Role.LEADER))
    assert "In mã" not in client.get(reverse("people_list")).content.decode()
    assert client.get(reverse("roster_upload")).status_code == 403
    assert client.post(reverse("login_slips"), {"nguoi": [people["anh"].uuid]}).status_code == 403


@pytest.mark.parametrize("name", ["roster_upload", "people_list", "unit_list"])
def test_the_desk_is_closed_without_a_scope_and_asks_strangers_to_sign_in(db, client, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(AccountFactory())
    assert client.get(reverse(name)).status_code == 403


def test_slips_ask_first_then_show_codes_that_end_with_the_next_print(city, client, people):
    chosen = [people["anh"].uuid, people["binh"].uuid]
    ask = client.post(reverse("login_slips"), {"nguoi": chosen}).content.decode()
    assert "In mã đăng nhập cho 2 người?" in ask
    assert not FirstLoginCode.objects.exists()
    page = client.post(reverse("login_slips"), {"nguoi": chosen, "xac-nhan": "1"})
    assert "no-store" in page["Cache-Control"]
    assert page["Content-Disposition"].startswith('attachment; filename="phieu-dang-nhap-')
    [text] = paper_texts(page)
    assert text.index("Nguyễn Thị Ánh") < text.index("Trần Văn Bình")
    account, code = Account.objects.get(person=people["anh"]), codes_on(text)[0]
    assert use_code(account=account, code=code, at=clock.now())
    client.post(reverse("login_slips"), {"nguoi": chosen, "xac-nhan": "1"})
    assert not use_code(account=account, code=code, at=clock.now())
    printed = AuditEntry.objects.filter(action="slip_printed").values_list("actor", "person")
    assert sorted(printed) == sorted([(city.pk, people["anh"].pk), (city.pk, people["binh"].pk)] * 2)


def test_a_whole_unit_gets_its_slips_in_one_go(city, client, people):
    page = client.post(reverse("login_slips"), {"tat-ca": "1", "don-vi": unit("26461").uuid, "xac-nhan": "1"})
    assert len(codes_on(paper_texts(page)[0])) == 2


def test_nobody_takes_the_rights_of_another_officer_through_a_slip(city, client, people):
    officer = AccountFactory(person=people["anh"])
    Scope.objects.create(account=officer, unit=unit("26461"))
    ask = client.post(reverse("login_slips"), {"nguoi": [people["anh"].uuid, people["binh"].uuid]})
    assert ask.context["sorted_out"].left_out == [people["anh"]]
    refused = client.post(reverse("login_slips"), {"nguoi": [people["anh"].uuid], "xac-nhan": "1"})
    assert refused.status_code == 400
    assert not FirstLoginCode.objects.exists()


def test_slips_are_printed_five_hundred_at_a_time(city, client):
    for number in range(501):
        PersonFactory(full_name=f"Nguyễn Văn {number}")
    answer = client.post(reverse("login_slips"), {"tat-ca": "1"})
    assert answer.status_code == 400
    assert "nhiều nhất 500 người" in answer.content.decode()


def test_slips_cannot_be_fetched_again(city, client):
    assert client.get(reverse("login_slips")).status_code == 405


@pytest.mark.parametrize("name", ["people_list", "unit_list", "roster_upload"])
def test_a_list_costs_the_same_for_few_and_many(city, client, django_assert_max_num_queries, name):
    for number in range(60):
        person = PostingFactory(unit=unit("26461"), person__full_name=f"Nguyễn Văn {number}").person
        AccountFactory(person=person, password="x")
    client.get(reverse(name))
    with django_assert_max_num_queries(16):
        assert client.get(reverse(name)).status_code == 200


def test_a_rosters_page_costs_the_same_for_few_and_many(city, client, django_assert_max_num_queries):
    address = upload(client).url
    client.post(address + "nap/")
    with django_assert_max_num_queries(22):
        client.get(address)


def test_account_states_are_told_apart(city, client, people):
    AccountFactory(person=people["anh"], last_login=clock.now())
    client.post(reverse("login_slips"), {"nguoi": [people["binh"].uuid], "xac-nhan": "1"})
    lines = {line.person: line.account_state for line in client.get(reverse("people_list")).context["lines"]}
    assert lines == {people["anh"]: "active", people["binh"]: "coded", people["cuong"]: "none"}


def test_a_posting_that_ended_yesterday_leaves_the_list(commune, client, people):
    posting = people["binh"].postings.get()
    posting.ends_on = clock.today() - timedelta(days=1)
    posting.save()
    assert [line.person for line in client.get(reverse("people_list")).context["lines"]] == [people["anh"]]


def test_people_of_an_abolished_district_are_not_forgotten(city, client, people):
    lost = PostingFactory(unit=old_unit("741"), person__full_name="Hồ Văn Huyện").person
    PostingFactory(unit=unit("26461"), person__full_name="Võ Đã Nghỉ", ends_on=date(2024, 1, 1))
    page = client.get(reverse("unit_list"))
    assert page.context["unplaced"] == 1
    lines = client.get(reverse("people_list"), {"cho-xep": "1"}).context["lines"]
    assert [line.person for line in lines] == [lost]


def test_a_slip_names_the_unit_of_today(city, client, people):
    page = client.post(reverse("login_slips"), {"nguoi": [people["anh"].uuid], "xac-nhan": "1"})
    assert "Xã Xuân Định" in paper_texts(page)[0]
