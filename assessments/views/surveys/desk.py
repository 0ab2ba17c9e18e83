"""What every page of surveys at the desk needs beyond the desk itself."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.models import Survey
from assessments.surveys.queries import surveys_of
from common.errors import DomainError
from people.rights import Right
from people.scope import may, may_use_desk, scope_heads
from people.views.desk import Desk


def survey_of(desk: Desk, uuid: UUID) -> Survey:
    """A survey of the scope, or the same answer for "another office's" and "none"."""
    found = surveys_of(desk.units).filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có phiếu này trong phạm vi bạn phụ trách."), status=404)
    return found


def context_of(desk: Desk, **more: Any) -> dict[str, Any]:
    """The desk's context; the Front and helpers see none of the desk's other places."""
    on_desk = may_use_desk(desk.account)
    told = {
        "on_desk": on_desk, "may_own": may(desk.account, Right.OWN_SURVEYS),
        "may_enter": may(desk.account, Right.ENTER_SURVEYS), "may_see": may(desk.account, Right.SEE_SURVEYS),
    }  # fmt: skip
    return desk.context(**told, **({} if on_desk else {"scope_label": _label(desk)}), **more)


def _label(desk: Desk) -> str:
    heads = scope_heads(desk.account, desk.today, desk.tree, desk.right)
    return ", ".join(desk.tree.units[head].full_name for head in heads[:2])
