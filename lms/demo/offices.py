"""The province's departments with the dates between which they existed."""

import tomllib
from datetime import date

from lms.demo.names import CONTENT, end_of
from people.models import OrgUnit, UnitChange
from people.services.new_units import create_office

FOUNDED = date(2016, 1, 1)
WORDS = {"so": "sở", "ban": "ban", "van_phong": "văn phòng"}


def open_offices(province: OrgUnit) -> dict[str, OrgUnit]:
    """Create the departments, close the merged ones, and say into which they went."""
    entries = tomllib.loads((CONTENT / "names.toml").read_text(encoding="utf-8"))["department"]
    offices = {entry["code"]: _open(entry, province) for entry in entries}
    for entry in entries:
        if "into" in entry:
            _merge(offices[entry["code"]], offices[entry["into"]], end_of(entry) or FOUNDED)
    return offices


def _open(entry: dict[str, object], province: OrgUnit) -> OrgUnit:
    start = entry.get("from", FOUNDED)
    office = create_office(
        name=str(entry["name"]), code=str(entry["code"]), parent=province,
        valid_from=start, kind=WORDS[str(entry["kind"])],  # type: ignore[arg-type]
    )  # fmt: skip
    office.valid_to = end_of(entry)
    office.save(update_fields=["valid_to"])
    if office.valid_to:
        office.parents.filter(valid_from__gte=office.valid_to).delete()
        office.parents.filter(valid_to__isnull=True).update(valid_to=office.valid_to)
        office.parents.filter(valid_to__gt=office.valid_to).update(valid_to=office.valid_to)
    return office


def _merge(office: OrgUnit, into: OrgUnit, day: date) -> None:
    UnitChange.objects.create(
        from_unit=office, to_unit=into, extent="whole", effective_on=day, note="hợp nhất sở, ban năm 2025"
    )
