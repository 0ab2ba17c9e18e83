"""People, units and postings for tests."""

from datetime import UTC, date, datetime

import factory

from people.models import Account, OrgUnit, Person, Posting, Scope
from people.models.org_unit import Level


class OrgUnitFactory(factory.django.DjangoModelFactory):
    """A commune in force since before the period."""

    class Meta:
        model = OrgUnit

    code = factory.Sequence(lambda n: f"9{n:04d}")
    name = factory.Sequence(lambda n: f"Bình An {n}")
    kind = "xã"
    level = Level.COMMUNE
    full_name = factory.LazyAttribute(lambda unit: f"Xã {unit.name}")
    sort_key = factory.LazyAttribute(lambda unit: unit.code)


class PersonFactory(factory.django.DjangoModelFactory):
    """A cadre."""

    class Meta:
        model = Person

    staff_code = factory.Sequence(lambda n: f"T{n:06d}")
    full_name = "Nguyễn Thị Hồng Ánh"
    birth_on = date(1988, 3, 5)
    created_at = datetime(2023, 12, 31, tzinfo=UTC)


class PostingFactory(factory.django.DjangoModelFactory):
    """A post since the end of 2023."""

    class Meta:
        model = Posting

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    position = "Công chức văn hóa – xã hội"
    starts_on = date(2023, 12, 31)


class AccountFactory(factory.django.DjangoModelFactory):
    """A sign-in with the password `mat-khau-1`."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")

    @factory.post_generation
    def password(self: Account, create: bool, extracted: str | None, **kwargs: object) -> None:
        self.set_password(extracted or "mat-khau-1")
        if create:
            self.save()


class ScopeFactory(factory.django.DjangoModelFactory):
    """The HR right of an account over a unit."""

    class Meta:
        model = Scope

    account = factory.SubFactory(AccountFactory)
    unit = factory.SubFactory(OrgUnitFactory)
