"""Who there is and where they belong, on a day."""

from people.models.account import Account, FirstLoginCode, Scope
from people.models.audit import AuditEntry
from people.models.org_unit import OrgUnit, UnitAlias, UnitChange, UnitParent
from people.models.person import Person
from people.models.phone_code import PhoneCode
from people.models.posting import Posting
from people.models.roster import Roster, RosterRow

__all__ = [
    "Account",
    "AuditEntry",
    "FirstLoginCode",
    "OrgUnit",
    "Person",
    "PhoneCode",
    "Posting",
    "Roster",
    "RosterRow",
    "Scope",
    "UnitAlias",
    "UnitChange",
    "UnitParent",
]
