"""A roster uploaded in a small city, and what a clerk does with its rows."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import OrgUnit, Roster, RosterRow, Scope
from tests.factories.people import AccountFactory, PersonFactory
from tests.people.messy_roster import AS_OF, FIRST_ROW, messy_workbook

Status = RosterRow.Status


UNKNOWN, BAD_DATE, TYPO, TYPO_TOO = (FIRST_ROW + number for number in (2, 3, 4, 5))


def unit(code: str, day: date = AS_OF) -> OrgUnit:
    return next(unit for unit in OrgUnit.objects.filter(code=code) if unit.exists_on(day))


def officer(*units: OrgUnit, role: str = Scope.Role.HR, name: str = ""):
    account = AccountFactory(person=PersonFactory(full_name=name) if name else None)
    for one in units:
        Scope.objects.create(account=account, unit=one, role=role)
    return account


def upload(client, data: bytes = b"", name: str = "xuan-loc.xlsx"):
    file = SimpleUploadedFile(name, data or messy_workbook())
    return client.post(reverse("roster_upload"), {"file": file, "as_of": f"{AS_OF:%d/%m/%Y}"})


def address(name: str, roster: Roster, *more: object) -> str:
    return reverse(name, args=[roster.uuid, *more])


def row_url(roster: Roster, number: int, name: str = "roster_row") -> str:
    return f"{address(name, roster, number)}?trang=Danh+s%C3%A1ch&ket-qua=rejected"


def outcome(roster: Roster, number: int) -> tuple[str, str]:
    return roster.rows.values_list("status", "reason").get(number=number)


def boxes(client, roster: Roster, number: int) -> dict[str, str]:
    """The row's form as it is shown."""
    form = client.get(row_url(roster, number)).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "giong"}


def mend(client, roster: Roster, number: int, **changed):
    return client.post(row_url(roster, number), boxes(client, roster, number) | changed, follow=True)


def said(answer) -> str:
    return answer.content.decode()
