"""HR sees what could not be counted, of their own people only, asks, and writes down what came out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from courses.models import SpanReport, WatchAnomaly
from courses.periodic import expire_telemetry
from courses.services.anomalies import forget_details, note
from people.models import AuditEntry, OrgUnit, Person, Scope
from people.services.merging import merge_persons
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory
from tests.factories.courses import ActivityFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def province() -> OrgUnit:
    return OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory(full_name="Xã Xuân Định")


def learner(commune: OrgUnit, name: str = "Trần Thị Bưởi") -> Person:
    person: Person = PersonFactory(full_name=name)
    PostingFactory(person=person, unit=commune)
    return person


def desk(unit: OrgUnit, role: str = Scope.Role.HR) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client = Client()
    client.force_login(account)
    return client


def happened(person: Person, kind: str = "too_much", **more: Any) -> WatchAnomaly:
    note(learner_id=person.pk, kind=kind, **{"at": AT, "activity": ActivityFactory(title="Chữ ký số")} | more)
    return WatchAnomaly.objects.latest("pk")


def listed(client: Client, **query: str) -> str:
    return str(client.get(reverse("anomaly_list"), query).content.decode())


def test_each_line_says_who_what_how_often_and_that_nothing_is_taken(commune: OrgUnit) -> None:
    person = learner(commune)
    detail = {"seconds": 95.0, "spans": [[5.0, 100.0]]}
    anomaly = happened(person, detail=detail)
    note(
        learner_id=person.pk,
        kind="too_much",
        at=AT + timedelta(days=1),
        activity=anomaly.activity,
        detail=detail,
    )
    html = listed(desk(commune))
    for words in (
        "Trần Thị Bưởi", "Chữ ký số", "Nhiều hơn thời gian đã trôi qua", "Lần cuối báo 1:35: đoạn 0:05–1:40.",
        "Không trừ gì của học viên; hãy hỏi trước khi kết luận.", "02/03/2026", "03/03/2026",
    ):  # fmt: skip
        assert words in html
    assert WatchAnomaly.objects.get().count == 2


def test_nobody_sees_people_of_another_commune(commune: OrgUnit) -> None:
    anomaly = happened(learner(OrgUnitFactory(), "Lê Văn Ngoài"))
    client = desk(commune)
    assert "Lê Văn Ngoài" not in listed(client)
    assert "Không có gì cần xem xét" in listed(client)
    answer = client.post(reverse("anomaly_review", args=[anomaly.uuid]), {"note": "Đã hỏi"})
    assert answer.status_code == 404


def test_a_leader_looks_and_neither_writes_nor_takes_files(commune: OrgUnit) -> None:
    anomaly = happened(learner(commune))
    client = desk(commune, Scope.Role.LEADER)
    html = listed(client)
    assert "Trần Thị Bưởi" in html
    assert "Ghi đã xem xét" not in html
    assert client.post(reverse("anomaly_review", args=[anomaly.uuid]), {"note": "x"}).status_code == 403
    assert client.get(reverse("anomaly_export")).status_code == 403


def test_a_learner_has_no_business_here(commune: OrgUnit) -> None:
    client = Client()
    client.force_login(AccountFactory(person=learner(commune)))
    assert client.get(reverse("anomaly_list")).status_code == 403
    assert Client().get(reverse("anomaly_list")).status_code == 302


def test_what_came_out_is_written_down_with_a_name_and_in_the_log(commune: OrgUnit) -> None:
    anomaly = happened(learner(commune))
    client = desk(commune)
    address = reverse("anomaly_review", args=[anomaly.uuid])
    assert client.post(address, {"note": "  "}).status_code == 400
    assert client.post(address, {"note": "Đã hỏi: mở hai máy cùng lúc"}).status_code == 302
    assert "Trần Thị Bưởi" not in listed(client)
    assert "Đã hỏi: mở hai máy cùng lúc" in listed(client, muc="da-xem-xet")
    entry = AuditEntry.objects.get(action="watch_anomaly_reviewed")
    assert (entry.person, entry.detail["reason"]) == (anomaly.learner, "Đã hỏi: mở hai máy cùng lúc")


def test_what_happens_after_the_review_opens_the_line_again(commune: OrgUnit) -> None:
    person = learner(commune)
    anomaly = happened(person)
    client = desk(commune)
    client.post(reverse("anomaly_review", args=[anomaly.uuid]), {"note": "Đã hỏi"})
    note(
        learner_id=person.pk,
        kind="too_much",
        at=clock.now() + timedelta(hours=1),
        activity=anomaly.activity,
    )
    html = listed(client)
    assert "có lần mới từ đó" in html
    assert "Ghi đã xem xét" in html


def test_it_is_narrowed_by_name_kind_and_unit(commune: OrgUnit) -> None:
    happened(learner(commune))
    happened(learner(commune, "Đỗ Văn Khế"), kind="outside")
    client = desk(commune)
    by_name = listed(client, tim="buoi")
    assert ("Trần Thị Bưởi" in by_name, "Đỗ Văn Khế" in by_name) == (True, False)
    by_kind = listed(client, loai="outside", **{"don-vi": str(commune.uuid)})
    assert ("Trần Thị Bưởi" in by_kind, "Đỗ Văn Khế" in by_kind) == (False, True)
    assert "bỏ bớt điều kiện" in listed(client, tim="khong co ai")


def test_a_page_costs_the_same_for_one_line_and_for_twenty(
    commune: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    client = desk(commune)
    for _ in range(30):
        happened(learner(commune))
    listed(client)
    with django_assert_max_num_queries(14):
        html = listed(client)
    assert html.count("<tr>") == 26
    assert "Trần Thị Bưởi" in listed(client, page="2")


def test_the_workbook_is_in_the_log(commune: OrgUnit) -> None:
    happened(learner(commune))
    answer = desk(commune).get(reverse("anomaly_export"))
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert AuditEntry.objects.get(action="watch_anomalies_exported").count == 1


def test_a_merged_record_brings_its_lines_along(commune: OrgUnit) -> None:
    survivor, gone = learner(commune), learner(commune, "Trần Thị Bười")
    lesson = ActivityFactory()
    happened(survivor, activity=lesson)
    happened(gone, activity=lesson)
    happened(gone, kind="malformed")
    operator = AccountFactory(is_superuser=True)
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=operator)
    html = listed(desk(commune))
    assert html.count(f"/nhan-su/can-bo/{survivor.uuid}/") == 3
    assert "Trần Thị Bười" not in html


def test_after_ninety_days_only_the_counts_stay(commune: OrgUnit) -> None:
    happened(learner(commune), detail={"seconds": 9, "spans": [[1, 10]]})
    assert forget_details(at=AT + timedelta(days=89)) == 0
    assert forget_details(at=AT + timedelta(days=91)) == 1
    assert (WatchAnomaly.objects.get().detail, WatchAnomaly.objects.get().count) == ({}, 1)


def test_the_timetable_lets_both_expire(commune: OrgUnit) -> None:
    happened(learner(commune), detail={"seconds": 9})
    assert expire_telemetry() == 1
    assert not SpanReport.objects.exists()
