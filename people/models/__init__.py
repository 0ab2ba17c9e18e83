"""Who there is and where they belong, on a day."""

from people.models.account import Account, FirstLoginCode, Scope
from people.models.audit import AuditEntry
from people.models.designation import UnitDesignation
from people.models.guidance import Guidance, GuidanceFile, GuidanceReading, GuidanceUnit
from people.models.identity import PersonIdentity
from people.models.merge import NotTheSame, PersonMerge, PersonMergeMove
from people.models.notice import Notice
from people.models.org_unit import OrgUnit, TreeStamp, UnitAlias, UnitChange, UnitParent
from people.models.person import Person
from people.models.phone_code import PhoneCode
from people.models.posting import Posting
from people.models.reorganisation import PlannedChange, PlannedMove, PlannedUnit, Reorganisation
from people.models.role import ProgrammeRole
from people.models.roster import ColumnMapping, Roster, RosterBatch, RosterRow
from people.models.terms import PostingCategory, RoleKind

__all__ = [
    "Account",
    "AuditEntry",
    "ColumnMapping",
    "FirstLoginCode",
    "Guidance",
    "GuidanceFile",
    "GuidanceReading",
    "GuidanceUnit",
    "NotTheSame",
    "Notice",
    "OrgUnit",
    "Person",
    "PersonIdentity",
    "PersonMerge",
    "PersonMergeMove",
    "PhoneCode",
    "PlannedChange",
    "PlannedMove",
    "PlannedUnit",
    "Posting",
    "PostingCategory",
    "ProgrammeRole",
    "Reorganisation",
    "RoleKind",
    "Roster",
    "RosterBatch",
    "RosterRow",
    "Scope",
    "TreeStamp",
    "UnitAlias",
    "UnitChange",
    "UnitDesignation",
    "UnitParent",
]
