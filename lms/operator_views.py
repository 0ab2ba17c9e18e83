"""For whoever runs the system: what the doctor says, on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from common.errors import Forbidden
from lms.doctor.checks import GROUPS
from lms.doctor.findings import Verdict


@require_safe
@never_cache
@login_required
def operation(request: HttpRequest) -> HttpResponse:
    """Asked anew each time; workers are waited for two seconds at most."""
    if not request.user.is_superuser:
        raise Forbidden(_("Trang này dành cho quản trị hệ thống."))
    groups = [(title, [one for check in checks for one in check()]) for title, checks in GROUPS]
    every = [finding for _title, findings in groups for finding in findings]
    context = {
        "groups": groups,
        "at": clock.now(),
        "broken": sum(one.verdict is Verdict.BROKEN for one in every),
        "cares": sum(one.verdict is Verdict.CARE for one in every),
    }
    return render(request, "operation.html", context)
