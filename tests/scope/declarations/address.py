"""One line of the register, and the ways to write it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.scope.world.roles import EVERYBODY
from tests.scope.world.things import World

FINE = frozenset({200, 302})


@dataclass(frozen=True, eq=False)
class Address:
    """One declaration; `inside` names the query or form fields that hold a thing of a kind."""

    who: frozenset[str]
    kind: str | None = None
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    path: Callable[[World], list[Any]] = lambda world: []
    fine: frozenset[int] = FINE
    refused: frozenset[int] = frozenset({400, 403, 404, 405, 409, 422})
    json: bool = False
    public: bool = False  # names a person to whoever has the link (a certificate's check page)


def page(
    who: frozenset[str], *, path: Any = None, data: Any = None, public: bool = False, **fields: str
) -> Address:
    """A page; keyword arguments name query fields: `unit="don-vi"`."""
    return Address(
        who, fields={name: kind for kind, name in fields.items()}, path=path or (lambda world: []),
        data=data or (lambda world: {}), public=public,
    )  # fmt: skip


def one(kind: str, who: frozenset[str], *, fine: frozenset[int] = FINE, data: Any = None) -> Address:
    """A page about one thing."""
    return Address(who, kind=kind, fine=fine, data=data or (lambda world: {}))


def deed(
    who: frozenset[str], kind: str | None = None, *, data: Any = None, path: Any = None,
    fine: frozenset[int] = FINE, **fields: str,
) -> Address:  # fmt: skip
    """A POST; keyword arguments name form fields."""
    return Address(
        who, kind=kind, method="post", fields={name: kind for kind, name in fields.items()},
        data=data or (lambda world: {}), path=path or (lambda world: []), fine=fine,
    )  # fmt: skip


# What a deed answers when the thing is not in the state for it: a sentence where the clerk stands.
NOT_NOW = frozenset({200, 302, 400, 409, 422})


ANYBODY = page(EVERYBODY)
