"""The three pilot communes of plan 202/KH-UBND II.2.d, named as the units they were on its day."""

import csv
from datetime import date, datetime

from django.conf import settings

from people.models import OrgUnit
from people.services.designations import designate

FILE = "dong_nai_pilots.csv"


def name_pilots(at: datetime) -> None:
    """One designation a line; the communes they were merged into inherit it."""
    with (settings.BASE_DIR / "data" / FILE).open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            start = date.fromisoformat(line["valid_from"])
            designate(
                unit=_unit_on(line["unit_code"], start), kind=line["kind"], field=line["field"], valid_from=start,
                decision_number=line["decision_number"], decision_on=date.fromisoformat(line["decision_on"]),
                at=at, by=None,
            )  # fmt: skip


def _unit_on(code: str, day: date) -> OrgUnit:
    return next(unit for unit in OrgUnit.objects.filter(code=code) if unit.exists_on(day))
