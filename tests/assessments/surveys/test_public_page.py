"""A villager answers by a code: no account, no script, no cookie, few kilobytes, counted once."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.test import Client

from assessments.models import Survey, SurveyContact, SurveyResponse
from assessments.views.surveys import public
from tests.factories import OrgUnitFactory
from tests.factories.surveys import SurveyFactory, sent

pytestmark = pytest.mark.django_db
KB = 1024


@pytest.fixture
def survey() -> Survey:
    return SurveyFactory(kind="commune")


def post(client: Client, survey: Survey, data: dict[str, str]) -> Any:
    return client.post(f"/phieu/{survey.code}/", data)


def test_an_answer_is_kept_for_its_commune(client: Client, survey: Survey) -> None:
    unit = OrgUnitFactory()
    answer = post(client, survey, sent(survey, xa=unit.code, kenh="qr"))

    kept = SurveyResponse.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/phieu/{survey.code}/cam-on/?xa={unit.code}&kenh=qr",
    )
    assert (kept.unit, kept.channel, kept.course) == (unit, "qr", None)
    assert "xin cảm ơn" in client.get(answer["Location"]).content.decode()


def test_a_form_sent_twice_is_one_answer(client: Client, survey: Survey) -> None:
    data = sent(survey, xa=OrgUnitFactory().code)
    assert [post(client, survey, data).status_code for _try in range(2)] == [302, 302]
    assert SurveyResponse.objects.count() == 1


def test_the_page_sets_no_cookie_and_needs_no_script(client: Client, survey: Survey) -> None:
    page = client.get(f"/phieu/{survey.code}/")
    answer = post(client, survey, sent(survey, xa=OrgUnitFactory().code))
    assert not page.cookies
    assert not answer.cookies
    assert not client.cookies
    assert b"<script" not in page.content


def test_the_page_with_its_styles_is_below_fifty_kilobytes(client: Client, survey: Survey) -> None:
    for _place in range(100):
        OrgUnitFactory()
    page = client.get(f"/phieu/{survey.code}/").content
    css = Path(project.BASE_DIR) / "lms" / "static" / "css"
    styles = [gzip.compress((css / name).read_bytes(), 6) for name in ("base.css", "survey.css")]
    assert page.count(b"<option") > 100
    assert len(gzip.compress(page, 6)) + sum(map(len, styles)) <= 50 * KB


def test_choices_are_radio_buttons_with_their_words(client: Client, survey: Survey) -> None:
    choice = next(item for item in survey.versions.get().items if item["kind"] == "single")
    html = client.get(f"/phieu/{survey.code}/").content.decode()
    for option in choice["options"]:
        assert f'type="radio" name="{choice["id"]}" value="{option["id"]}"' in html
        assert f"<span>{option['text']}</span>" in html


def test_the_commune_of_the_poster_is_not_asked_again(client: Client, survey: Survey) -> None:
    unit = OrgUnitFactory()
    html = client.get(f"/phieu/{survey.code}/?xa={unit.code}").content.decode()
    assert unit.full_name in html
    assert "<select" not in html


def test_a_kiosk_goes_on_with_the_next_person(client: Client, survey: Survey) -> None:
    unit = OrgUnitFactory()
    answer = post(client, survey, sent(survey, xa=unit.code, kenh="may"))
    html = client.get(answer["Location"]).content.decode()
    assert SurveyResponse.objects.get().channel == "kiosk"
    assert f'href="/phieu/{survey.code}/?xa={unit.code}&amp;kenh=may"' in html


def test_what_was_chosen_stays_when_something_is_missing(client: Client, survey: Survey) -> None:
    likert = survey.draft[0]["id"]
    data = sent(survey, xa=OrgUnitFactory().code)
    del data[f"{likert}.1"]
    answer = post(client, survey, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert not SurveyResponse.objects.exists()
    assert f'name="{likert}.0" value="5" checked' in html
    assert "Hãy chọn một mức cho mỗi ý." in html
    assert data["ma"] in html


def test_a_commune_survey_asks_for_the_commune(client: Client, survey: Survey) -> None:
    answer = post(client, survey, sent(survey))
    assert answer.status_code == 422
    assert "Hãy chọn xã, phường của mình." in answer.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_not_counted(
    client: Client, survey: Survey
) -> None:
    data = sent(survey, xa=OrgUnitFactory().code) | {"trang-web": "https://x.example"}
    assert post(client, survey, data).status_code == 302
    assert not SurveyResponse.objects.exists()


def test_a_whole_class_behind_one_line_is_heard_and_a_flood_is_not(
    client: Client, survey: Survey, monkeypatch: Any
) -> None:
    assert public.PER_MINUTE >= 80  # forty who press twice
    monkeypatch.setattr(public, "PER_MINUTE", 3)
    unit = OrgUnitFactory()
    answers = [post(client, survey, sent(survey, xa=unit.code)).status_code for _one in range(4)]
    assert answers == [302, 302, 302, 429]


@pytest.mark.parametrize(
    ("facts", "status", "sentence"),
    [
        ({"opens_on": date(2099, 5, 1)}, 409, "mở từ ngày 01/05/2099"),
        ({"closes_on": date(2026, 1, 2)}, 409, "Phiếu này đã đóng"),
        ({"published": 0}, 404, "Không có phiếu lấy ý kiến này"),
    ],
)
def test_not_yet_closed_and_unknown_say_so(
    client: Client, facts: dict[str, Any], status: int, sentence: str
) -> None:
    survey = SurveyFactory(**facts)
    for answer in (client.get(f"/phieu/{survey.code}/"), post(client, survey, sent(survey))):
        assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert client.get("/phieu/khong-co/").status_code == 404


@pytest.mark.parametrize("wrong", [{"ma": "x"}, {"ma": ""}, {"ban": "99"}, {"ban": "²"}])
def test_a_form_that_was_tampered_with_is_refused_with_a_sentence(
    client: Client, survey: Survey, wrong: dict[str, str]
) -> None:
    answer = post(client, survey, sent(survey, xa=OrgUnitFactory().code) | wrong)
    assert answer.status_code == 400
    assert "Hãy tải lại trang" in answer.content.decode()


def test_a_step_that_was_never_offered_is_refused(client: Client, survey: Survey) -> None:
    answer = post(client, survey, sent(survey, "9", xa=OrgUnitFactory().code))
    assert answer.status_code == 400
    assert not SurveyResponse.objects.exists()


def test_a_key_of_another_survey_is_not_taken_for_this_one(client: Client, survey: Survey) -> None:
    other, unit = SurveyFactory(), OrgUnitFactory()
    key = str(uuid4())
    post(client, other, sent(other) | {"ma": key})
    client.raise_request_exception = False
    answer = post(client, survey, sent(survey, xa=unit.code) | {"ma": key})
    assert answer.status_code == 409
    assert SurveyResponse.objects.filter(version__survey=survey).count() == 0


def test_a_name_is_asked_for_only_where_the_survey_offers_it(client: Client) -> None:
    named, nameless = SurveyFactory(anonymous=False), SurveyFactory()
    for survey in (named, nameless):
        post(client, survey, sent(survey) | {"lien-he": "Bà Tư, 0912 345 678"})
    assert [one.response.version.survey for one in SurveyContact.objects.all()] == [named]
    assert "lien-he" not in client.get(f"/phieu/{nameless.code}/").content.decode()
