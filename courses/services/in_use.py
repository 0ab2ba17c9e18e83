"""Whether a certificate, or another record of a higher app, rests on facts that are to be retracted."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from common.bulk import in_pieces
from common.errors import Conflict
from people.models import Person

NAMED = 5


def resting_on(events: Iterable[int]) -> int:
    """How many do; the higher apps are asked by name (settings.EVENTS_IN_USE)."""
    pieces = in_pieces(events, 1_000)
    return sum(import_string(path)(piece) for piece in pieces for path in settings.EVENTS_IN_USE)


def require_certificates_gone(events: Mapping[Person, Sequence[int]]) -> None:
    """Refuse to take what they learnt back from people (with their facts, keys) who hold a certificate for it."""
    if not resting_on(key for keys in events.values() for key in keys):
        return
    names = list(islice((person.full_name for person, keys in events.items() if resting_on(keys)), NAMED + 1))
    more = "…" if len(names) > NAMED else ""
    raise Conflict(
        _(
            "Giấy chứng nhận đã cấp cho %(names)s dựa vào lớp này, mà theo điều vừa ghi thì không còn đủ căn cứ. "
            "Hãy thu hồi trước ở trang Sổ cấp, rồi làm lại việc này; chưa có gì được ghi."
        )
        % {"names": ", ".join(names[:NAMED]) + more}
    )


def require_unused(events: Iterable[int]) -> None:
    """Refuse while something does."""
    rests = resting_on(events)
    if rests:
        raise Conflict(
            _("%(n)s giấy chứng nhận đã cấp dựa vào lớp này, nên không hoàn tác được. Hãy thu hồi trước.")
            % {"n": rests}
        )
