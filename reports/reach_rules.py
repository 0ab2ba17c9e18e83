"""How many a loudspeaker may have reached: an estimate from stated numbers, and no number where nobody stated one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Estimate:
    """Rounded down; None where a number is lacking. `shared` says that a commune's number was divided by its ấp."""

    households: int | None = None
    residents: int | None = None
    shared: bool = False

    @property
    def known(self) -> bool:
        return self.households is not None or self.residents is not None


def heard_by(
    households: Decimal | None, residents: Decimal | None, share: Decimal | None, *, shared: bool = False
) -> Estimate:
    """`share` is a percentage of the households within earshot; people are taken to hear as their houses do."""
    if share is None:
        return Estimate()
    return Estimate(_part(households, share), _part(residents, share), shared)


def together(estimates: Iterable[Estimate]) -> Estimate:
    """The sum of different places; what is unknown adds nothing, and all unknown is unknown."""
    listed = list(estimates)
    return Estimate(
        _sum(one.households for one in listed),
        _sum(one.residents for one in listed),
        any(one.shared for one in listed),
    )


def _part(heads: Decimal | None, share: Decimal) -> int | None:
    return None if heads is None else int(heads * share / 100)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [one for one in numbers if one is not None]
    return sum(known) if known else None
