"""A one-time code sent to a phone; what stands here opens nothing."""

import uuid

from django.db import models


class PhoneCode(models.Model):
    """One request for a code, for a known number or not: both look the same from outside.

    The six digits are nowhere stored: they follow from `uuid` and the secret key (people.queries.phone_codes).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phone = models.CharField(max_length=15)
    asked_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True, blank=True, help_text="When the right digits were typed.")

    class Meta:
        indexes = [models.Index(fields=["phone", "-asked_at"], name="phone_code_by_phone")]
