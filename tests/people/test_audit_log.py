"""The log tells superiors who saw, took out and changed what, and names nothing outside their own scope."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from common import clock
from people.audit_words import ABOUT_THE_LOG, ACTIONS, detail_words
from people.models import Account, AuditEntry, Scope
from people.queries.audit import looks_at, visible_entries
from people.queries.tree import UnitTree
from people.services import audit
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory
from tests.scope.world import World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
BEFORE = ("course_assigned", "person_merged", "report_cycle_opened", "report_frozen")
SHEETS = ["Tổng hợp", "Theo đơn vị", "Theo nhóm", "Xã thí điểm"]
WRITERS = {"record", "record_each", "looked", "exported", "_log", "_note"}


def signed_in(account: Account | None) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


def seen(account: Account | None) -> list[str]:
    entries = visible_entries(account, clock.today(), UnitTree.load())  # type: ignore[arg-type]
    return sorted(told(entries).values_list("action", flat=True))


def told(entries: QuerySet[AuditEntry] | None = None) -> QuerySet[AuditEntry]:
    """The entries of the test itself: the cast was given courses, and records were merged, before it began."""
    return (AuditEntry.objects.all() if entries is None else entries).exclude(action__in=BEFORE)


def note(action: str, by: Account | None, ago: int = 0, **more: Any) -> AuditEntry:
    return audit.record(action, kind="xem", by=by, at=clock.now() - timedelta(days=ago), **more)


# what is written


def test_a_person_looked_at_is_one_entry_an_hour(world: World) -> None:
    client, address = signed_in(world.own.officer), reverse("person_detail", args=[world.own.person.uuid])
    for _ in range(3):
        client.get(address)
    entry = AuditEntry.objects.get(action="person_viewed")
    assert (entry.actor, entry.person, entry.count) == (world.own.officer, world.own.person, 1)
    signed_in(world.accounts["leader"]).get(address)
    assert AuditEntry.objects.filter(action="person_viewed").count() == 2


def test_a_refused_look_is_not_a_look(world: World) -> None:
    signed_in(world.own.officer).get(reverse("person_detail", args=[world.foreign.person.uuid]))
    assert not AuditEntry.objects.filter(action="person_viewed").exists()


def test_ones_own_record_is_nobody_elses_business(world: World) -> None:
    audit.looked("person_viewed", by=world.own.account, at=clock.now(), person=world.own.person)
    assert not told().exists()


def test_a_list_is_one_entry_with_its_filters_however_many_pages(world: World) -> None:
    client = signed_in(world.own.officer)
    for page in ("1", "2", "3"):
        client.get(reverse("people_list"), {"page": page})
    client.get(reverse("people_list"), {"tim": "mai"})
    assert not told().filter(person__isnull=False).exists()
    listed = AuditEntry.objects.get(action="people_listed")
    searched = AuditEntry.objects.get(action="people_searched")
    assert (listed.unit, listed.count) == (world.own.unit, 2)  # the person and a namesake
    assert searched.detail == {"search": "mai"}


def test_numbers_that_were_typed_are_not_kept(world: World) -> None:
    for typed, kept in (("0912 345 671", "…671"), ("075188001234", "…234"), ("mai 12", "mai 12")):
        signed_in(world.own.officer).get(reverse("people_list"), {"tim": typed})
        assert AuditEntry.objects.filter(detail={"search": kept}).count() == 1, typed


@pytest.mark.parametrize(
    ("address", "query", "action"),
    [
        ("/nhan-su/so-cap/", {"xuat": "xlsx"}, "register_exported"),
        ("/nhan-su/chi-tieu/cbql-100/xuat/", {}, "target_exported"),
        ("/nhan-su/nhat-ky/", {"xuat": "xlsx"}, "audit_exported"),
    ],
)
def test_every_file_that_leaves_is_written_down(
    world: World, address: str, query: dict[str, str], action: str
) -> None:
    for _ in range(2):
        assert signed_in(world.own.officer).get(address, query).status_code == 200
    entries = AuditEntry.objects.filter(action=action, kind="xuat", unit=world.own.unit)
    assert entries.count() == 2


def test_a_leaders_workbook_has_figures_and_no_names(world: World) -> None:
    answer = signed_in(world.accounts["leader"]).get("/nhan-su/chi-tieu/cbql-100/xuat/")
    assert load_workbook(BytesIO(answer.content)).sheetnames == SHEETS
    assert AuditEntry.objects.get(action="target_exported").count == 0
    assert signed_in(world.accounts["leader"]).get("/nhan-su/so-cap/", {"xuat": "xlsx"}).status_code == 403


def test_an_officer_of_two_roles_takes_out_names_of_the_own_commune_only(world: World) -> None:
    answer = signed_in(world.accounts["mixed"]).get("/nhan-su/chi-tieu/cbql-100/xuat/")
    names = [row[1] for row in load_workbook(BytesIO(answer.content))["Danh sách"].values]
    assert world.own.person.full_name in names
    assert world.foreign.person.full_name not in names


# who reads it


def test_an_entry_is_read_by_its_author_and_by_whoever_stands_above(world: World) -> None:
    hr = world.own.officer
    note("person_viewed", hr, person=world.own.person)
    for role, sees in (
        ("hr", True),
        ("leader", True),
        ("province", True),
        ("superuser", True),
        ("chief", True),
    ):
        assert (seen(world.accounts[role]) == ["person_viewed"]) is sees, role
    assert seen(world.foreign.officer) == []
    assert seen(world.accounts["helper"]) == seen(world.accounts["former"]) == []


def test_entries_of_an_ended_role_do_not_vanish_from_the_superior(world: World) -> None:
    former = world.accounts["former"]
    note("target_exported", former, ago=1, unit=None)  # on the very day on which the role ended
    note("target_exported", former, ago=9)
    assert seen(world.accounts["province"]) == ["target_exported"] * 2
    assert seen(world.own.officer) == ["target_exported"] * 2  # the role was over their own commune
    assert seen(world.foreign.officer) == []


def test_a_person_counts_where_they_belonged_on_the_day_of_the_entry(world: World) -> None:
    person = world.own.person
    person.postings.update(ends_on=clock.today() - timedelta(days=5))
    PostingFactory(person=person, unit=world.foreign.unit, starts_on=clock.today() - timedelta(days=5))
    root = world.accounts["superuser"]
    before, after = (
        note("person_viewed", root, ago=8, person=person),
        note("person_viewed", root, person=person),
    )
    for account, entry in ((world.own.officer, before), (world.foreign.officer, after)):
        assert told(visible_entries(account, clock.today(), UnitTree.load())).get().pk == entry.pk


def test_what_lies_outside_the_readers_scope_is_not_named(world: World) -> None:
    hr = world.own.officer
    note("person_viewed", hr, person=world.foreign.person, detail={"search": world.foreign.person.full_name})
    client = signed_in(world.accounts["leader"])
    text = client.get(reverse("audit_log")).content.decode()
    assert "ngoài phạm vi của bạn" in text
    assert world.foreign.person.full_name not in text
    found = client.get(reverse("audit_log"), {"ve": world.foreign.person.full_name})
    assert found.context["lines"] == []
    assert (
        world.foreign.person.full_name
        in signed_in(world.accounts["province"]).get(reverse("audit_log")).content.decode()
    )


def test_a_clerk_does_not_see_who_audits_them(world: World) -> None:
    """The province searches the log for a clerk who is herself a cadre of the commune."""
    clerk = AccountFactory(person=PostingFactory(unit=world.own.unit).person)
    Scope.objects.create(account=clerk, unit=world.own.unit)
    province = world.accounts["province"]
    signed_in(province).get(reverse("audit_log"), {"nguoi": str(clerk.person.uuid)})
    entry = told().get()
    assert (entry.action, entry.person) == ("audit_searched", clerk.person)
    assert seen(clerk) == seen(world.own.officer) == []
    assert seen(province) == seen(world.accounts["superuser"]) == ["audit_searched"]
    assert set(ABOUT_THE_LOG) <= set(ACTIONS)


def test_an_officer_of_two_communes_is_the_provinces_business(world: World) -> None:
    both = AccountFactory()
    for unit in (world.own.unit, world.foreign.unit):
        Scope.objects.create(account=both, unit=unit)
    note("people_listed", both)
    assert seen(world.own.officer) == seen(world.foreign.officer) == []
    assert seen(world.accounts["province"]) == ["people_listed"]


def test_the_operators_deeds_say_so(world: World) -> None:
    note("people_listed", None, unit=world.own.unit)
    assert "Người vận hành máy chủ" in signed_in(world.own.officer).get(reverse("audit_log")).content.decode()


# searching


def test_the_log_is_searched_by_who_whom_what_where_and_when(world: World) -> None:
    hr, person = world.own.officer, world.own.person
    note("person_viewed", hr, person=person)
    note("unit_people_listed", hr, unit=world.foreign.unit)
    note("people_listed", None, ago=100)
    client = signed_in(world.accounts["superuser"])
    long_ago = f"{clock.today() - timedelta(days=200):%d/%m/%Y}"
    for query, actions in (
        ({}, {"person_viewed", "unit_people_listed"}),
        ({"ai": hr.username}, {"person_viewed", "unit_people_listed"}),
        ({"ai": "nobody"}, set()),
        ({"ve": "thanh mai"}, {"person_viewed"}),
        ({"ve": person.staff_code}, {"person_viewed"}),
        ({"nguoi": str(person.uuid)}, {"person_viewed"}),
        ({"viec": "person_viewed"}, {"person_viewed"}),
        ({"loai": "xuat"}, set()),
        ({"don-vi": str(world.own.unit.uuid)}, {"person_viewed"}),
        ({"don-vi": str(world.foreign.unit.uuid)}, {"unit_people_listed"}),
        ({"tu": long_ago, "viec": "people_listed"}, {"people_listed"}),
        ({"tu": "hôm qua", "den": "31/02/2026"}, {"person_viewed", "unit_people_listed"}),
    ):
        lines = client.get(reverse("audit_log"), query).context["lines"]
        found = {line["action"] for line in lines} - {str(ACTIONS["audit_searched"])}
        assert found == {str(ACTIONS[code]) for code in actions}, query


def test_looking_for_somebody_in_the_log_is_itself_written_down(world: World) -> None:
    client = signed_in(world.own.officer)
    client.get(reverse("audit_log"))
    assert not told().exists()
    client.get(reverse("audit_log"), {"ve": "mai"})
    assert told().get().detail["about"] == "mai"


def test_the_file_has_the_pages_lines(world: World) -> None:
    note("person_viewed", world.own.officer, person=world.own.person)
    note("person_viewed", world.own.officer, person=world.foreign.person)
    answer = signed_in(world.own.officer).get(reverse("audit_log"), {"xuat": "xlsx"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [cell for row in book.active.values for cell in row]  # type: ignore[union-attr]
    assert world.own.person.full_name in cells
    assert world.foreign.person.full_name not in cells


def test_the_person_page_leads_to_who_looked(world: World) -> None:
    client = signed_in(world.own.officer)
    page = client.get(reverse("person_detail", args=[world.own.person.uuid])).content.decode()
    assert f"/nhan-su/nhat-ky/?nguoi={world.own.person.uuid}" in page
    log = client.get(reverse("audit_log"), {"nguoi": str(world.own.person.uuid)}).content.decode()
    assert "Ai đã xem hồ sơ của Nguyễn Thị Thanh Mai" in log


def test_a_page_of_the_log_costs_the_same_for_few_and_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        person = PostingFactory(unit=world.own.unit, person__full_name=f"Trần Văn {number}").person
        note("person_viewed", AccountFactory(person=PersonFactory()), person=person)
    client = signed_in(world.own.officer)
    client.get(reverse("audit_log"))
    with django_assert_max_num_queries(16):
        assert len(client.get(reverse("audit_log")).context["lines"]) == 50


# the right to know


def test_a_cadre_sees_which_office_looked_and_not_who(world: World) -> None:
    note("person_viewed", world.own.officer, person=world.own.person)
    note("audit_searched", world.accounts["province"], person=world.own.person)
    audit.exported("register_exported", by=world.own.officer, at=clock.now(), count=3)
    audit.exported("register_exported", by=world.foreign.officer, at=clock.now(), count=3)
    looks = looks_at(world.own.person, clock.today(), UnitTree.load())
    told = {(look.action, look.office, look.certain) for look in looks}
    office = world.own.unit.full_name
    assert told == {("person_viewed", office, True), ("register_exported", office, False)}
    page = signed_in(world.own.account).get("/tai-khoan/").content.decode()
    assert office in page
    assert world.own.officer.username not in page


# the words


def test_every_code_in_the_source_has_words() -> None:
    codes = codes_in_the_source()
    unsaid = {code for code in codes if code not in ACTIONS}
    assert not unsaid, f"say in people/audit_words/actions.py what {sorted(unsaid)} means"
    assert len(codes) >= 50


def test_days_are_told_as_days() -> None:
    assert detail_words({"starts_on": "2023-08-18"}) == ["Bắt đầu: 18/08/2023"]


def codes_in_the_source() -> set[str]:
    """The first argument of every call that writes to the log."""
    found: set[str] = set()
    for app in ("people", "courses", "assessments", "certificates", "content", "reports", "lms"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= set(_codes(ast.parse(path.read_text())))
    return found


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in WRITERS:
            for part in ast.walk(node.args[0]) if node.args else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def test_a_change_is_told_as_what_it_was_and_became() -> None:
    assert detail_words({"role": "nhan_su", "phone": ["…671", "…672"]}) == [
        "Vai trò: Nhân sự",
        "Điện thoại: …671 → …672",
    ]
    assert detail_words({"names": False, "changes": {"reason": ["", "x"]}}) == [
        "Có tên người: không",
        "changes: Lý do: – → x",
    ]
