"""A trainer puts questions into a film: what is refused, what is frozen, and what a release then asks."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from common.errors import Conflict
from content.film_times import seconds_in
from content.models import LessonPage
from content.release_plan import plan_of
from content.services.groups import ensure_groups
from content.services.pages import publish_page
from courses.models import ActivityVersion
from tests.factories import AccountFactory
from tests.factories.pages import AT, course_page, lesson_page, publish, video

pytestmark = pytest.mark.django_db
OPTIONS = [
    {"text": "Sổ tay", "correct": True, "note": ""},
    {"text": "Trí nhớ", "correct": False, "note": "Dễ quên."},
]
WRITTEN = {
    "at": "0:40", "kind": "single", "text": "Ghi vào đâu?", "options": OPTIONS, "is_true": False, "right": "Đúng rồi.",
    "wrong": "Xem lại nhé.", "required": True, "must_be_right": True, "rewind_to": "0:20",
}  # fmt: skip
SAID = WRITTEN | {
    "at": "1:10",
    "kind": "true_false",
    "text": "Ghi ngay là tốt.",
    "options": [],
    "is_true": True,
}
SAID |= {"must_be_right": False, "rewind_to": ""}


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


def film_body(*questions: dict[str, Any]) -> list[Any]:
    return [("video", {"video": video(), "title": "", "questions": list(questions)})]


def listed(values: list[dict[str, Any]]) -> dict[str, Any]:
    """A ListBlock as a browser posts it."""
    rows = {
        str(place): {"value": value, "deleted": "", "order": str(place)} for place, value in enumerate(values)
    }
    return {"count": str(len(values))} | rows


def ticked(value: dict[str, Any]) -> dict[str, Any]:
    """A box that is not ticked is not posted."""
    kept = {name: "on" if one is True else one for name, one in value.items() if one is not False}
    return kept | (
        {"options": listed([ticked(one) for one in value["options"]])} if "options" in value else {}
    )


def says(html: str, sentence: str) -> bool:
    """Errors inside blocks are handed to the editor's script as JSON."""
    return sentence in html or json.dumps(sentence)[1:-1] in html.replace("&quot;", '"')


def add_lesson(client: Client, *questions: dict[str, Any], act: str = "action-publish") -> str:
    block = {"video": video().pk, "title": "", "questions": listed([ticked(one) for one in questions])}
    fields = {"title": "Bài mới", "slug": "bai-moi", "minutes": "5", "watch_share": "90", "weight": "minor"}
    fields |= {"summary": "", "body": streamfield([("video", block)]), act: "1"}
    fields |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    address = reverse("wagtailadmin_pages:add", args=["content", "lessonpage", publish(course_page()).pk])
    return client.post(address, nested_form_data(fields)).content.decode()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 90), ("0:05", 5),
     ("1:02:05", 3725), ("75:00", 4500), ("1:75", None), ("90", None), ("-1:00", None), ("1:75:00", None)],
)  # fmt: skip
def test_a_place_in_a_film_is_written_as_people_do(text: str, seconds: float | None) -> None:
    assert seconds_in(text) == seconds


def test_a_trainer_writes_a_question_in_the_form_and_it_is_frozen(trainer: Client) -> None:
    add_lesson(trainer, SAID, WRITTEN)
    first, second = ActivityVersion.objects.get().facts["questions"]
    assert (first["at"], first["text"], first["rewind_to"], first["must_be_right"]) == (
        40,
        "Ghi vào đâu?",
        20,
        True,
    )
    right = [one["text"] for one in first["options"] if one["id"] in first["key"]["correct"]]
    assert right == ["Sổ tay"]
    assert list(first["key"]["notes"].values()) == ["Dễ quên."]
    assert [one["text"] for one in second["options"]] == ["Đúng", "Sai"]
    assert second["key"]["correct"] == [second["options"][0]["id"]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": "40"}, "Hãy viết phút:giây"),
        ({"options": OPTIONS[:1]}, "ít nhất hai phương án"),
        ({"options": [OPTIONS[0], OPTIONS[0]]}, "hai phương án giống hệt nhau"),
        ({"options": [OPTIONS[1], OPTIONS[1] | {"text": "Khác"}]}, "đúng một phương án đúng"),
        (
            {"kind": "multiple", "options": [OPTIONS[1], OPTIONS[1] | {"text": "Khác"}]},
            "ít nhất một phương án đúng",
        ),
        ({"kind": "true_false"}, "không cần phương án"),
        ({"rewind_to": "0:50"}, "Phải sớm hơn"),
        ({"at": "2:00"}, "ngoài video (dài 1:40)"),
        ({"at": "0:00", "rewind_to": ""}, "ngoài video"),
    ],
)
def test_a_question_nobody_could_answer_is_refused_in_the_form(
    trainer: Client, change: dict[str, Any], sentence: str
) -> None:
    assert says(add_lesson(trainer, WRITTEN | change), sentence)
    assert not LessonPage.objects.filter(live=True).exists()


def test_two_questions_at_one_moment_are_refused(trainer: Client) -> None:
    html = add_lesson(trainer, WRITTEN, SAID | {"at": "0:40"})
    assert says(html, "Đã có một câu hỏi ở thời điểm này.")


def test_publishing_past_the_form_meets_the_films_length_too() -> None:
    page = lesson_page(course_page(), body=film_body(WRITTEN | {"at": "5:00"}))
    with pytest.raises(Conflict, match="ngoài video"):
        publish_page(page=page, at=AT)


def test_a_corrected_question_keeps_its_name_and_an_unchanged_lesson_its_version() -> None:
    page = publish(lesson_page(publish(course_page()), body=film_body(WRITTEN)))
    before = ActivityVersion.objects.get().facts["questions"][0]
    publish(page)
    assert ActivityVersion.objects.count() == 1
    page.body[0].value["questions"][0]["text"] = "Ghi ngay vào đâu?"
    publish(page)
    after = ActivityVersion.objects.latest("number").facts["questions"][0]
    assert (after["id"], after["options"]) == (before["id"], before["options"])
    assert after["text"] != before["text"]


def test_a_release_says_that_questions_must_be_answered() -> None:
    course = publish(course_page())
    publish(lesson_page(course, body=film_body(WRITTEN, SAID)))
    [item] = plan_of(course).items
    name, other = (one["id"] for one in item.version.facts["questions"])
    assert item.rule == {"kind": "watch", "share": 0.9, "questions": {name: True, other: False}}
    assert (
        item.rule_in_words
        == "xem thật ít nhất 90\xa0% video và trả lời 2 câu hỏi trong video (1 câu phải đúng)"
    )


def test_a_film_without_questions_is_asked_for_as_before() -> None:
    course = publish(course_page())
    publish(lesson_page(course, body=film_body()))
    [item] = plan_of(course).items
    assert item.rule == {"kind": "watch", "share": 0.9}
    assert "questions" not in item.version.facts


def test_the_preview_shows_the_questions_and_takes_no_answer(trainer: Client) -> None:
    page = lesson_page(publish(course_page()), body=film_body(WRITTEN))
    page.save_revision()
    html = trainer.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "Ghi vào đâu?" in html
    assert "Bản xem trước không nhận câu trả lời." in html
