"""The trainer's view of a video: known reports become a known plot, few viewers stay hidden, strangers see nothing."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from content import film_plot
from content.models import Legibility, Video
from content.services.groups import ensure_groups
from courses.models import FilmAnswer, ViewingCount
from courses.queries.viewing import Stretch
from courses.services.enrolment import enrol
from courses.services.releases import release_course
from courses.services.watching import open_activity
from tests.content.test_film_questions import WRITTEN
from tests.factories import AccountFactory, PersonFactory
from tests.factories.pages import AT, course_page, lesson_page, publish, video

pytestmark = pytest.mark.django_db


def signed_in(*groups: Group) -> Client:
    account = AccountFactory()
    account.groups.add(*groups)
    client = Client()
    client.force_login(account)
    return client


class Shown:
    """A published lesson with a film of 100 seconds, and as many viewers as asked."""

    def __init__(self, viewers: int) -> None:
        self.film: Video = video(title="Ghi nhật ký")
        course = publish(course_page())
        body = [("video", {"video": self.film, "title": "", "questions": [WRITTEN]})]
        self.page = publish(lesson_page(course, title="Bài có phim", body=body))
        self.activity = self.page.activity
        rule = {"kind": "watch", "share": 0.9}
        item = {"activity": self.activity, "minimum_version": 1, "required": True, "rule": rule}
        release_course(course=course.course, items=[item], title="CDS", hours=8, at=AT)  # type: ignore[list-item]
        for number in range(viewers):
            self._watch(course.course, right=number % 2 == 0)

    def _watch(self, course: Any, right: bool) -> None:
        enrolment = enrol(learner=PersonFactory(), course=course, at=AT)
        row = open_activity(enrolment=enrolment, activity=self.activity, at=AT)
        row.film, row.spans, row.seconds = str(self.film.uuid), [[0, 50]], 50
        row.save()
        question = self.activity.versions.get().facts["questions"][0]["id"]
        FilmAnswer.objects.create(
            uuid=uuid4(), enrolment=enrolment, activity=self.activity, version=1, question=question, chosen=[],
            right=right, answered_at=AT,
        )  # fmt: skip

    def count(self, stretch: int, viewers: int, replays: float = 0, stops: int = 0) -> None:
        ViewingCount.objects.create(
            activity=self.activity, film=str(self.film.uuid), day=AT.date(), stretch=stretch, viewers=viewers,
            replays=replays, stops=stops, counted_at=AT,
        )  # fmt: skip

    def html(self, client: Client, **query: str) -> str:
        answer = client.get(reverse("video_viewing", args=[self.film.uuid]), query)
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def trainer() -> Client:
    return signed_in(ensure_groups())


def test_the_plot_and_its_table_tell_what_was_counted(trainer: Client) -> None:
    shown = Shown(viewers=6)
    shown.count(0, viewers=6, replays=2.5, stops=1)
    shown.count(1, viewers=4, replays=7)
    html = shown.html(trainer)
    assert "<title" in html
    assert '<th scope="row">0:00–0:05</th><td>6</td><td>2,5</td><td>1</td>' in html
    assert '<th scope="row">0:05–0:10</th><td colspan="3">ít hơn 5 người</td>' in html
    assert "Câu 1: 50\xa0%" in html
    assert "<dd>6</dd>" in html
    assert "<dd>50\xa0%</dd>" in html


def test_fewer_than_five_show_no_curve_and_no_figure(trainer: Client) -> None:
    shown = Shown(viewers=4)
    shown.count(0, viewers=4, stops=1)
    html = shown.html(trainer)
    assert "Chưa đủ 5 người xem" in html
    assert '<svg class="film-plot"' not in html
    assert "Người bắt đầu xem" not in html
    assert "ít hơn 5 người" in html


def test_a_period_leaves_out_what_was_before(trainer: Client) -> None:
    shown = Shown(viewers=6)
    shown.count(0, viewers=6)
    assert '<svg class="film-plot"' in shown.html(trainer)
    assert '<svg class="film-plot"' not in shown.html(trainer, khoang="7")


def test_bars_stand_on_zero_and_the_few_are_hatched() -> None:
    made = film_plot.plot(
        [Stretch(10, 0.0, 0), Stretch(5, 3.0, 2), Stretch(3, 9.0, 1)], 15.0, [{"at": 7.5, "share": 40}]
    )
    viewers, replays, stops = made.rows
    assert [bar["height"] for bar in viewers.bars] == [84.0, 42.0, film_plot.HIDDEN]
    assert all(bar["y"] + bar["height"] == viewers.base for bar in viewers.bars)
    assert (len(replays.bars), replays.most) == (1, 3.0)
    assert (len(stops.bars), stops.most) == (1, 2.0)
    assert made.marks[0]["x"] == film_plot.LEFT + film_plot.WIDTH / 2
    assert made.table[2]["stretch"] is None


def test_outputs_and_the_warning_for_small_writing_are_told(trainer: Client) -> None:
    shown = Shown(viewers=0)
    assert "Chưa đo cỡ chữ" in shown.html(trainer)
    Legibility.objects.create(
        source_sha256=shown.film.sha256, pictures=12, written=9, height=4 / 240, measured_at=AT
    )
    html = shown.html(trainer)
    assert "cao khoảng 4 điểm ở bản 240p" in html
    assert "0,9\xa0MB" in html


def office_of_another_course() -> Group:
    """Trainers of another office: they may edit their own branch only."""
    own = publish(course_page(title="Khóa khác", code="KHAC"))
    group = Group.objects.create(name="Cơ quan khác")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=own.page_ptr, permission=change)
    return group


def test_trainers_of_another_course_and_learners_see_nothing(trainer: Client) -> None:
    shown = Shown(viewers=6)
    address = reverse("video_viewing", args=[shown.film.uuid])
    assert signed_in(office_of_another_course()).get(address).status_code == 404
    assert signed_in().get(address).status_code in (302, 403)
    assert Client().get(address).status_code == 302
    assert trainer.get(reverse("video_viewing", args=[uuid4()])).status_code == 404


def test_the_lesson_leads_to_it(trainer: Client) -> None:
    shown = Shown(viewers=0)
    html = trainer.get(reverse("wagtailadmin_pages:edit", args=[shown.page.pk])).content.decode()
    assert f"{reverse('video_viewing', args=[shown.film.uuid])}?bai={shown.activity.uuid}" in html
    assert "Người xem video" in html


def test_it_costs_the_same_however_many_lessons_and_viewers(
    trainer: Client, django_assert_num_queries: Any
) -> None:
    shown = Shown(viewers=6)
    for stretch in range(20):
        shown.count(stretch, viewers=6)
    shown.html(trainer)
    with django_assert_num_queries(QUERIES):
        shown.html(trainer)
    publish(
        lesson_page(
            shown.page.get_parent().specific,
            title="Bài hai",
            body=[("video", {"video": shown.film, "title": "", "questions": []})],
        )
    )
    with django_assert_num_queries(QUERIES):
        shown.html(trainer)


QUERIES = 19
