"""One person, once, whatever their posts; identity numbers only as keyed hashes."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold, name_key, sort_key

ID_KINDS = [("cccd", "CCCD"), ("cmnd", "CMND")]


class Gender(models.TextChoices):
    """As rosters state it."""

    MALE = "nam", _("Nam")
    FEMALE = "nu", _("Nữ")


class Person(models.Model):
    """A cadre or learner. `birth_year` alone when only the year is known (many elders).

    With `merged_into` this is what is left of a second record of somebody: it is in no list and holds only what the
    survivor could not take over. It never points to another such record.
    """

    moves_as = ""  # records merged earlier follow

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff_code = models.CharField(max_length=20, unique=True, help_text="Printed on the first-login slip.")
    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    name_folded = models.CharField(max_length=200, db_index=True, editable=False)
    sort_key = models.CharField(max_length=800, db_index=True, editable=False)
    gender = models.CharField(max_length=4, choices=Gender.choices, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=15, blank=True, db_index=True)
    email = models.EmailField(blank=True)
    id_hash = models.CharField(max_length=64, blank=True, help_text="HMAC-SHA-256 of the CCCD or CMND.")
    id_kind = models.CharField(max_length=4, blank=True, choices=ID_KINDS)
    id_last3 = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        constraints = [
            # Two imports of one roster must not make two people of one identity number.
            models.UniqueConstraint(
                fields=["id_hash"], condition=~Q(id_hash=""), name="one_person_an_identity_number"
            ),
        ]
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> "Person":
        """Fill the derived search and sort columns; bulk writers call this themselves."""
        self.name_key = name_key(self.full_name)
        self.name_folded = fold(self.full_name)
        self.sort_key = sort_key(self.full_name)
        return self
