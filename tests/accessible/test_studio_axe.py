"""Nothing that axe knows to find is wrong with a teacher's file of questions of which some are refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from people.models import Account
from tests.accessible.axe import THEMES, faults
from tests.accessible.shown import drawn, show
from tests.factories.assessments import BankFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TWO = "::Đúng::Mật khẩu nào mạnh? {=Câu dài ~123456}\n\n::Thiếu ngoặc::VNeID cấp cho ai? {=Công dân\n"


@pytest.mark.parametrize("theme", THEMES)
def test_refused_questions_are_read_in_both_themes(theme: str, page: Page) -> None:
    client = Client()
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    file = SimpleUploadedFile("cau-hoi.gift.txt", TWO.encode())
    answer = client.post(reverse("question_imports"), {"bank": BankFactory(questions=0).pk, "file": file})
    what = drawn(client, answer.headers["Location"])
    assert what
    assert "q-found-rejected" in what.html
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # before: Wagtail's buttons change colour slowly
    show(page, what)
    assert faults(page, theme) == []
