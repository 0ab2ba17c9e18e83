"""Health, the way after sign-in, and the pages that say what went wrong."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from people.rights import Right
from people.scope import may, may_use_desk

SURVEY_DOORS = ((Right.SEE_SURVEYS, "/nhan-su/phieu/"), (Right.ENTER_SURVEYS, "/nhan-su/phieu/nhap/"))


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Send each kind of user to their first page."""
    account = request.user
    if not account.is_authenticated:
        return redirect("account_login")
    if may_use_desk(account):
        return redirect("/nhan-su/")
    if account.has_perm("wagtailadmin.access_admin"):
        return redirect("/quan-tri/")
    for right, place in SURVEY_DOORS:
        if may(account, right):
            return redirect(place)
    return redirect("/cua-toi/")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with a page that needs nothing."""
    return render(request, "500.html", status=500)
