"""Who there is and where they belong, on a day."""

from people.models.account import Account, FirstLoginCode, Scope
from people.models.audit import AuditEntry
from people.models.org_unit import OrgUnit, TreeStamp, UnitAlias, UnitChange, UnitParent
from people.models.person import Person
from people.models.posting import Posting
from people.models.reorganisation import PlannedChange, PlannedMove, PlannedUnit, Reorganisation
from people.models.roster import Roster, RosterRow

__all__ = [
    "Account",
    "AuditEntry",
    "FirstLoginCode",
    "OrgUnit",
    "Person",
    "PlannedChange",
    "PlannedMove",
    "PlannedUnit",
    "Posting",
    "Reorganisation",
    "Roster",
    "RosterRow",
    "Scope",
    "TreeStamp",
    "UnitAlias",
    "UnitChange",
    "UnitParent",
]
