"""Taking questions out: the format is chosen, what it cannot hold is told, then the file is made."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.exporting import FORMATS, items_of
from assessments.services.banks import log_export
from assessments.studio.doors import account_of, writers_only
from assessments.studio.finding import asked_in, found, others
from common import clock
from common.errors import DomainError

MOST = 5000
SHOWN = 100


@writers_only
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same questions as the list with the same filters shows."""
    asked, account = asked_in(request.GET), account_of(request)
    questions = found(account, asked)
    count = questions.count()
    if count > MOST:
        raise DomainError(_("Mỗi lần xuất được tối đa %(most)s câu; hãy lọc bớt.") % {"most": MOST})
    chosen = request.GET.get("dang", "")
    made = FORMATS[chosen].write(items_of(questions)) if chosen in FORMATS and count else None
    if made and "tai" in request.GET:
        log_export(questions=questions, count=count, form=chosen, at=clock.now(), by=account)
        return _file(chosen, made[0])
    losses = [asdict(loss) for loss in made[1]] if made else []
    context = {
        "count": count, "formats": [(code, form.label) for code, form in FORMATS.items()], "chosen": chosen,
        "losses": Paginator(losses, SHOWN).get_page(1), "made": made is not None, "asked": asked,
        "more": others(request.GET, "dang", "tai"),
    }  # fmt: skip
    return render(request, "assessments/studio/export.html", context)


def _file(chosen: str, data: bytes | str) -> HttpResponse:
    form = FORMATS[chosen]
    answer = HttpResponse(data, content_type=form.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="cau-hoi.{form.ending}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
