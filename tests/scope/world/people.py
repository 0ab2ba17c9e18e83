"""Accounts of each role, a merge, a roster, guidance."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from common import clock
from content.services.groups import ensure_groups
from content.services.press import ensure_press
from people.models import (
    Account,
    Guidance,
    GuidanceFile,
    GuidanceUnit,
    OrgUnit,
    Person,
    PersonMerge,
    Roster,
    Scope,
)
from people.models.roster import State
from people.services.merging import merge_persons
from tests.factories import (
    AccountFactory,
    PostingFactory,
)
from tests.scope.world.roles import AT
from tests.scope.world.things import Side


def make_accounts(province: OrgUnit, own: Side) -> dict[str, Account | None]:
    yesterday = clock.today() - timedelta(days=1)
    accounts: dict[str, Account | None] = {"anonymous": None, "learner": own.account, "hr": own.officer}
    for role, unit, kind, ended in (
        ("helper", own.unit, Scope.Role.HELPER, None),
        ("front", own.unit, Scope.Role.FRONT, None),
        ("editor", own.unit, Scope.Role.EDITOR, None),
        ("leader", own.unit, Scope.Role.LEADER, None),
        ("chief", province, Scope.Role.LEADER, None),
        ("mixed", own.unit, Scope.Role.HR, None),
        ("former", own.unit, Scope.Role.HR, yesterday),
        ("province", province, Scope.Role.HR, None),
    ):
        accounts[role] = AccountFactory(username=f"vai-{role}")
        Scope.objects.create(account=accounts[role], unit=unit, role=kind, valid_to=ended)
    Scope.objects.create(account=accounts["mixed"], unit=province, role=Scope.Role.LEADER)
    accounts["trainer"] = AccountFactory(username="vai-trainer")
    accounts["trainer"].groups.add(ensure_groups())  # type: ignore[union-attr]
    accounts["press"] = AccountFactory(username="vai-press")
    accounts["press"].groups.add(ensure_press())  # type: ignore[union-attr]
    accounts["superuser"] = AccountFactory(username="vai-superuser", is_superuser=True, is_staff=True)
    return accounts


def make_guidance(officer: Account, unit: OrgUnit) -> Guidance:
    """Of the commune to itself: nobody else has business with it."""
    made = Guidance.objects.create(title="Hướng dẫn", sender=unit, sent_at=AT, sent_by=officer)
    GuidanceUnit.objects.create(guidance=made, unit=unit)
    file = SimpleUploadedFile("hd.pdf", b"%PDF-1.7")
    GuidanceFile.objects.create(guidance=made, name="hd.pdf", file=file, size=8, sha256="0" * 64)
    return made


def make_merge(survivor: Person, unit: OrgUnit, officer: Account) -> PersonMerge:
    gone = PostingFactory(unit=unit, person__full_name=survivor.full_name).person
    return merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=officer)


def make_roster(officer: Account, person: Person) -> Roster:
    totals = dict.fromkeys(
        ("data_rows", "created", "updated", "unchanged", "duplicate", "rejected", "units"), 1
    )
    roster = Roster.objects.create(
        file_name="ds.xlsx", sha256="0" * 64, state=State.APPLIED, as_of=AT.date(), uploaded_at=AT, uploaded_by=officer,
        applied_at=AT, applied_by=officer,
        totals=totals | {"hidden_sheets": [], "sheets_without_header": []},
    )  # fmt: skip
    data = {
        "full_name": person.full_name,
        "phone": person.phone,
        "unit": "",
        "unit_uuid": "",
        "unit_text": "",
    }
    more = {"birth": "", "gender": "", "id_last3": "", "email": "", "position": "", "changed": []}
    roster.rows.create(sheet="1", number=2, status="unchanged", reason="", warnings=[], data=data | more)
    return roster


def xlsx() -> SimpleUploadedFile:
    """A file that is no roster: refused with a sentence, by whoever may try."""
    return SimpleUploadedFile("a.xlsx", b"PK\x03\x04xx")
