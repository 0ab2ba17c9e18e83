"""*Hồ sơ học tập*: what a person has learnt, as a page, a printed transcript and a copy of everything."""

import json
import tempfile
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.regrade_lists import replaced_results
from common import clock
from common.errors import DomainError
from people.models import Account, Person
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, desk_page, page_for
from reports.queries.learner_export import everything_about
from reports.queries.learner_record import record_of
from reports.queries.nominations import commendations_of
from reports.transcript import transcript_of

PAUSE = 60  # seconds between two copies of everything for one account


@login_required
@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """One's own record."""
    person = _own(request)
    context = {
        "person": person, "record": record_of(person.pk, clock.today()), "commended": commendations_of(person),
    }  # fmt: skip
    return render(request, "reports/record_mine.html", context)


@login_required
@require_safe
def my_transcript(request: HttpRequest) -> FileResponse:
    """The record as a PDF to hand in."""
    return _printed(_own(request), clock.today())


@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """A copy of everything held about oneself."""
    account: Account = request.user  # type: ignore[assignment]
    person = _own(request)
    answer = _copy(account, person)
    audit.exported("own_data_exported", by=account, at=clock.now(), count=1)
    return answer


@desk_page
@require_safe
def person_record(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The record of somebody in scope."""
    person = desk.person(uuid)
    desk.looked("record_viewed", person=person)
    context = desk.context(
        person=person, record=record_of(person.pk, desk.today), histories=replaced_results(person.pk),
        may_export=desk.may_export, commended=commendations_of(person),
    )  # fmt: skip
    return render(request, "reports/record_person.html", context)


@page_for(Right.EXPORT)
@require_safe
def person_transcript(request: HttpRequest, desk: Desk, uuid: UUID) -> FileResponse:
    """Somebody's transcript, for the file."""
    person = desk.person(uuid)
    audit.record("transcript_printed", kind=audit.Kind.EXPORT, by=desk.account, at=desk.now, person=person)
    return _printed(person, desk.today)


@page_for(Right.EXPORT)
@require_safe
def person_data(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A copy of everything held about somebody who asked for it."""
    person = desk.person(uuid)
    answer = _copy(desk.account, person)
    audit.record("person_data_exported", kind=audit.Kind.EXPORT, by=desk.account, at=desk.now, person=person)
    return answer


def _own(request: HttpRequest) -> Person:
    person: Person | None = request.user.person  # type: ignore[union-attr]
    if person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    return person


def _printed(person: Person, today: date) -> FileResponse:
    from common.pdf_book import draw_book  # reportlab, only where something is printed

    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    book, rows = transcript_of(person, record_of(person.pk, today), today)
    draw_book(file, book, rows)
    file.seek(0)
    name = f"ket-qua-hoc-tap-{person.staff_code}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _copy(account: Account, person: Person) -> HttpResponse:
    if not cache.add(f"copy-of-data:{account.pk}", 1, PAUSE):
        raise DomainError(_("Bạn vừa tải một bản. Hãy chờ một phút rồi tải lại."), status=429)
    found = everything_about(person, at=clock.now(), on=clock.today())
    text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="du-lieu-{person.staff_code}.json"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
