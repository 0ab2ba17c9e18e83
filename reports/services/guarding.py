"""Two writers of one record: the second is told who saved meanwhile and when, and nothing is stored over it."""

from people.models import AuditEntry
from reports.overtaken import Stale


def refuse_overtaken(opened: str | None, state: str, **detail: str) -> None:
    """`opened`: the record's mark when the form was opened, None where no form was; `state`: its mark now, locked.

    `detail` finds the record's last change in the log.
    """
    if opened is None or opened == state:
        return
    named = {f"detail__{name}": value for name, value in detail.items()}
    last = AuditEntry.objects.filter(kind=AuditEntry.Kind.CHANGE, **named).first()
    raise Stale(state, last.who if last else "", last.at if last else None)
