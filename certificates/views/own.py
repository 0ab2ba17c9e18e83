"""A learner's certificates, and the PDF for its owner or for HR whose scope covers them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.badge_keys import badge_keys
from certificates.models import Certificate
from certificates.queries.due import awaited_courses
from certificates.queries.register import certificate_for_reader, certificates_of
from certificates.queries.standing import Standing, standing_of
from common import clock, nudges
from people.models import Account
from people.scope import visible_people
from people.services import audit


@login_required
@never_cache
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """Newest first; what is still being made says so and looks again by itself."""
    person_id = request.user.person_id  # type: ignore[union-attr]
    rows = [_shown(row, clock.today()) for row in certificates_of(person_id)]
    awaited = awaited_courses(person_id)
    unmade = [row for row, _standing, _words in rows if _wanted(row)]
    context = {"rows": rows, "awaited": awaited, "waiting": bool(awaited or unmade)}
    context["badges"] = badge_keys() is not None
    return render(request, "certificates/mine.html", context)


@login_required
@require_safe
def certificate_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    """The file as issued; whoever may not see it learns nothing of its existence."""
    certificate = certificate_for_reader(uuid)
    if certificate is None or not _may_read(request.user, certificate):  # type: ignore[arg-type]
        raise Http404
    audit.looked(
        "certificate_viewed", by=request.user, at=clock.now(), person=certificate.enrolment.learner,  # type: ignore[arg-type]
        number=certificate.register_number,
    )  # fmt: skip
    if not certificate.pdf:
        _wanted(certificate)
        return render(request, "certificates/being_made.html", {"certificate": certificate}, status=404)
    answer = FileResponse(
        certificate.pdf.open("rb"), content_type="application/pdf", filename=f"{certificate.serial}.pdf"
    )
    # The file never changes, but the right to see it may.
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _shown(certificate: Certificate, today: date) -> tuple[Certificate, str, Any]:
    standing = standing_of(certificate, today)
    return certificate, standing, Standing.WORDS[standing]


def _wanted(certificate: Certificate) -> bool:
    """Whether its file is still to be made; then somebody is waiting, so it goes before the timetable's others."""
    unmade = not certificate.pdf and not certificate.pdf_error and not hasattr(certificate, "draft")
    if unmade:
        nudges.send("certificate_wanted", certificate.pk)
    return unmade


def _may_read(account: Account, certificate: Certificate) -> bool:
    """Its owner, also when it was earned under a record that was merged into theirs, and HR in scope."""
    learner = certificate.enrolment.learner.merged_into_id or certificate.enrolment.learner_id
    return learner == account.person_id or visible_people(account, clock.today()).filter(pk=learner).exists()
