"""Who writes lessons, and so may print every one of them."""

from django.utils.translation import gettext as _

from common.errors import Forbidden
from people.models import Account

TRAINER = "assessments.add_question"


def teaches(account: Account) -> bool:
    """Whether the account writes courses and questions: editors of a commune's page and the press do not."""
    return bool(account.is_active and account.has_perm(TRAINER))


def require_teacher(account: Account) -> None:
    """Refuse whoever writes nothing."""
    if not teaches(account):
        raise Forbidden(_("Trang này dành cho người soạn bài, giảng viên."))
