"""Which past classes an account sees, and who may say yes to one: as with planned classes, by the leading office."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError, Forbidden
from courses.models import PastClass
from courses.models.past import PastState
from courses.queries.training.viewing import Viewer
from people import scope
from people.models import Account, Scope
from people.queries.tree import UnitTree
from people.queries.units import in_force
from people.rights import Right, roles_with


def past_classes(viewer: Viewer) -> QuerySet[PastClass]:
    """Those led by the viewer's units."""
    rows = PastClass.objects.select_related("course", "lead_unit")
    return rows if viewer.units is None else rows.filter(lead_unit__in=viewer.units)


def past_class(viewer: Viewer, uuid: UUID) -> PastClass:
    """The class, or the same answer for "not yours" and "none"."""
    people = ("uploaded_by__person", "asked_by__person", "approved_by__person", "undone_by__person")
    found = past_classes(viewer).select_related("course", "lead_unit", *people).filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có lớp này trong phạm vi anh/chị phụ trách."), status=404)
    return found


def own_past(viewer: Viewer, uuid: UUID) -> PastClass:
    """The class, for somebody who runs the leading office's classes; who only leads there just looks."""
    past = past_class(viewer, uuid)
    if not runs(viewer, past):
        raise Forbidden(_("Lớp này do đơn vị khác chủ trì, anh/chị chỉ xem."))
    return past


def runs(viewer: Viewer, past: PastClass) -> bool:
    """Whether the account keeps the classes of the leading office."""
    return viewer.running is None or past.lead_unit_id in viewer.running


def why_not_approve(account: Account, past: PastClass) -> str:
    """A sentence for whoever may not say yes; empty for whoever may."""
    if account.pk in (past.asked_by_id, past.uploaded_by_id):
        return _("Người gửi không tự duyệt lớp của mình.")
    if account.is_superuser:
        # Administrators keep the machine; who learnt what is for HR to say, as long as there is somebody.
        return _("Đã có cán bộ nhân sự duyệt được lớp này.") if approvers(past) else ""
    if not _covers(account, past, UnitTree.load()):
        return _("Chỉ cán bộ nhân sự phụ trách đơn vị chủ trì mới duyệt được.")
    return ""


def approvers(past: PastClass) -> list[Account]:
    """Officers other than those who sent it, whose scope holds the leading office."""
    held = Scope.objects.filter(in_force(clock.today()), role__in=roles_with(Right.RUN_CLASSES))
    officers = Account.objects.filter(pk__in=held.values("account"), is_active=True, is_superuser=False)
    others = officers.exclude(pk__in=[pk for pk in (past.asked_by_id, past.uploaded_by_id) if pk])
    tree = UnitTree.load()
    return [one for one in others.select_related("person").order_by("username") if _covers(one, past, tree)]


def waiting_for(viewer: Viewer) -> list[PastClass]:
    """Classes that wait for this very account's yes."""
    rows = past_classes(viewer).filter(state=PastState.WAITING_APPROVAL)
    return [past for past in rows[:50] if not why_not_approve(viewer.account, past)]


def may_undo(account: Account, past: PastClass) -> bool:
    """Whoever approved it, or whoever else might have."""
    return past.state == PastState.APPLIED and (
        account.pk == past.approved_by_id or not why_not_approve(account, past)
    )


def _covers(account: Account, past: PastClass, tree: UnitTree) -> bool:
    units = scope.visible_unit_ids(account, clock.today(), tree, Right.RUN_CLASSES)
    return units is None or past.lead_unit_id in units
