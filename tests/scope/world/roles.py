"""Who comes: the roles of the matrix, sets of them, and the codes that addresses name."""

from datetime import UTC, datetime

UNITS_TARGET = "xa-100"
CYCLE = "2026-nam"
CRITERIA, PROGRAMME, PLAN = "xa-ntm", "cds-ntm", "ke-hoach-202"
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
# front: asks the people of its commune, and sees no cadre. editor: writes the commune's public page; press: hands in.
# chief: leader of the province, looks at everything; mixed: the same, and HR of the own commune alone.
ROLES = (
    "anonymous", "learner", "trainer", "helper", "leader", "hr", "former", "chief", "mixed", "province", "superuser",
    "front", "editor", "press",
)  # fmt: skip
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
DESK = frozenset({"leader", "hr", "chief", "mixed", "province", "superuser"})
HR = DESK - {"leader", "chief"}
SEES_ALL = frozenset({"chief", "mixed", "province", "superuser"})
WHOLE = frozenset({"province", "superuser"})
STUDIO = frozenset({"trainer", "superuser"})
WRITERS = STUDIO | {"editor", "press"}  # whoever may enter the studio, to write pages there
SUPERUSER = frozenset({"superuser"})
LEARNER = frozenset({"learner"})
SURVEYS = DESK | {"front"}
ASKERS = HR | {"front"}
TYPISTS = ASKERS | {"helper"}
COURSE_SURVEY = "hoc234"
HELPER = frozenset({"helper", "superuser"})
LISTENERS = DESK | {"helper"}
ANNOUNCERS = HR | {"helper"}
