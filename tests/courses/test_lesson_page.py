"""The lesson page: what the learner meets, in few queries; what a stranger and a forger are told."""

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from courses.models import Activity, ActivityVersion, Course, Enrolment, LearningEvent, WatchedSpans
from courses.services.enrolment import enrol
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
MEDIA = {
    "video": "film-1",
    "duration": 100.0,
    "title": "Vì sao",
    "poster": "/media/v/ab/poster.jpg",
    "captions": "/media/captions/a.vtt",
    "outputs": [
        {"name": "240p", "url": "/media/v/ab/240.mp4", "bytes": 1_400_000, "width": 426, "height": 240},
        {"name": "360p", "url": "/media/v/ab/360.mp4", "bytes": 2_600_000, "width": 640, "height": 360},
        {"name": "480p", "url": "/media/v/ab/480.mp4", "bytes": 4_000_000, "width": 854, "height": 480},
    ],
}


class Cadre:
    """A signed-in learner of a course: a text, a film, a test."""

    def __init__(self) -> None:
        self.person = PersonFactory()
        self.account = AccountFactory(person=self.person)
        self.client = Client()
        self.client.force_login(self.account)
        self.release = ReleaseFactory(items=["lesson", "video", "quiz"])
        self.course: Course = self.release.course
        self.enrolment: Enrolment = enrol(learner=self.person, course=self.course, at=AT)
        self.text, self.film, self.quiz = (
            item.activity for item in self.release.items.select_related("activity")
        )
        ActivityVersion.objects.filter(activity=self.film).update(media=MEDIA, facts={"minutes": 3})

    def get(self, activity: Activity, **headers: str) -> Any:
        return self.client.get(reverse("activity", args=[activity.uuid]), headers=headers)

    def beat(self, spans: object, activity: Activity | None = None, **more: object) -> Any:
        report = {"uuid": str(uuid4()), "spans": spans, "position": 0} | more
        address = reverse("report_spans", args=[(activity or self.film).uuid])
        return self.client.post(address, json.dumps(report), content_type="application/json")

    def finish(self, activity: Activity, **more: Any) -> Any:
        return self.client.post(reverse("finish_activity", args=[activity.uuid]), **more)


@pytest.fixture
def cadre() -> Cadre:
    return Cadre()


def test_the_body_is_served_as_it_was_stored(cadre: Cadre) -> None:
    page = cadre.get(cadre.text)
    assert page.status_code == 200
    assert "<p>Nội dung bài học.</p>" in page.content.decode()
    assert "no-cache" in page["Cache-Control"]


def test_the_film_offers_its_sizes_and_says_what_they_weigh(cadre: Cadre) -> None:
    html = cadre.get(cadre.film).content.decode()
    assert 'src="/media/v/ab/360.mp4"' in html
    assert "<b>240p</b> <span>1,4\xa0MB" in html
    assert 'kind="captions"' in html
    assert "player.js" in html


def test_every_module_of_the_player_is_asked_for_at_once(cadre: Cadre) -> None:
    html = cadre.get(cadre.film).content.decode()
    preloaded = set(re.findall(r'rel="modulepreload" href="/static/js/([\w-]+\.js)"', html))
    folder, imported, left = Path(settings.BASE_DIR) / "lms" / "static" / "js", set(), ["player.js"]
    while left:
        found = set(re.findall(r'from "\./([\w-]+\.js)"', (folder / left.pop()).read_text())) - imported
        imported |= found
        left.extend(found)
    assert preloaded == imported


def test_whoever_saves_data_gets_the_small_film_first(cadre: Cadre) -> None:
    html = cadre.get(cadre.film, save_data="on").content.decode()
    assert '<video controls playsinline preload="none" width="426" height="240"' in html


@pytest.mark.parametrize("kind", ["text", "film"])
def test_a_lesson_costs_at_most_six_queries_no_session_write_and_few_bytes(
    cadre: Cadre, kind: str, django_assert_max_num_queries: Any
) -> None:
    activity = getattr(cadre, kind)
    cadre.get(activity)
    with django_assert_max_num_queries(6) as asked:
        page = cadre.get(activity)
    assert not [query for query in asked if not query["sql"].startswith("SELECT")]
    assert len(page.content) <= 12 * 1024
    assert len(gzip.compress(page.content, 1)) <= 5 * 1024  # as it travels
    assert "sessionid" not in page.cookies


def test_a_heartbeat_costs_two_lookups_and_one_transaction(
    cadre: Cadre, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(AT, tick=False):
        cadre.get(cadre.film)
    with time_machine.travel(AT + timedelta(seconds=10), tick=False), django_assert_num_queries(8) as asked:
        assert cadre.beat([[0, 10]]).status_code == 200
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 6


def test_the_first_view_starts_the_clock_and_a_second_does_not_restart_it(cadre: Cadre) -> None:
    with time_machine.travel(AT, tick=False):
        cadre.get(cadre.film)
    cadre.get(cadre.film)
    assert WatchedSpans.objects.get().opened_at == AT


def test_played_seconds_become_the_union_and_then_the_completion(cadre: Cadre) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        cadre.get(cadre.film)
        clock.shift(50)
        half = cadre.beat([[0, 50]], position=50).json()
        assert half == {"accepted": True, "seconds": 50, "share": 0.5, "completed": False, "spans": [[0, 50]]}
        clock.shift(41)
        assert cadre.beat([[50, 91]], position=91).json()["completed"]
        html = cadre.get(cadre.film).content.decode()
    assert "Bạn đã hoàn thành bài này ngày 02/03/2026." in html
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1


def test_a_forged_completion_is_refused_and_told_how_much_is_missing(cadre: Cadre) -> None:
    cadre.get(cadre.film)
    page = cadre.finish(cadre.film)
    assert page.status_code == 409
    assert "Còn thiếu 1:30 để đủ 90\xa0%." in page.content.decode()
    answer = cadre.finish(cadre.film, data="{}", content_type="application/json")
    assert (answer.status_code, "1:30" in answer.json()["error"]) == (409, True)
    assert not LearningEvent.objects.filter(kind="activity_completed").exists()


def test_claiming_the_whole_film_at_once_is_refused(cadre: Cadre) -> None:
    cadre.get(cadre.film)
    answer = cadre.beat([[0, 100]])
    assert (answer.status_code, "error" in answer.json()) == (422, True)


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{}", '{"uuid": "x", "spans": []}', '{"uuid": 1}', "{", "x" * 30_000]
)
def test_a_malformed_heartbeat_gets_a_sentence_not_a_traceback(cadre: Cadre, body: str) -> None:
    address = reverse("report_spans", args=[cadre.film.uuid])
    answer = cadre.client.post(address, body, "application/json", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, "Báo cáo phần đã xem không đúng dạng.")


def test_reading_is_finished_by_the_button_which_leads_on(cadre: Cadre) -> None:
    cadre.get(cadre.text)
    answer = cadre.finish(cadre.text)
    assert answer.headers["Location"] == f"/hoc/{cadre.film.uuid}/"
    assert "Hoàn thành" in cadre.get(cadre.text).content.decode()


def test_a_test_is_met_on_its_own_page(cadre: Cadre) -> None:
    assert cadre.get(cadre.quiz).headers["Location"] == f"/kiem-tra/{cadre.quiz.uuid}/"
    assert cadre.finish(cadre.quiz).status_code == 409


def test_somebody_elses_course_is_refused_with_whom_to_ask(cadre: Cadre) -> None:
    other = Cadre()
    page = cadre.get(other.film)
    assert page.status_code == 403
    assert "cán bộ nhân sự" in page.content.decode()
    assert cadre.beat([[0, 1]], other.film).status_code == 404
    assert cadre.finish(other.film).status_code == 404


def test_an_unknown_activity_is_not_found_and_a_visitor_signs_in_first(cadre: Cadre) -> None:
    assert cadre.client.get(f"/hoc/{uuid4()}/").status_code == 404
    visitor = Client().get(reverse("activity", args=[cadre.film.uuid]))
    assert visitor.headers["Location"].startswith("/tai-khoan/")
    assert Client().post(reverse("report_spans", args=[cadre.film.uuid])).status_code == 302


def test_an_account_that_is_nobody_in_the_record_is_told_so(cadre: Cadre) -> None:
    cadre.client.force_login(AccountFactory())
    assert cadre.get(cadre.film).status_code == 403


def test_a_tutorial_is_everybodys_and_lives_at_its_own_address() -> None:
    activity = Activity.objects.create(kind="tutorial", title="Quét mã", created_at=AT)
    ActivityVersion.objects.create(
        activity=activity, number=1, kind="tutorial", title="Quét mã", facts={"address": "/huong-dan/quet-ma/"},
        digest="0" * 64, published_at=AT,
    )  # fmt: skip
    assert (
        Client().get(reverse("activity", args=[activity.uuid])).headers["Location"] == "/huong-dan/quet-ma/"
    )


def test_the_page_names_nobody_to_other_people_on_the_same_machine(cadre: Cadre) -> None:
    html = cadre.get(cadre.film).content.decode()
    assert str(cadre.person.uuid) not in html
