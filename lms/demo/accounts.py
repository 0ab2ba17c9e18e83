"""The five demonstration accounts, and sign-ins for those who have learnt."""

from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from courses.models import EnrolmentProgress
from people.models import Account, OrgUnit, Person, Scope

TRAINERS = "Giảng viên"


def open_accounts(*, learner: Person, province: OrgUnit, commune: OrgUnit) -> None:
    """canbo, giangvien, nhansu, nhansu-xa, quantri; one slow hash serves all five."""
    password = make_password(settings.DEMO_PASSWORD)
    names = {
        "canbo": ("", "", learner), "giangvien": ("Minh Khoa", "Trần", None), "nhansu": ("Thu Ngân", "Lê", None),
        "nhansu-xa": ("Quốc Việt", "Phạm", None), "quantri": ("Anh Tuấn", "Đỗ", None),
    }  # fmt: skip
    accounts = {
        name: Account.objects.create(
            username=name, password=password, first_name=first, last_name=last, person=person
        )
        for name, (first, last, person) in names.items()
    }
    accounts["giangvien"].groups.add(Group.objects.get(name=TRAINERS))
    Scope.objects.create(account=accounts["nhansu"], unit=province)
    Scope.objects.create(account=accounts["nhansu-xa"], unit=commune)
    Scope.objects.create(account=accounts["giangvien"], unit=province, role=Scope.Role.AUTHOR)
    Account.objects.filter(username="quantri").update(is_superuser=True, is_staff=True)


def open_learners_accounts(at: datetime) -> int:
    """Everyone who began a course has signed in; their passwords are unusable here."""
    begun = EnrolmentProgress.objects.filter(
        started_at__isnull=False, enrolment__learner__account__isnull=True
    )
    people = Person.objects.filter(pk__in=begun.values("enrolment__learner")).order_by("pk")
    random = Random(7)
    unusable = make_password(None)
    accounts = [
        Account(
            username=person.staff_code, password=unusable, person=person,
            last_login=at - timedelta(hours=random.randrange(20, 3000)),
        )
        for person in people
    ]  # fmt: skip
    Account.objects.bulk_create(accounts, batch_size=500)
    return len(accounts)
