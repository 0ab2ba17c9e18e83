"""A large file is read by a worker, followed by a page that needs no script."""

import pytest

from common import clock
from people.models import Roster
from people.models.roster import State
from people.resources import job
from tests.people.messy_roster import FIRST_ROW
from tests.people.roster_wizard.cast import BAD_DATE, Status, address, mend, outcome, said


@pytest.mark.parametrize("state", [State.READING, State.QUEUED, State.APPLYING, State.UNDOING])
def test_work_in_progress_is_shown_and_reloads_itself(roster, client, state):
    Roster.objects.filter(pk=roster.pk).update(state=state, stage="write", done=400, total=1600)
    answer = client.get(address("roster_detail", roster))
    text = said(answer)
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in text
    assert "400 trong 1.600 dòng" in text
    assert '<progress value="25" max="100"' in text
    Roster.objects.filter(pk=roster.pk).update(state=State.APPLIED, applied_at=clock.now())
    polled = client.get(address("roster_detail", roster), headers={"HX-Request": "true"})
    assert polled["HX-Refresh"] == "true"


def test_a_failed_roster_says_why_and_what_can_be_done(roster, client):
    Roster.objects.filter(pk=roster.pk).update(
        state=State.FAILED, reason="Đĩa đầy.", asked_at=clock.now(), done=5, total=6
    )
    text = said(client.get(address("roster_detail", roster)))
    assert "Đĩa đầy." in text
    assert "Làm tiếp" in text


def test_a_long_file_is_checked_again_by_a_worker(roster, client, settings):
    settings.ROSTER_AT_ONCE = 3
    answer = mend(client, roster, BAD_DATE, sinh="28/02/1990")
    assert "Đang đọc tệp" in said(answer)
    roster.refresh_from_db()
    assert roster.state == State.READING
    job.run(roster.pk, clock.now)
    assert outcome(roster, BAD_DATE)[0] == Status.CREATED
    found = client.get(address("roster_detail", roster), {"tim": "Hồng Ánh"})
    assert [line["row"].number for line in found.context["lines"]] == [FIRST_ROW]
