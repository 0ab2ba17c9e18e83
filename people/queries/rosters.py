"""Questions about rosters: who may see and approve them, who left and who moved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from people.models import Account, Person, Roster, RosterRow, Scope
from people.models.roster import State
from people.queries.people import posted_on
from people.queries.tree import Unit, UnitTree
from people.scope import may_change_people, visible_unit_ids

Status = RosterRow.Status
LOOKED_BACK = 500  # rosters; whoever was in none of them is not found by "since the last one"


@dataclass(frozen=True)
class Leaver:
    """Somebody with a post in a unit of the file who is not in it, or whose notes say that they left."""

    person: Person
    unit: Unit
    position: str
    since: date
    hint: str = ""
    row: RosterRow | None = None

    @property
    def in_file(self) -> bool:
        return self.row is not None


def strength(tree: UnitTree, units: Iterable[int], day: date) -> Counter[int]:
    """How many people hold a post in each of these units (not below them) on a day, after reforms."""
    wanted = set(units)
    found: Counter[int] = Counter()
    if wanted:
        counted = (
            posted_on(day).values_list("unit_id").annotate(people=Count("person", distinct=True)).order_by()
        )
        for unit, people in counted:
            here = tree.current(unit, day) or unit
            if here in wanted:
                found[here] += people
    return found


def visible_rosters(account: Account, on: date, tree: UnitTree | None = None) -> QuerySet[Roster]:
    """A roster names people of many units: who does not see all units sees their own, and what they decide on."""
    rosters = Roster.objects.select_related("uploaded_by__person")
    if visible_unit_ids(account, on, tree) is None:
        return rosters
    mine = Q(uploaded_by=account) | Q(asked_by=account) | Q(approved_by=account) | Q(refused_by=account)
    return rosters.filter(mine | Q(pk__in=[roster.pk for roster in waiting_for(account, tree)]))


def waiting_for(account: Account, tree: UnitTree | None = None) -> list[Roster]:
    """The rosters this account may approve now, the oldest first."""
    waiting = list(Roster.objects.filter(state=State.WAITING_APPROVAL).order_by("asked_at"))
    if not waiting:
        return []
    tree = tree or UnitTree.load()
    return [roster for roster in waiting if not why_not_approve(account, roster, tree)]


def may_approve(account: Account, roster: Roster) -> bool:
    return not why_not_approve(account, roster)


def why_not_approve(account: Account, roster: Roster, tree: UnitTree | None = None) -> str:
    """A sentence for whoever may not say yes to this roster; empty for whoever may."""
    if account.pk in (roster.asked_by_id, roster.uploaded_by_id):
        return _("Người gửi hoặc người bấm nạp không tự duyệt danh sách của mình.")
    if account.is_superuser:
        # Administrators keep the machine; who belongs where is for HR to say, as long as there is somebody.
        return _("Đã có cán bộ nhân sự duyệt được danh sách này.") if approvers(roster, tree) else ""
    is_hr = Scope.objects.filter(account=account, role=Scope.Role.HR).exists()
    if not is_hr or not _covers(account, roster, tree or UnitTree.load()):
        return _("Chỉ cán bộ nhân sự phụ trách mọi đơn vị trong tệp mới duyệt được.")
    return ""


def approvers(roster: Roster, tree: UnitTree | None = None) -> list[Account]:
    """HR officers, other than those who sent it, whose scope holds every unit of the file."""
    tree = tree or UnitTree.load()
    officers = (
        Account.objects.filter(scopes__role=Scope.Role.HR, is_active=True, is_superuser=False)
        .exclude(pk__in=[pk for pk in (roster.asked_by_id, roster.uploaded_by_id) if pk])
        .select_related("person")
        .distinct()
        .order_by("username")
    )
    return [account for account in officers if _covers(account, roster, tree)]


def _covers(account: Account, roster: Roster, tree: UnitTree) -> bool:
    visible = visible_unit_ids(account, roster.as_of, tree)
    return visible is None or touched_units(roster, tree) <= visible


def touched_units(roster: Roster, tree: UnitTree) -> set[int]:
    """The units in the file, and those that lose somebody by it."""
    lost = {unit["uuid"] for unit in roster.change.get("units", ()) if unit["left"]}
    return set(roster.covered) | {unit.id for unit in tree.units.values() if str(unit.uuid) in lost}


def has_written(roster: Roster) -> bool:
    """Whether there is something to put back: applied, or failed half-way."""
    stopped = roster.state == State.APPLIED or (roster.state == State.FAILED and bool(roster.asked_at))
    return stopped and roster.batches.filter(undone_at=None).exists()


def may_undo(account: Account, roster: Roster) -> bool:
    """For a button; pages ask `visible_rosters` first."""
    return has_written(roster) and may_change_people(account)


def previous_roster(roster: Roster) -> Roster | None:
    """The last one applied, of an earlier or the same day, that spoke of one of these units."""
    units = set(roster.covered)
    before = Roster.objects.filter(state=State.APPLIED, as_of__lte=roster.as_of).exclude(pk=roster.pk)
    recent = before.order_by("-as_of", "-applied_at").only("covered")[:LOOKED_BACK]
    return next((one for one in recent if units & set(one.covered)), None)


def movers(roster: Roster) -> QuerySet[RosterRow]:
    """Rows of people who come from another unit: `data["from_unit"]` → `data["unit"]`."""
    return roster.rows.filter(data__has_key="from_unit").select_related("person")


def leavers(roster: Roster, tree: UnitTree | None = None) -> list[Leaver]:
    """Who has a post in a unit of the file on its day and is not in it, or is there with a note of having left.

    Only possible leavers: an office may have sent a part. By name, in Vietnamese order.
    """
    tree = tree or UnitTree.load()
    covered = set(roster.covered)
    present = set(roster.rows.exclude(person=None).values_list("person_id", flat=True))
    present |= set(roster.rows.filter(data__has_key="same_as").values_list("data__same_as", flat=True))
    said = _noted(roster)
    found = {}
    units = [unit for unit in tree.units if (tree.current(unit, roster.as_of) or unit) in covered]
    posts = posted_on(roster.as_of).filter(unit__in=units).select_related("person")
    for post in posts.order_by("starts_on", "pk").iterator(chunk_size=2_000):
        if post.person_id in present and post.person_id not in said:
            continue
        row = said.get(post.person_id)
        unit = tree.units[tree.current(post.unit_id, roster.as_of) or post.unit_id]
        hint = row.data["hint"] if row else ""
        found[post.person_id] = Leaver(post.person, unit, post.position, post.starts_on, hint, row)
    return sorted(found.values(), key=lambda one: (one.person.sort_key, one.person.pk))


def _noted(roster: Roster) -> dict[int, RosterRow]:
    """Rows whose notes say that the person has left."""
    noted = roster.rows.filter(data__has_key="hint").exclude(person=None)
    return {row.person_id: row for row in noted if row.person_id}
