"""The form for anyone: a code from a poster, no account, no script, no cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Survey, SurveyResponse, SurveyVersion
from assessments.services.survey_answers import answer, require_open
from assessments.surveys.publishing import cell, cells
from assessments.surveys.queries import communes_on, folds_of, newest
from assessments.views.surveys.filling import HONEYPOT, Filled, filled, new_key, shown
from common import clock
from common.errors import DomainError
from people.queries.tree import Unit, UnitTree
from people.throttle import asks_too_often, later

PER_MINUTE = 120  # a class of forty behind one line, each pressing twice
CHANNELS = {"qr": SurveyResponse.Channel.QR, "may": SurveyResponse.Channel.KIOSK}


# Anybody may send an answer and nobody is signed in for it: a token would only put a cookie on a villager's phone.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and what was sent."""
    found = survey_with(code)
    require_open(found, clock.now())
    if found.kind == Survey.Kind.COURSE:
        return render(request, "surveys/for_learners.html", {"survey": found})
    if request.method != "POST":
        version = newest(found)
        assert version
        return _form(request, version)
    return later(request) if asks_too_often(request, "phieu", PER_MINUTE) else _answered(request, found)


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """After sending; a kiosk goes on with the next person."""
    again = _with(reverse("survey", args=[code]), request.GET) if request.GET.get("kenh") == "may" else ""
    return render(request, "surveys/thanks.html", {"survey": survey_with(code), "again": again})


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """The share of the satisfied by commune, where the survey's owner publishes it."""
    found = survey_with(code)
    version = newest(found)
    if not found.results_public or version is None:
        raise DomainError(_("Kết quả của phiếu này không công khai."), status=404)
    folds, tree = folds_of(found, version.items, clock.today()), UnitTree.load()
    told = cells(folds.of("unit"), found.threshold)
    rows = [(unit, told[unit.id]) for unit in communes_on(clock.today(), tree) if unit.id in told]
    context = {
        "survey": found,
        "total": cell(folds.total, found.threshold),
        "rows": rows,
        "elsewhere": told.get(None),
    }
    return render(request, "surveys/public_results.html", context)


def survey_with(code: str) -> Survey:
    """The survey of a code, typed in any case; drafts are unknown."""
    found = Survey.objects.select_related("owner").filter(code=code.lower(), published__gt=0).first()
    if found is None:
        raise DomainError(_("Không có phiếu lấy ý kiến này. Hãy xem lại mã trên áp phích."), status=404)
    return found


def _answered(request: HttpRequest, found: Survey) -> HttpResponse:
    number = request.POST.get("ban", "")
    version = (
        found.versions.select_related("survey")
        .filter(number=int(number) if number.isdecimal() else 0)
        .first()
    )
    if version is None:
        raise DomainError(_("Không đọc được phiếu gửi lên. Hãy tải lại trang rồi gửi lại."))
    done, unit = filled(request, version), _commune(request.POST.get("xa", ""))
    left_out = found.kind == Survey.Kind.COMMUNE and unit is None
    if done.gaps or not done.answers or left_out:
        return _form(request, version, done, left_out=left_out)
    if not request.POST.get(HONEYPOT):
        answer(
            version=version, key=done.key, answers=done.answers, unit_id=unit.id if unit else None,
            channel=CHANNELS.get(request.POST.get("kenh", ""), SurveyResponse.Channel.WEB),
            contact=request.POST.get("lien-he", ""), at=clock.now(),
        )  # fmt: skip
    return redirect(_with(reverse("survey_thanks", args=[found.code]), request.POST))


def _form(
    request: HttpRequest, version: SurveyVersion, done: Filled | None = None, *, left_out: bool = False
) -> HttpResponse:
    said = request.POST if done else request.GET
    context: dict[str, Any] = {
        "survey": version.survey, "version": version, "questions": shown(version.items, done), "key": new_key(done),
        "communes": communes_on(clock.today()), "commune": _commune(said.get("xa", "")), "honeypot": HONEYPOT,
        "channel": said.get("kenh", "") if said.get("kenh") in CHANNELS else "", "done": done, "left_out": left_out,
        "contact": said.get("lien-he", ""),
    }  # fmt: skip
    return render(request, "surveys/form.html", context, status=422 if done else 200)


def _commune(code: str) -> Unit | None:
    """The commune of today with the code; anything else is none."""
    return next((unit for unit in communes_on(clock.today()) if unit.code == code), None)


def _with(address: str, said: Any) -> str:
    """The address with the commune and the way that the form came with."""
    kept = {name: said[name] for name in ("xa", "kenh") if said.get(name)}
    return f"{address}?{urlencode(kept)}" if kept else address
