"""The heartbeat's address: what is counted by the short way, and that no short way is open to anybody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from common.passes import Signer
from courses.models import LearningEvent, SpanReport, WatchAnomaly
from courses.passes import SECONDS, Pass
from courses.views.limits import REPORTS
from courses.views.passes import owner_of, signer
from people.services.sessions import end_sessions
from tests.courses.phone import AT, Phone
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_an_everyday_report_asks_neither_session_nor_account(
    phone: Phone, django_assert_max_num_queries: Any
) -> None:
    phone.clock.shift(10)
    with django_assert_max_num_queries(2) as asked:
        answer = phone.send([0, 10])
    assert not [query for query in asked if "session" in query["sql"] or "account" in query["sql"]]
    told = answer.json()
    assert (told["seconds"], told["spans"], told["refused"], told["beat"]) == (10, [[0, 10]], [], 10)
    assert phone.seconds == 10
    assert "sessionid" not in answer.cookies


def test_both_ways_count_alike(phone: Phone) -> None:
    for number in range(6):
        phone.clock.shift(10)
        way = {"watch_pass": "", "token": phone.token} if number % 2 else {}
        answer = phone.send([10 * number, 10 * number + 10], **way)
    assert (answer.json()["seconds"], phone.seconds) == (60, 60)
    assert SpanReport.objects.filter(accepted=True).count() == 6


def test_a_replay_is_told_that_it_is_done_with_and_changes_nothing(phone: Phone) -> None:
    phone.clock.shift(10)
    uuid = uuid4()
    phone.send([0, 10], uuid=uuid)
    phone.clock.shift(60)
    for watch_pass in (None, ""):
        told = phone.send([0, 70], uuid=uuid, watch_pass=watch_pass, token=phone.token).json()
        assert (told["accepted"], told["seconds"]) == ([str(uuid)], 10)
    assert SpanReport.objects.count() == 1


def test_the_completion_is_decided_by_the_long_way_only(phone: Phone) -> None:
    phone.clock.shift(95)
    assert phone.send([0, 95]).status_code == 403  # the pass does not do, and there was no CSRF token
    assert phone.send([0, 95], token=phone.token).json()["completed"]
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1


def test_a_pass_ends_after_five_minutes_and_the_long_way_gives_the_next(phone: Phone) -> None:
    phone.clock.shift(SECONDS)
    assert phone.send([0, 10]).status_code == 403
    told = phone.send([0, 10], token=phone.token).json()
    phone.clock.shift(10)
    assert phone.send([10, 20], watch_pass=told["pass"]).json()["seconds"] == 20


@pytest.mark.parametrize("broken", ["x", "x.y", "é.é", ".", "{word}x", "A{word}"])
def test_a_forged_pass_opens_nothing(phone: Phone, broken: str) -> None:
    phone.clock.shift(10)
    assert phone.send([0, 10], watch_pass=broken.format(word=phone.watch_pass)).status_code == 403
    assert phone.seconds == 0


def test_a_pass_is_nothing_without_the_session_that_it_was_given_to(phone: Phone) -> None:
    thief = Phone(phone.clock)
    phone.clock.shift(10)
    stolen = thief.send([0, 10], watch_pass=phone.watch_pass, address=phone.address)
    assert stolen.status_code == 403
    asked = thief.send([0, 10], watch_pass=phone.watch_pass, address=phone.address, token=thief.token)
    assert asked.status_code == 404
    assert phone.seconds == thief.seconds == 0
    assert WatchAnomaly.objects.get().learner == thief.account.person


def test_a_pass_of_one_lesson_does_not_do_for_another(phone: Phone) -> None:
    other = Phone(phone.clock)
    phone.clock.shift(10)
    assert phone.send([0, 10], address=other.address).status_code == 403


def test_whoever_signs_out_reports_no_more(phone: Phone) -> None:
    phone.client.logout()
    phone.clock.shift(10)
    assert phone.send([0, 10]).status_code in (401, 403)
    assert phone.seconds == 0


@pytest.mark.parametrize("how", ["disabled", "signed out everywhere"])
def test_an_account_that_is_closed_is_out_within_minutes(phone: Phone, how: str) -> None:
    if how == "disabled":
        phone.account.is_active = False
        phone.account.save()
    else:
        end_sessions(account=phone.account, at=AT)
    phone.clock.shift(SECONDS)
    answer = phone.send([0, 10], token=phone.token)
    assert (answer.status_code, "error" in answer.json()) == (401, True)
    assert phone.seconds == 0


def test_another_site_can_send_the_cookie_but_not_the_pass(phone: Phone) -> None:
    phone.clock.shift(10)
    assert phone.send([0, 10], watch_pass="").status_code == 403
    assert phone.seconds == 0


def test_http_is_led_to_https_where_that_is_the_rule(phone: Phone, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    phone.clock.shift(10)
    assert phone.send([0, 10]).status_code == 403  # the long way, where SecurityMiddleware stands
    assert phone.seconds == 0


def test_somebody_elses_queue_is_not_taken_over(phone: Phone) -> None:
    phone.clock.shift(10)
    body = {"owner": owner_of(AccountFactory()), "reports": [{"uuid": str(uuid4()), "spans": [[0, 10]]}]}
    answer = phone.post(body, "", phone.token)
    assert (answer.status_code, "tài khoản khác" in answer.json()["error"]) == (409, True)
    assert phone.seconds == 0


def test_a_batch_says_of_each_report_what_became_of_it(phone: Phone) -> None:
    phone.clock.shift(30)
    names = [str(uuid4()) for _ in range(5)]
    spans: list[Any] = [[[0, 20]], [[0, 20]], [[20, 100]], [[-5, 3]], [["x", 1]]]
    reports = [{"uuid": uuid, "spans": one, "rate": 2} for uuid, one in zip(names, spans, strict=True)]
    told = phone.post({"reports": [*reports, reports[0]]}, "", phone.token).json()
    assert told["accepted"] == [names[0], names[1], names[0]]
    assert [(one["uuid"], one["reason"]) for one in told["refused"]] == [
        (names[2], "too_much"), (names[3], "outside"), (names[4], "malformed"),
    ]  # fmt: skip
    assert (
        told["refused"][0]["retry"] == 19
    )  # 80 new seconds, 60 + 2 − 20 believed now, the rest at twice the speed
    assert told["seconds"] == 20


def test_what_was_refused_as_too_much_counts_later_under_its_own_uuid(phone: Phone) -> None:
    phone.clock.shift(5)
    uuid = uuid4()
    assert phone.send([0, 50], uuid=uuid, token=phone.token).status_code == 422
    phone.clock.shift(60)
    assert phone.send([0, 50], uuid=uuid, token=phone.token, kept=True).json()["seconds"] == 50
    anomaly = WatchAnomaly.objects.get()
    assert (anomaly.kind, anomaly.count, anomaly.settled) == ("too_much", 1, 1)


def test_a_film_that_was_changed_meanwhile_is_said_so(phone: Phone) -> None:
    phone.clock.shift(10)
    report = {"uuid": str(uuid4()), "spans": [[0, 10]]}
    answer = phone.post({"film": "another", "reports": [report]}, token=phone.token)
    assert (answer.status_code, answer.json()["refused"][0]["reason"]) == (409, "other_film")
    assert not WatchAnomaly.objects.exists()


FORGED: list[tuple[str, Any, int, str]] = [
    ("future times", {"uuid": str(UUID(int=1)), "spans": [[90, 5000]]}, 422, "outside"),
    ("negative", {"uuid": str(UUID(int=2)), "spans": [[-10, 5]]}, 422, "outside"),
    ("too much", {"uuid": str(UUID(int=3)), "spans": [[0, 100]]}, 422, "too_much"),
    ("thousands", {"uuid": str(UUID(int=4)), "spans": [[0, 1]] * 501}, 400, "malformed"),
    ("backwards", {"uuid": str(UUID(int=5)), "spans": [[9, 1]]}, 400, "malformed"),
    (
        "not a number",
        {"reports": [{"uuid": str(UUID(int=6)), "spans": [[float("nan"), 1]]}]},
        400,
        "malformed",
    ),
    ("huge number", {"uuid": str(UUID(int=7)), "spans": [[0, 10**400]]}, 400, "malformed"),
    ("yes and no", {"uuid": str(UUID(int=8)), "spans": [[False, True]]}, 400, "malformed"),
    ("deep", "[" * 20_000, 400, "malformed"),
    ("too many", {"reports": [{"uuid": str(UUID(int=9)), "spans": []}] * 51}, 400, "malformed"),
    ("no rate", {"uuid": str(UUID(int=10)), "spans": [], "rate": 0}, 400, "malformed"),
    ("megabytes", "x" * 3_000_000, 413, "too_large"),
]


@pytest.mark.parametrize(
    ("body", "status", "kind"), [case[1:] for case in FORGED], ids=[case[0] for case in FORGED]
)
def test_a_forged_report_changes_nothing_is_refused_in_words_and_counted(
    phone: Phone, body: Any, status: int, kind: str
) -> None:
    phone.clock.shift(10)
    answer = phone.post(body, token=phone.token)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)
    assert phone.seconds == 0
    assert (WatchAnomaly.objects.get().kind, WatchAnomaly.objects.get().learner) == (
        kind,
        phone.account.person,
    )


@pytest.mark.parametrize("activity", ["another's", "unknown"])
def test_a_report_for_a_lesson_that_is_not_theirs_is_counted(phone: Phone, activity: str) -> None:
    lesson = Phone(phone.clock).film.uuid if activity == "another's" else uuid4()
    answer = phone.send([0, 1], token=phone.token, address=reverse("report_spans", args=[lesson]))
    assert (answer.status_code, "error" in answer.json()) == (404, True)
    anomaly = WatchAnomaly.objects.get()
    assert (anomaly.kind, anomaly.learner, anomaly.activity is None) == (
        "not_theirs", phone.account.person, activity == "unknown",
    )  # fmt: skip


def test_a_thousand_small_reports_at_once_count_one_grace(phone: Phone) -> None:
    for number in range(30):
        phone.send([2 * number, 2 * number + 2], token=phone.token)
    assert phone.seconds == 2


def test_a_flood_is_stopped_by_account_and_spares_the_classroom(phone: Phone) -> None:
    neighbour = Phone(phone.clock)
    phone.clock.shift(10)
    for _ in range(REPORTS.limit):
        REPORTS.exceeded(phone.account.pk)
    answer = phone.send([0, 10], token=phone.token)
    assert (answer.status_code, "error" in answer.json()) == (429, True)
    assert WatchAnomaly.objects.get().kind == "too_often"
    assert neighbour.send([0, 10]).json()["seconds"] == 10


@pytest.mark.parametrize("skew", [timedelta(days=-4000), timedelta(days=4000)])
def test_the_clients_clock_changes_nothing(phone: Phone, skew: timedelta) -> None:
    phone.clock.shift(10)
    said = (AT + skew).isoformat()
    assert phone.send([0, 10], at=said, seq=1).json()["seconds"] == 10
    assert SpanReport.objects.get().told["at"] == said[:40]
    assert phone.send([10, 90], at=said, seq=2, token=phone.token).status_code == 422


def test_a_visitors_script_is_told_to_sign_in() -> None:
    answer = Client().post(reverse("report_spans", args=[uuid4()]), "{}", JSON)
    assert (answer.status_code, "error" in answer.json()) == (401, True)


def test_a_pass_does_not_name_the_session(phone: Phone) -> None:
    from base64 import urlsafe_b64decode

    inside = urlsafe_b64decode(phone.watch_pass.partition(".")[0]).decode()
    assert phone.client.cookies[settings.SESSION_COOKIE_NAME].value not in inside
    told = signer().read(phone.watch_pass, now=AT.timestamp())
    assert isinstance(told, Pass)
    assert Signer("another secret", Pass, b"watch pass").read(phone.watch_pass, now=AT.timestamp()) is None
