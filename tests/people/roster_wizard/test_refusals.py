"""Who is kept out, and what is refused in a sentence."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from common import clock
from people.models import Roster, Scope
from people.models.roster import State
from tests.factories.people import AccountFactory
from tests.people.roster_wizard.cast import (
    address,
    officer,
    row_url,
    said,
    unit,
)


def every_address(roster: Roster) -> list[tuple[str, str]]:
    """Method and address of each page and deed of a roster."""
    pages = [
        ("get", address(name, roster))
        for name in ("roster_columns", "roster_apply", "roster_undo", "roster_result")
    ]
    deeds = ("apply", "decide", "withdraw", "cancel", "retry", "undo", "units", "columns")
    posts = [("post", address(f"roster_{name}", roster)) for name in deeds]
    rows = [
        ("get", row_url(roster, 7)),
        ("post", row_url(roster, 7)),
        ("post", row_url(roster, 7, "roster_row_skip")),
    ]
    return [*pages, *posts, *rows]


def answers(client, roster: Roster) -> set[int]:
    return {getattr(client, method)(path).status_code for method, path in every_address(roster)}


def test_another_clerks_roster_is_not_there(roster, client):
    client.force_login(officer(unit("26185")))
    assert answers(client, roster) == {404}
    assert client.get(address("roster_detail", roster)).status_code == 404
    assert client.get(reverse("roster_detail", args=[uuid4()])).status_code == 404


def test_a_leader_looks_and_changes_nothing(roster, client):
    client.force_login(officer(unit("75", clock.today()), role=Scope.Role.LEADER))
    text = said(client.get(address("roster_detail", roster)))
    assert "Tiếp tục" not in text
    assert "data-mend" not in text
    assert answers(client, roster) == {403}


def test_a_learner_and_a_stranger_are_kept_out(roster, client):
    client.force_login(AccountFactory())
    assert answers(client, roster) == {403}
    client.logout()
    assert answers(client, roster) == {302}
    roster.refresh_from_db()
    assert roster.state == State.CHECKED


def test_an_unknown_row_is_refused_in_a_sentence(roster, client):
    answer = client.get(row_url(roster, 9_999))
    assert answer.status_code == 404
    assert "Không có dòng này" in said(answer)
    assert client.post(row_url(roster, 2, "roster_row_skip")).status_code == 404


def test_a_file_that_has_been_deleted_is_said(roster, client):
    Roster.objects.filter(pk=roster.pk).update(file="", uploaded_at=clock.now() - timedelta(days=40))
    text = said(client.get(address("roster_detail", roster)))
    assert "Tệp đã được xóa" in text
    assert "data-mend" not in text


def test_a_long_preview_costs_the_same_as_a_short_one(roster, client, django_assert_max_num_queries):
    client.get(address("roster_detail", roster))
    with django_assert_max_num_queries(24):
        client.get(address("roster_detail", roster))
