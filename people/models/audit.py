"""Who looked at or exported personal data, and who changed what: appended, never changed (Law 91/2025/QH15)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person


class AuditEntry(models.Model):
    """One deed. `who` is the name at that time; `person` and `unit` say whom and where it concerned."""

    stays_at_merge = True  # append-only: readers ask for both records

    class Kind(models.TextChoices):
        VIEW = "xem", _("Xem")
        EXPORT = "xuat", _("Xuất, in")
        CHANGE = "sua", _("Thay đổi")
        ACCOUNT = "tai_khoan", _("Tài khoản, quyền")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    action = models.CharField(
        max_length=60, help_text="A code such as roster_applied; people.audit_words says it."
    )
    # Empty when the operator's command line did it.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="audit_entries")
    # The log must not hold the tree: a unit that only a reverted reorganisation had made goes, its entries stay.
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    count = models.PositiveIntegerField(default=1, help_text="How many people it concerned.")
    detail = models.JSONField(
        default=dict, help_text="What changed, file names, filters; never identity numbers."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["person", "-at"], name="audit_by_person"),
        ]
