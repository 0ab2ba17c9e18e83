"""What has come to rest on an applied reorganisation, so that it can no longer be taken back."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.vietnamese import format_day, format_number
from people.models import OrgUnit, Posting, Reorganisation, RosterRow
from people.unit_uses import uses


def dependents(applied: Reorganisation) -> list[str]:
    """Sentences that name what depends on it; none means that it can be reverted."""
    checks = (_rows_of_new_units, _roster_rows, _rows_of_new_posts, _changed_since)
    return [sentence for check in checks for sentence in check(applied)]


def _made(applied: Reorganisation, model: type) -> list[int]:
    found: list[int] = applied.journal.get("made", {}).get(model._meta.model_name, [])  # type: ignore[attr-defined]
    return found


def _rows_of_new_units(applied: Reorganisation) -> Iterator[str]:
    yield from _pointing(applied, OrgUnit)


def _rows_of_new_posts(applied: Reorganisation) -> Iterator[str]:
    yield from _pointing(applied, Posting)
    ends = dict(applied.journal.get("posts", []))
    for pk, end in Posting.objects.filter(pk__in=ends).values_list("pk", "ends_on"):
        if (end.isoformat() if end else None) != ends[pk]:
            yield _("Một người được chuyển theo sắp xếp này đã có thay đổi vị trí công tác.")


def _pointing(applied: Reorganisation, model: type) -> Iterator[str]:
    """Rows that name what was made, other than what was made with it."""
    made = set(_made(applied, model))
    counts: Counter[Any] = Counter()
    for use in uses(of=model, with_tree=True):
        own = _made(applied, use.model)
        rows = use.model._default_manager.filter(**{f"{use.column}__in": made})
        if use.name == "people.PlannedChange":
            rows = rows.exclude(reorganisation=applied)
        number = rows.exclude(pk__in=own).count()
        if number:
            counts[use.words.label] += number
    for label, number in counts.items():
        yield _("%(n)s %(rows)s đang gắn với đơn vị mới.") % {"n": format_number(number), "rows": label}


def _roster_rows(applied: Reorganisation) -> Iterator[str]:
    """A roster's rows name the unit in their text, with no key that leads to it."""
    uuids = map(str, OrgUnit.objects.filter(pk__in=_made(applied, OrgUnit)).values_list("uuid", flat=True))
    number = RosterRow.objects.filter(data__unit_uuid__in=list(uuids)).count()
    if number:
        yield _("%(n)s dòng danh sách đã đọc vào đơn vị mới.") % {"n": format_number(number)}


def _changed_since(applied: Reorganisation) -> Iterator[str]:
    """Rows this one changed that have been changed again: another reorganisation, or a roster."""
    for name, entries in applied.journal.get("changed", {}).items():
        model = apps.get_model("people", name)
        rows = model._default_manager.in_bulk([pk for pk, _before, _after in entries])
        if any(pk not in rows or _differs(rows[pk], after) for pk, _before, after in entries):
            yield _("Dữ liệu mà sắp xếp ngày %(day)s đã ghi (%(what)s) nay đã được sửa tiếp.") % {
                "day": format_day(applied.effective_on), "what": _WORDS[name],
            }  # fmt: skip


_WORDS = {
    "orgunit": gettext_lazy("đơn vị"),
    "unitparent": gettext_lazy("quan hệ cấp trên, cấp dưới"),
    "unitalias": gettext_lazy("tên gọi khác"),
    "posting": gettext_lazy("vị trí công tác"),
}


def _differs(row: Any, after: dict[str, Any]) -> bool:
    return any(_plain(getattr(row, column)) != value for column, value in after.items())


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
