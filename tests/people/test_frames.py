"""Lists as of a day, by the units of that day or of today; and the workbook of what is seen."""

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse

from common import clock
from people.models import AuditEntry, OrgUnit, Scope
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory

IN_2023 = "31/12/2023"
THEN, NOW = {"ngay": IN_2023, "khung": "luc-do"}, {"ngay": IN_2023, "khung": "hien-nay"}


def unit(code: str, day: date | None = None) -> OrgUnit:
    day = day or clock.today()
    return next(unit for unit in OrgUnit.objects.filter(code=code) if unit.exists_on(day))


def old(code: str) -> OrgUnit:
    return unit(code, date(2023, 12, 31))


@pytest.fixture
def people(province):
    """Ánh stayed through the reforms; Bình came in 2026; Cường moved to another commune in 2026."""
    anh = PostingFactory(unit=old("26464"), person__full_name="Nguyễn Thị Ánh").person
    binh = PostingFactory(
        unit=unit("26461"), person__full_name="Trần Văn Bình", starts_on=date(2026, 1, 1)
    ).person
    left = PostingFactory(unit=old("26464"), person__full_name="Lê Văn Cường", ends_on=date(2026, 1, 1))
    PostingFactory(unit=unit("26188"), person=left.person, starts_on=date(2026, 1, 1))
    return {"anh": anh, "binh": binh, "cuong": left.person}


def sign_in(client, *units, role=Scope.Role.HR):
    account = AccountFactory()
    for one in units:
        Scope.objects.create(account=account, unit=one, role=role)
    client.force_login(account)
    return account


def shown(answer):
    """Name and units of each line."""
    return {
        line.person.full_name: [place.full_name for place in line.units] for line in answer.context["lines"]
    }


def test_a_day_of_the_past_shows_who_was_there_by_either_frame(client, people):
    sign_in(client, unit("75"))
    assert shown(client.get(reverse("people_list"), THEN)) == {
        "Nguyễn Thị Ánh": ["Xã Bảo Hòa"],
        "Lê Văn Cường": ["Xã Bảo Hòa"],
    }
    assert shown(client.get(reverse("people_list"), NOW)) == {
        "Nguyễn Thị Ánh": ["Xã Xuân Định"],
        "Lê Văn Cường": ["Xã Xuân Định"],
    }
    assert set(shown(client.get(reverse("people_list")))) == {person.full_name for person in people.values()}


def test_without_a_frame_a_past_day_is_seen_by_todays_units(client, people):
    sign_in(client, unit("75"))
    assert shown(client.get(reverse("people_list"), {"ngay": IN_2023})) == shown(
        client.get(reverse("people_list"), NOW)
    )


def test_a_unit_page_follows_the_frame(client, people):
    sign_in(client, unit("75"))
    address = reverse("unit_detail", args=[unit("26461").uuid])
    assert set(shown(client.get(address))) == {"Nguyễn Thị Ánh", "Trần Văn Bình"}
    for frame in (THEN, NOW):
        assert set(shown(client.get(address, frame))) == {"Nguyễn Thị Ánh", "Lê Văn Cường"}
    former = client.get(reverse("unit_detail", args=[old("26464").uuid]), THEN)
    assert shown(former)["Lê Văn Cường"] == ["Xã Bảo Hòa"]


def test_units_of_a_day_are_counted_by_the_units_of_the_frame(client, people):
    sign_in(client, unit("75"))
    then = client.get(reverse("unit_list"), THEN).context
    counted = {line["unit"].name: line["people"] for line in then["lines"] if line["people"]}
    assert counted == {"Đồng Nai": 2, "Xuân Lộc": 2, "Bảo Hòa": 2}
    now = client.get(reverse("unit_list"), NOW).context
    assert {line["unit"].name: line["people"] for line in now["lines"] if line["people"]} == {
        "Đồng Nai": 2,
        "Xuân Định": 2,
    }


def test_the_frame_stays_in_the_address_of_pages_units_and_filters(client, people):
    sign_in(client, unit("75"))
    text = client.get(reverse("unit_list"), THEN).content.decode()
    assert f"{reverse('unit_detail', args=[old('26464').uuid])}?ngay=31%2F12%2F2023&amp;khung=luc-do" in text
    text = client.get(reverse("people_list"), THEN | {"tim": "anh"}).content.decode()
    assert "Ngày 31/12/2023, theo đơn vị lúc đó" in text
    assert "ngay=31%2F12%2F2023&amp;khung=luc-do" in text


@pytest.mark.parametrize("day", ["31/02/2023", "hôm qua", "01/01/1999", "31/12/2099"])
@pytest.mark.parametrize("name", ["people_list", "unit_list"])
def test_a_bad_day_is_said_and_today_is_shown(client, people, day, name):
    sign_in(client, unit("75"))
    answer = client.get(reverse(name), {"ngay": day})
    assert answer.status_code == 200
    assert answer.context["frame"].day == clock.today()
    assert answer.context["frame_form"].errors["ngay"]


def test_a_commune_sees_of_the_past_what_was_its_own_then(client, people):
    """Cường has left since: his name stands in the list of 2023, but his page is another commune's today."""
    sign_in(client, unit("26461"))
    answer = client.get(reverse("people_list"), THEN)
    assert set(shown(answer)) == {"Nguyễn Thị Ánh", "Lê Văn Cường"}
    text = answer.content.decode()
    assert reverse("person_detail", args=[people["anh"].uuid]) in text
    assert reverse("person_detail", args=[people["cuong"].uuid]) not in text
    sign_in(client, unit("26188"))
    assert shown(client.get(reverse("people_list"), THEN)) == {}
    assert client.get(reverse("unit_detail", args=[old("26464").uuid]), THEN).status_code == 404
    assert client.get(reverse("people_list"), THEN | {"don-vi": old("26464").uuid}).status_code == 404


def test_nobody_is_ticked_for_a_code_in_a_list_of_the_past(client, people):
    sign_in(client, unit("75"))
    assert 'name="nguoi"' in client.get(reverse("people_list")).content.decode()
    assert 'name="nguoi"' not in client.get(reverse("people_list"), NOW).content.decode()


def test_a_persons_posts_say_what_became_of_each_unit(client, people):
    sign_in(client, unit("75"))
    PostingFactory(
        unit=old("741"), person=people["anh"], starts_on=date(2022, 1, 1), ends_on=date(2023, 1, 1)
    )
    text = client.get(reverse("person_detail", args=[people["anh"].uuid])).content.decode()
    assert "nay thuộc Xã Xuân Định" in text
    assert "không còn từ 01/07/2025" in text


def test_framed_pages_cost_a_fixed_number_of_queries(client, people, django_assert_max_num_queries):
    sign_in(client, unit("26461"))
    for number in range(30):
        PostingFactory(unit=old("26464"), person__full_name=f"Nguyễn Văn {number}")
    address = reverse("unit_detail", args=[unit("26461").uuid])
    client.get(address)
    with django_assert_max_num_queries(24):
        client.get(address, THEN)


# The file


def export(client, form="xlsx", **query):
    asked = {"loai": "can-bo", "dang": form, "loc": urlencode(query)}
    return client.post(reverse("export_new"), asked, follow=True)


def sheet_of(answer):
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.active.iter_rows())
    head = next(index for index, row in enumerate(rows) if row[0].value == "STT")
    return rows, rows[head + 1 :]


def test_the_workbook_is_the_list_with_its_filters_scope_and_frame(client, people):
    account = sign_in(client, unit("26461"))
    rows, lines = sheet_of(export(client, tim="anh", **NOW))
    assert [[cell.value for cell in line][1:4:2] for line in lines] == [["Nguyễn Thị Ánh", "Xã Xuân Định"]]
    assert [row[0].value for row in rows[1:3]] == [
        "Tính đến ngày 31/12/2023, theo đơn vị hiện nay",
        "Tìm: anh",
    ]
    _rows, lines = sheet_of(export(client, **THEN))
    assert {line[3].value for line in lines} == {"Xã Bảo Hòa"}
    entry = AuditEntry.objects.get(detail__search="anh", kind="xuat")
    assert (entry.action, entry.count, entry.actor) == ("list_exported", 1, account)
    told = {"list": "can-bo", "form": "xlsx", "search": "anh", "day": NOW["ngay"], "frame": NOW["khung"]}
    assert told.items() <= entry.detail.items()


def test_no_cell_of_the_workbook_is_a_formula_and_no_identity_number_leaves(client, people):
    sign_in(client, unit("75"))
    PostingFactory(
        unit=unit("26461"),
        person=PersonFactory(
            full_name="=HYPERLINK(1)", email="+a@b.vn", id_hash="f" * 64, id_kind="cccd", id_last3="321"
        ),
        position="@SUM(1)",
    )
    rows, _lines = sheet_of(export(client, cot="cccd"))
    cells = [cell for row in rows for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "…321" in {cell.value for cell in cells}
    assert "f" * 64 not in {cell.value for cell in cells}


def test_the_workbook_of_a_unit_is_refused_outside_the_scope(client, people):
    sign_in(client, unit("26188"))
    assert export(client, **{"don-vi": unit("26461").uuid}).status_code == 404
    client.force_login(AccountFactory(person=people["anh"]))
    assert export(client).status_code == 403
    client.logout()
    assert export(client).redirect_chain[0][0].startswith("/tai-khoan/")
    assert not AuditEntry.objects.filter(action="list_exported").exists()


def test_a_leader_looks_and_takes_no_file_along(client, people):
    sign_in(client, unit("26461"), role=Scope.Role.LEADER)
    assert export(client).status_code == 403
    assert reverse("export_new") not in client.get(reverse("people_list")).content.decode()


def test_a_post_that_ends_that_day_is_no_longer_held(client, people):
    sign_in(client, unit("26461"))
    post = people["binh"].postings.get()
    post.ends_on = clock.today() - timedelta(days=1)
    post.save()
    asked = {"ngay": f"{post.ends_on:%d/%m/%Y}"}
    assert "Trần Văn Bình" not in shown(client.get(reverse("people_list"), asked))
    asked = {"ngay": f"{post.ends_on - timedelta(days=1):%d/%m/%Y}"}
    assert "Trần Văn Bình" in shown(client.get(reverse("people_list"), asked))
