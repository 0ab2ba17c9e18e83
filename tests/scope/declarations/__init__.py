"""The register of addresses: one line each says who may open it and what a foreign thing gets.

A new address? Add a line to the part of its place under its URL name:

- `page(WHO)`: a page without a thing of its own; `page(WHO, unit="don-vi")` tries units in `?don-vi=` as well;
- `one("person", WHO)`: a page about one thing of a kind (`KINDS`), its identifier in the path;
- `deed(WHO, …)`: a POST; `data` is what a right form holds, `unit="don-vi"` names a field that holds a unit.

WHO are roles of `tests.scope.world.roles`. A role that is not in WHO is refused the same way whatever it asks for; a role in
WHO gets its own things, and for foreign ones exactly the answer for unknown ones. Several lines: a list.
"""

from tests.scope.declarations import chasing, figures, marking, own, people, public, studio, surveys
from tests.scope.declarations.address import Address
from tests.scope.declarations.kinds import KINDS
from tests.scope.declarations.libraries import LIBRARIES

__all__ = ["DECLARED", "KINDS", "LIBRARIES", "Address"]

PARTS = (public, own, people, surveys, figures, chasing, studio, marking)
DECLARED: dict[str, Address | list[Address]] = {
    name: declared for part in PARTS for name, declared in part.ADDRESSES.items()
}
assert len(DECLARED) == sum(len(part.ADDRESSES) for part in PARTS), "an address is declared twice"
