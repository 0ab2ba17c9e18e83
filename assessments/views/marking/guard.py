"""What every page of the marking desk asks first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from assessments.marking import rights
from common import clock
from common.errors import Forbidden
from people.models import Account

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class MarkingDesk:
    """Who is at the desk, and when."""

    account: Account
    at: datetime

    @property
    def edits(self) -> bool:
        return rights.edits(self.account)


def markers_only(view: View) -> View:
    """Whoever edits questions or is named for a test; both only ever see their own tests."""
    return _guarded(view, rights.may_mark, gettext_lazy("Trang chấm bài chỉ dành cho người được giao chấm."))


def editors_only(view: View) -> View:
    """Whoever names markers."""
    return _guarded(view, rights.edits, gettext_lazy("Việc này do giảng viên phụ trách bài kiểm tra làm."))


def _guarded(view: View, allowed: Callable[[Account], bool], refusal: str | Promise) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        account: Account = request.user  # type: ignore[assignment]
        if not allowed(account):
            raise Forbidden(refusal)
        return view(request, MarkingDesk(account, clock.now()), *args, **kwargs)

    return login_required(never_cache(guarded))  # type: ignore[return-value]
