"""Tests of before become tests of one section, on the page, in its drafts and in the engine."""

import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from wagtail.models import Revision

from assessments.models import Attempt, Quiz
from assessments.services.attempts import start_attempt
from content.models import QuizPage
from courses.models import Enrolment
from tests.factories.assessments import BankFactory
from tests.factories.courses import START
from tests.factories.pages import course_page, quiz_page

engine: Any = import_module("assessments.migrations.0011_banks_become_sections")
pages: Any = import_module("content.migrations.0010_banks_of_tests_become_sections")


@pytest.mark.django_db
def test_a_draft_of_before_opens_with_its_section() -> None:
    bank = BankFactory()
    page = quiz_page(course_page(), bank, sections=[])
    draft = page.save_revision()
    draft.content.pop("sections")
    draft.content |= {"bank": bank.pk, "draw": 3}
    draft.save()
    pages.make_sections_of_drafts(apps, None)
    pages.make_sections_of_drafts(apps, None)  # twice is harmless

    [section] = QuizPage.objects.get().get_latest_revision_as_object().sections
    assert (section.block_type, section.value["bank"], section.value["number"]) == ("draw", bank, 3)
    assert "bank" not in Revision.objects.get(pk=draft.pk).content


@pytest.mark.django_db
def test_the_blocks_written_for_a_page_are_blocks_the_editor_knows() -> None:
    bank = BankFactory()
    stream = QuizPage._meta.get_field("sections").stream_block
    [section] = stream.to_python(json.loads(json.dumps(pages._blocks(bank.pk, 4))))
    assert section.block.clean(section.value)["bank"] == bank
    assert (section.value["number"], section.value["below"]) == (4, True)


def test_papers_of_before_say_what_they_are_worth(enrolment: Enrolment, quiz: Quiz) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    early = [{"id": entry["id"], "kind": "single"} for entry in attempt.paper]
    Attempt.objects.filter(pk=attempt.pk).update(worth=None, paper=early)
    engine.weigh_papers(apps, None)
    attempt.refresh_from_db()
    assert attempt.worth == 5
