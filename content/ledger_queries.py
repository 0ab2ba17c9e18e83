"""What the print ledger lists and adds up to: by what was printed, and by where it went."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from content.models import PrintRun
from content.queries import is_uuid

Runs = QuerySet[PrintRun]
THING: dict[str, Any] = {
    "key": Coalesce("version__activity__uuid", "material__translation_key"),
    "said": Coalesce("version__activity__title", "material__title"),
}
PLACE: dict[str, Any] = {"key": F("unit__uuid"), "said": F("unit__full_name")}


@dataclass(frozen=True)
class Line:
    """A thing or a place with what stands of it."""

    key: UUID
    title: str
    copies: int
    scans: int


@dataclass(frozen=True)
class Asked:
    """The runs that an address asks for, and what else could be asked."""

    thing: str
    place: str
    runs: Runs
    things: list[tuple[str, str]]
    places: list[tuple[str, str]]

    @classmethod
    def of(cls, asked: dict[str, str], runs: Runs) -> "Asked":
        """`loc_bai` is what was printed, `loc_noi` the place; what is no key asks for nothing."""
        thing, place = asked.get("loc_bai", ""), asked.get("loc_noi", "")
        return cls(thing, place, _narrowed(runs, thing, place), _choices(runs, THING), _choices(runs, PLACE))


def lines(runs: Runs) -> Runs:
    """Run by run, the newest first."""
    rows = runs.select_related("version", "material", "unit").annotate(scanned=Sum("scans__number"))
    return rows.order_by("-handed_on", "-pk")


def sums(runs: Runs, what: dict[str, Any]) -> list[Line]:
    """What stands, the most copies first; two queries, because scans would multiply copies."""
    standing: Any = runs.filter(voided_at__isnull=True).order_by().values(**what)  # as plain dicts
    scans = {row["key"]: row["n"] or 0 for row in standing.annotate(n=Sum("scans__number"))}
    rows = standing.annotate(n=Sum("copies")).order_by("-n", "said")
    return [Line(row["key"], row["said"], row["n"], scans.get(row["key"], 0)) for row in rows]


def _narrowed(runs: Runs, thing: str, place: str) -> Runs:
    if is_uuid(thing):
        runs = runs.filter(Q(version__activity__uuid=thing) | Q(material__translation_key=thing))
    return runs.filter(unit__uuid=place) if is_uuid(place) else runs


def _choices(runs: Runs, what: dict[str, Any]) -> list[tuple[str, str]]:
    """What the ledger names, by name."""
    rows = runs.order_by().values_list(what["key"], what["said"]).distinct()
    return sorted(((str(key), said) for key, said in rows), key=lambda one: one[1])
