"""What may happen to a seat in a class, and how it stands afterwards. Pure: no Django, no clock, no database."""

from collections.abc import Mapping

INVITED, APPLIED, WAITING, CONFIRMED = "invited", "applied", "waiting", "confirmed"
DECLINED, CANCELLED = "declined", "cancelled"
HOLDING = frozenset({INVITED, CONFIRMED})
NOBODY = ""  # no seat yet

# step → from which states, to which; what asks for a seat waits where none is free
STEPS: Mapping[str, tuple[frozenset[str], str]] = {
    "invited": (frozenset({NOBODY, DECLINED, CANCELLED}), INVITED),
    "applied": (frozenset({NOBODY, DECLINED, CANCELLED}), APPLIED),
    "enrolled": (frozenset({NOBODY, DECLINED, CANCELLED}), CONFIRMED),
    "approved": (frozenset({APPLIED}), CONFIRMED),
    "refused": (frozenset({APPLIED}), DECLINED),
    "confirmed": (frozenset({INVITED}), CONFIRMED),
    "declined": (frozenset({INVITED, CONFIRMED, WAITING}), DECLINED),
    "withdrawn": (frozenset({APPLIED, WAITING, CONFIRMED}), CANCELLED),
    "removed": (frozenset({INVITED, APPLIED, WAITING, CONFIRMED}), CANCELLED),
    "walked_in": (frozenset({NOBODY, APPLIED, WAITING, DECLINED, CANCELLED}), CONFIRMED),
}
IN_THE_ROOM = frozenset({"walked_in"})  # whoever came has found a chair


def after(step: str, state: str, *, free: int) -> str | None:
    """How a seat stands after the step; None where the step does not fit. `free`: seats not held by anybody."""
    froms, target = STEPS[step]
    if state not in froms:
        return None
    needs_room = target in HOLDING and state not in HOLDING and step not in IN_THE_ROOM
    return WAITING if needs_room and free < 1 else target


def promoted(origin: str) -> str:
    """Whoever was invited still has to answer; whoever asked has answered."""
    return INVITED if origin == "invited" else CONFIRMED
