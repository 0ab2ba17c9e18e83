"""Views that do one thing."""

import json

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from benchmarks.control.models import Beat
from common import clock

# The figure of a course by unit as one statement: posts held today, people once, completions.
AGGREGATE = """
SELECT p.unit_id, count(DISTINCT p.person_id),
       count(DISTINCT CASE WHEN g.completed_at IS NOT NULL THEN p.person_id END)
FROM people_posting p
LEFT JOIN courses_enrolment e ON e.learner_id = p.person_id AND e.course_id = %s
LEFT JOIN courses_enrolmentprogress g ON g.enrolment_id = e.id
WHERE p.starts_on <= %s AND (p.ends_on IS NULL OR p.ends_on > %s)
GROUP BY p.unit_id
"""


def fixed(request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes as a page of ours has."""
    return HttpResponse(b"x" * size)


def aggregate(request: HttpRequest, course: int) -> JsonResponse:
    """The database's share of the desk."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE, [course, today, today])
        return JsonResponse({"rows": cursor.fetchall()})


def beat(request: HttpRequest) -> JsonResponse:
    """Who it is from the session, then one INSERT … ON CONFLICT."""
    said = json.loads(request.body)
    row = Beat(
        account=int(request.session["_auth_user_id"]), activity=said["activity"], seconds=said["seconds"],
        position=said["position"], reported_at=clock.now(),
    )  # fmt: skip
    Beat.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["account", "activity"],
        update_fields=["seconds", "position", "reported_at"],
    )  # fmt: skip
    return JsonResponse({"seconds": row.seconds})


def update_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One UPDATE of one row by its key, committed by itself: the least that a heartbeat could be."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE control_beat SET seconds = %s WHERE id = %s", [float(pk), pk])
    return HttpResponse(b"{}", content_type="application/json")
