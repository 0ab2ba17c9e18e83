"""An address that only takes a form says so, to people and to scripts."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ONLY_POST = "/nhan-su/can-bo/ma-dang-nhap/"


def test_a_person_gets_a_page_with_a_way_out(client: Client, admin_user) -> None:
    client.force_login(admin_user)
    answer = client.get(ONLY_POST)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "chỉ nhận biểu mẫu" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_a_script_gets_json(client: Client, admin_user) -> None:
    client.force_login(admin_user)
    answer = client.get(ONLY_POST, headers={"Accept": "application/json"})
    assert answer.status_code == 405
    assert "chỉ nhận biểu mẫu" in answer.json()["error"]
