"""Who signs in, what they may do (groups) and whom they may see (scopes)."""

from datetime import UTC

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person


class Account(AbstractUser):  # type: ignore[django-manager-missing] # of wagtailmedia, which knows no stubs
    """A sign-in; `username` is the staff code. A cadre's account points to the person in the record."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account"
    )
    must_set_password = models.BooleanField(default=False)
    # Whatever was signed in or trusted before this moment is out, also what no list knows of.
    signed_out_at = models.DateTimeField(null=True, blank=True)

    def get_full_name(self) -> str:
        """Family name first, as Vietnamese names are read."""
        if self.person:
            return self.person.full_name
        return f"{self.last_name} {self.first_name}".strip() or self.username

    def get_short_name(self) -> str:
        return self.get_full_name().split(" ")[-1]

    def get_session_auth_hash(self) -> str:
        """Checked at every request with the account that is read anyway: ending sessions costs no query."""
        plain: str = super().get_session_auth_hash()
        if self.signed_out_at is None:
            return plain
        moment = self.signed_out_at.astimezone(UTC).isoformat()
        return salted_hmac("people.signed_out_at", plain + moment, algorithm="sha256").hexdigest()


class FirstLoginCode(models.Model):
    """A printed one-time code; random enough (50 bits) that a keyed hash is the right storage."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)  # a code is nothing without its account
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Scope(models.Model):
    """The HR right over a unit and all below it, through every reform; no row means no people."""

    class Role(models.TextChoices):
        HR = "nhan_su", _("Nhân sự")
        LEADER = "lanh_dao", _("Lãnh đạo")

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="scopes"
    )  # rights end with the account
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.HR)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "unit", "role"], name="a_scope_is_said_once")
        ]
