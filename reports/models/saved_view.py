"""An address of the desk under a name: its filters, columns and order, never what they show."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit


class SavedView(models.Model):
    """Private, or shared with everybody who works for `unit`; each reader sees what their own scope shows."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=1000, blank=True)
    is_default = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("chế độ xem đã lưu")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_default=True, removed_at__isnull=True),
                name="one_default_view_an_account",
            )
        ]  # fmt: skip
