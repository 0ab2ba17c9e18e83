"""Factories: a small true cast with dates; every app's tests use these."""

from tests.factories.courses import ActivityFactory, CourseFactory, EnrolmentFactory, ReleaseFactory
from tests.factories.people import (
    AccountFactory,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    ScopeFactory,
)

__all__ = [
    "AccountFactory",
    "ActivityFactory",
    "CourseFactory",
    "EnrolmentFactory",
    "OrgUnitFactory",
    "PersonFactory",
    "PostingFactory",
    "ReleaseFactory",
    "ScopeFactory",
]
