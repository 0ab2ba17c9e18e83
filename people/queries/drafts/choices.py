"""What only a person can say before a draft is applied: where the people of a split unit go."""

from dataclasses import dataclass

from people.models import PlannedChange, Posting
from people.models.org_unit import ChangeKind
from people.queries.drafts.plan import Plan, Target
from people.queries.tree import Unit
from people.unit_uses import open_posts


@dataclass(frozen=True)
class SplitChoice:
    """One split unit with its heirs, the posts still held in it, and the units below it."""

    unit: Unit
    parts: list[tuple[PlannedChange, Target]]
    posts: list[Posting]
    below: list[Unit]
    moved: dict[int, str]
    led: dict[int, str]

    @property
    def defaults(self) -> list[tuple[PlannedChange, Target]]:
        """Where people may go by default: a unit that goes on keeps them, and only exceptions leave."""
        stays = [pair for pair in self.parts if pair[1].unit and pair[1].unit.id == self.unit.id]
        return stays or self.parts

    @property
    def is_open(self) -> bool:
        return any(not part.is_decided for part, _heir in self.parts)


def split_choices(plan: Plan) -> list[SplitChoice]:
    """The open ones first; the decided can still be changed."""
    splits = [pk for pk, ways in plan.of_unit.items() if ways[0].kind == ChangeKind.SPLIT]
    moved = dict(plan.draft.moves.values_list("posting_id", "to_code"))
    found = [_choice(plan, pk, moved) for pk in splits]
    return sorted(found, key=lambda choice: (not choice.is_open, choice.unit.sort_key))


def held_in(plan: Plan, unit_id: int) -> set[int]:
    """The unit and those whose people came to it by earlier reforms, their postings never rewritten."""
    return {unit_id} | plan.tree.predecessors(unit_id)


def _choice(plan: Plan, unit_id: int, moved: dict[int, str]) -> SplitChoice:
    ways = [(way, target) for way in plan.of_unit[unit_id] if (target := plan.target(way.to_code))]
    posts = open_posts(Posting.objects.filter(unit__in=held_in(plan, unit_id)), plan.day)
    led = {
        change.from_unit_id: change.parent_code
        for change in plan.reparented
        if plan.tree.parent_of(change.from_unit_id, plan.eve) == unit_id
    }
    below = [plan.tree.units[pk] for pk in led]
    below += [one.unit for one in plan.carried_below.get(unit_id, ())]
    return SplitChoice(
        unit=plan.tree.units[unit_id],
        parts=ways,
        posts=list(posts.select_related("person").order_by("person__sort_key", "pk")),
        below=sorted({one.id: one for one in below}.values(), key=lambda one: (one.sort_key, one.code)),
        moved=moved,
        led=led,
    )
