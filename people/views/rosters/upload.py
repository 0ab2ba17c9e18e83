"""The first step: a file and its day; with the rosters of before, and those that wait for a second person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from people.desk_forms import RosterForm
from people.models import Roster
from people.models.roster import State
from people.queries.rosters import visible_rosters, waiting_for
from people.resources import submit_roster
from people.resources.unreadable import can_be_explained, keep_unreadable
from people.rosters.reading import Unreadable
from people.views.desk import Desk, hr_page, page_of

PAST = 10
CHIPS = {
    State.READING: ("info", "hourglass"), State.CHECKED: ("", "eye"), State.WAITING_APPROVAL: ("warn", "hourglass"),
    State.QUEUED: ("info", "hourglass"), State.APPLYING: ("info", "hourglass"), State.APPLIED: ("ok", "check"),
    State.FAILED: ("danger", "circle-alert"), State.CANCELLED: ("dashed", "ban"), State.UNDOING: ("info", "hourglass"),
    State.UNDONE: ("dashed", "refresh-cw"),
}  # fmt: skip


@hr_page
@require_http_methods(["GET", "POST"])
def roster_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file that cannot be read says why above its field, and nothing is kept."""
    form = RosterForm(
        request.POST or None, request.FILES or None, today=desk.today, initial={"as_of": desk.today}
    )
    status = 200
    if request.method == "POST":
        roster = _submitted(form, desk) if form.is_valid() else None
        if roster:
            return redirect(
                "roster_columns" if roster.state == State.FAILED else "roster_detail", roster.uuid
            )
        status = 400
    past = page_of(visible_rosters(desk.account, desk.today, desk.tree, desk.right), request, PAST)
    context = desk.context(
        form=form,
        past=past,
        lines=[_line(roster) for roster in past],
        step=1,
        waiting=waiting_for(desk.account),
        most=settings.ROSTER_MAX_BYTES,
    )
    return render(request, "people/roster_upload.html", context, status=status)


def _submitted(form: RosterForm, desk: Desk) -> Roster | None:
    file = form.cleaned_data["file"]
    data = file.read()
    facts = {"file_name": file.name, "as_of": form.cleaned_data["as_of"], "at": desk.now, "by": desk.account}
    try:
        return submit_roster(data, **facts)
    except Unreadable as refusal:
        if can_be_explained(refusal):
            return keep_unreadable(refusal, data, **facts)
        form.add_error("file", str(refusal))
        return None
    except DomainError as refusal:
        form.add_error("file", str(refusal))
        return None


def _line(roster: Roster) -> dict[str, Any]:
    kind, icon = CHIPS[State(roster.state)]
    return {"roster": roster, "kind": kind, "icon": icon}
