"""Sixty-four learners signed in, the addresses to measure, and how many statements each of them costs."""

from typing import Any

from benchmarks.inside import start

LEARNERS = 64
TOKEN = "b" * 32  # a CSRF secret: cookie and header say the same


def main() -> None:
    start.setup()
    from courses.models import Activity, Course

    course = Course.objects.filter(enrolments__isnull=False).order_by("pk").first()
    lesson = Activity.objects.filter(
        kind__in=("video", "lesson"), release_items__release__course=course, versions__media__duration__gt=60
    ).earliest("pk")
    sessions = _learners(course)
    desk = _sign_in(_account("nhansu"))
    pages = {
        "lesson": (f"/hoc/{lesson.uuid}/", sessions[0]),
        "home": ("/", ""),
        "tutorial": (_tutorial(), ""),
        "desk": ("/nhan-su/", desk),
    }
    start.tell(
        {
            "sessions": sessions,
            "desk": desk,
            "course": course.pk,
            "activity": str(lesson.uuid),
            "duration": lesson.versions.latest("number").media["duration"],
            "pages": {name: path for name, (path, _session) in pages.items()},
            "sql": {name: _statements(*page) for name, page in pages.items()},
        }
    )


def _learners(course: Any) -> list[str]:
    """Sessions of people enrolled who have watched nothing yet; an account is opened where one lacks.

    Whoever watched before would hear the heartbeats' seconds a second time, and they count once.
    """
    from courses.models import Enrolment

    chosen = Enrolment.objects.filter(
        course=course, progress__completed_at__isnull=True, watched=None
    ).select_related("learner")
    return [_sign_in(_account_of(enrolment.learner)) for enrolment in chosen.order_by("pk")[:LEARNERS]]


def _account_of(person: Any) -> Any:
    from people.models import Account

    return Account.objects.get_or_create(person=person, defaults={"username": person.staff_code})[0]


def _account(username: str) -> Any:
    from people.models import Account

    return Account.objects.get(username=username)


def _sign_in(account: Any) -> str:
    """A session as Django's login() leaves it, without the password's slow hash."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _tutorial() -> str:
    from content.models import TutorialPage

    page = TutorialPage.objects.live().filter(video__isnull=False).order_by("pk").first()
    return f"/huong-dan/{page.slug}/"


def _statements(path: str, session: str) -> int:
    """SQL statements of a later view: the first one may fill caches and open the activity."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(raise_request_exception=True)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    address = f"{path}{'&' if '?' in path else '?'}khong-nho=1"
    for _ in range(2):
        client.get(address, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"host": "127.0.0.1"})
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(queries)


if __name__ == "__main__":
    main()
