"""The code of a supervised room: set by the trainer on the day, typed by the learner at the start."""

import hmac
import re
from datetime import datetime
from secrets import choice

from django.core.cache import cache
from django.utils.translation import gettext as _

from assessments.models import Quiz
from common.errors import DomainError, Forbidden
from people.models import Account, AuditEntry
from people.services import audit

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none is taken for another on a projector
TRIES, SECONDS = 10, 600


def set_code(*, quiz: Quiz, code: str | None, at: datetime, by: Account) -> str:
    """Ask for this code from now on; None makes one, the empty text asks for none. Who is inside stays inside."""
    code = "".join(choice(LETTERS) for _place in range(6)) if code is None else " ".join(code.split()).upper()
    if code and not 4 <= len(_folded(code)) <= 20:
        raise DomainError(_("Mã vào phòng thi có từ 4 đến 20 chữ cái, chữ số."))
    quiz.access_code = code
    quiz.save(update_fields=["access_code"])
    detail = {"title": quiz.activity.title, "active": bool(code)}
    audit.record("quiz_code_set", kind=AuditEntry.Kind.CHANGE, by=by, at=at, detail=detail)
    return code


def require_code(*, quiz: Quiz, person_id: int, code: str) -> None:
    """Refuse a wrong code; wrong tries are counted for the person, because a room shares its address."""
    if not quiz.access_code:
        return
    key = f"quiz-code:{quiz.pk}:{person_id}"
    cache.add(key, 0, SECONDS)
    if cache.get(key, 0) >= TRIES:
        raise Forbidden(
            _("Bạn nhập sai mã nhiều lần. Hãy đợi mười phút, hoặc hỏi người coi thi."), status=429
        )
    if not hmac.compare_digest(_folded(code).encode(), _folded(quiz.access_code).encode()):
        cache.incr(key)
        raise Forbidden(_("Mã vào phòng thi chưa đúng. Hãy xem lại mã trên màn hình hoặc hỏi người coi thi."))
    cache.delete(key)


def _folded(code: str) -> str:
    """What counts of a code: not its spaces, signs or case."""
    return re.sub(r"[\W_]+", "", code).casefold()
