"""What somebody understood on a phone before signing in becomes theirs: once, and nobody else's afterwards."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from common.clock import local_day
from content.models import ClaimedTutorial
from content.services.signs import Sign, moment_of
from people.models import Person


@transaction.atomic
def claim(signs: Sequence[Sign], *, person: Person, at: datetime) -> int:
    """How many of them are this person's now; those that somebody else claimed before stay with them."""
    before = ClaimedTutorial.objects.filter(uuid__in=[sign.uuid for sign in signs])
    owners = dict(before.values_list("uuid", "person_id"))
    mine = 0
    for sign in signs:
        if owners.get(sign.uuid, person.pk) != person.pk:
            continue
        day = local_day(moment_of(sign.age, at=at)[0])
        ClaimedTutorial.objects.get_or_create(
            person=person, activity_id=sign.activity_id,
            defaults={"uuid": sign.uuid, "understood_on": day, "claimed_at": at},
        )  # fmt: skip
        mine += 1
    return mine
