"""Printed first-login codes for many people at once, never for somebody with more rights than the printer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.errors import DomainError
from people.models import Account, Person
from people.queries.rights import powerful
from people.rights import Right
from people.scope import require
from people.services import audit
from people.services.first_login import VALID_FOR, issue_codes

MOST = 500  # the largest commune


@dataclass(frozen=True)
class Slip:
    """One slip of paper; the code is nowhere else in clear."""

    person: Person
    code: str
    expires_on: datetime


@dataclass(frozen=True)
class Candidates:
    """Whom codes may be printed for, and who is left out because of their rights."""

    people: list[Person]
    left_out: list[Person]


def candidates(chosen: QuerySet[Person], *, by: Account, on: date) -> Candidates:
    """Sort the chosen people; too many at once, or nobody, is refused."""
    require(by, Right.PRINT_SLIPS)
    people = list(chosen.order_by("sort_key", "pk")[: MOST + 1])
    if not people:
        raise DomainError(_("Chưa chọn ai để in mã."))
    if len(people) > MOST:
        raise DomainError(
            ngettext("Mỗi lần in nhiều nhất %(n)s người.", "Mỗi lần in nhiều nhất %(n)s người.", MOST)
            % {"n": MOST}
        )
    # A code opens the account: printing one for a trainer or another HR officer would be taking their rights.
    stronger = set() if by.is_superuser else powerful(people)
    return Candidates(
        [person for person in people if person.pk not in stronger],
        [person for person in people if person.pk in stronger],
    )


@transaction.atomic
def issue_slips(chosen: QuerySet[Person], *, by: Account, at: datetime) -> list[Slip]:
    """Make accounts where missing and a fresh code each; older unused codes end."""
    people = candidates(chosen, by=by, on=clock.local_day(at)).people
    if not people:
        raise DomainError(_("Những người đã chọn có quyền quản lý: chỉ quản trị được in mã cho họ."))
    expires: datetime = at + VALID_FOR - timedelta(days=1)
    audit.record_each("slip_printed", people, kind=audit.Kind.ACCOUNT, by=by, at=at)
    return [
        Slip(person, f"{code[:5]}-{code[5:]}", expires) for person, code in issue_codes(people=people, at=at)
    ]
