"""What an officer does with many people at once: chooses, describes, confirms, undoes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client

from courses.models import Course
from reports import periodic
from reports.models import BulkDeed

NEW = "/nhan-su/viec-hang-loat/moi/"
DUE = date(2030, 3, 31)


def deed_of(desk: Client, kind: str, course: Course, **more: Any) -> BulkDeed:
    """Chosen from the commune's list and described."""
    asked = {"nguon": "cbql-100", "loc": "", "tat-ca": "1", "viec": kind, **more.pop("chosen", {})}
    answer = desk.post(NEW, asked)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert desk.post(answer["Location"], {"course": course.uuid, **more}).status_code == 302
    return BulkDeed.objects.get(uuid=UUID(answer["Location"].split("/")[-2]))


def confirm(desk: Client, deed: BulkDeed, number: object | None = None) -> None:
    people = deed.lines.filter(state="in").count() if number is None else number
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/xac-nhan/", {"so": str(people)})


def done(desk: Client, kind: str, course: Course, **more: Any) -> BulkDeed:
    deed = deed_of(desk, kind, course, **more)
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    assert deed.state == "done", deed.reason
    return deed


def undone(desk: Client, deed: BulkDeed) -> BulkDeed:
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/hoan-tac/")
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    return deed


def page_of(desk: Client, deed: BulkDeed, query: str = "") -> str:
    answer = desk.get(f"/nhan-su/viec-hang-loat/{deed.uuid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()
