"""Saving, naming, sharing and removing addresses of the desk; a removed one can be had back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account, OrgUnit
from reports.models import SavedView

MOST = 100
PLACES = ("/nhan-su/", "/nhan-su/chi-tieu/", "/nhan-su/can-bo/", "/nhan-su/giao-khoa-hoc/", "/ban-do/")


@transaction.atomic
def save_view(
    *, name: str, path: str, query: str, unit: OrgUnit | None, at: datetime, by: Account
) -> SavedView:
    """Under a name of one's own; the same name again is the same view with another address."""
    named = _name(name)
    if not is_place(path):
        raise DomainError(_("Chỉ lưu được các trang tổng quan, chỉ tiêu, danh sách và bản đồ."))
    if len(query) > 1000:
        raise DomainError(_("Địa chỉ của trang này quá dài để lưu. Hãy bỏ bớt điều kiện lọc."))
    mine = SavedView.objects.filter(owner=by, removed_at__isnull=True)
    if mine.count() >= MOST:
        raise Conflict(_("Đã có quá nhiều chế độ xem. Hãy xóa bớt."))
    told = {"path": path, "query": query, "unit": unit, "saved_at": at}
    known = mine.filter(name=named).first()
    if known is None:
        return SavedView.objects.create(owner=by, name=named, **told)
    for column, value in told.items():
        setattr(known, column, value)
    known.save()
    return known


def rename(*, view: SavedView, name: str) -> None:
    """Another name."""
    view.name = _name(name)
    view.save(update_fields=["name"])


def share(*, view: SavedView, unit: OrgUnit | None) -> None:
    """With everybody who looks after the unit, or (None) with nobody."""
    view.unit = unit
    view.save(update_fields=["unit"])


@transaction.atomic
def set_default(*, view: SavedView, wanted: bool) -> None:
    """What the desk opens with; one an account."""
    if wanted and view.path != "/nhan-su/":
        raise DomainError(_("Chỉ chế độ xem của trang Tổng quan đặt làm mặc định được."))
    SavedView.objects.filter(owner=view.owner, is_default=True).update(is_default=False)
    SavedView.objects.filter(pk=view.pk).update(is_default=wanted)


def remove(*, view: SavedView, at: datetime) -> None:
    """Out of every list; `restore` brings it back."""
    SavedView.objects.filter(pk=view.pk).update(removed_at=at, is_default=False)


def restore(*, view: SavedView) -> None:
    """As it was, though no longer the default."""
    SavedView.objects.filter(pk=view.pk).update(removed_at=None)


def is_place(path: str) -> bool:
    """An address of the desk that shows a list or a figure, and nothing that does something."""
    return path.startswith(PLACES) and ".." not in path and "//" not in path and "\\" not in path


def _name(text: str) -> str:
    name = clean(text)
    if not name:
        raise DomainError(_("Hãy đặt tên cho chế độ xem."))
    return name[:100]
