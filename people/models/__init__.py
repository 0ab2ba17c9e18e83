"""Who there is and where they belong, on a day."""

from people.models.account import Account, FirstLoginCode, Scope
from people.models.audit import AuditEntry
from people.models.org_unit import OrgUnit, UnitAlias, UnitChange, UnitParent
from people.models.person import Person
from people.models.posting import Posting
from people.models.roster import ColumnMapping, Roster, RosterBatch, RosterRow

__all__ = [
    "Account",
    "AuditEntry",
    "ColumnMapping",
    "FirstLoginCode",
    "OrgUnit",
    "Person",
    "Posting",
    "Roster",
    "RosterBatch",
    "RosterRow",
    "Scope",
    "UnitAlias",
    "UnitChange",
    "UnitParent",
]
