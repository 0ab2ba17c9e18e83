"""Who signs in, what they may do (groups) and whom they may see (scopes)."""

import uuid
from datetime import UTC
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person


class Account(AbstractUser):  # type: ignore[django-manager-missing] # of wagtailmedia, which knows no stubs
    """A sign-in; `username` is the staff code. A cadre's account points to the person in the record."""

    moves_as = _("tài khoản đăng nhập")

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

    def outweighs(self, other: "Account") -> bool:
        """Of the two sign-ins of a merged person, the one that was used stays."""
        return bool(self.last_login) and not other.last_login

    def as_leftover(self) -> dict[str, Any]:
        """One person signs in by one account."""
        return {"is_active": False}

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
    """A role over a unit and all below it, through every reform, between two days (half open).

    Rows are ended, never deleted: they say who could see whom on a day.
    """

    class Role(models.TextChoices):
        HR = "nhan_su", _("Nhân sự")
        LEADER = "lanh_dao", _("Lãnh đạo")
        HELPER = "ho_tro", _("Tổ công nghệ số cộng đồng")
        FRONT = "mat_tran", _("Mặt trận, hội, đoàn thể")
        AUTHOR = "soan_hoi", _("Biên soạn câu hỏi")
        EDITOR = "bien_tap", _("Biên tập trang xã, phường")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="scopes")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.HR)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    # Empty for what the operator set up.
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="an_open_scope_is_said_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="a_scope_ends_after_it_begins",
            ),
        ]
