"""Changes the lists of categories and roles; only the operator of the system does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Forbidden
from people.models import Account, AuditEntry
from people.models.terms import Term
from people.services import audit


def require_operator(account: Account) -> None:
    """A list holds for the whole province and for its targets."""
    if not account.is_superuser:
        raise Forbidden(_("Danh mục do quản trị hệ thống sửa."))


@transaction.atomic
def save_term(*, term: Term, at: datetime, by: Account) -> Term:
    """Store a new or changed entry; its code, once given, stays."""
    require_operator(by)
    known = type(term)._default_manager.filter(pk=term.pk).first() if term.pk else None
    term.code = known.code if isinstance(known, Term) else term.code
    term.save()
    audit.record(
        "term_saved", kind=AuditEntry.Kind.CHANGE, by=by, at=at, count=0,
        detail={
            "list": term._meta.model_name, "code": term.code, "name": term.name,
            "valid_from": str(term.valid_from or ""), "valid_to": str(term.valid_to or ""),
        },
    )  # fmt: skip
    return term
