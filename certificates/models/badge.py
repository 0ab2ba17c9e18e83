"""A certificate's badge: its place in a status list, and whether its owner shows it to the world."""

import uuid

from django.db import models

from certificates.models.register import Certificate


class Badge(models.Model):
    """Made when somebody first asks for it; the credential itself is derived from the certificate's frozen facts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="badge")
    made_at = models.DateTimeField()
    status_list = models.PositiveIntegerField()
    status_index = models.PositiveIntegerField(help_text="Drawn by lot, so that it tells no order.")
    share_code = models.CharField(
        max_length=32, unique=True, null=True, blank=True, help_text="Another each time it is turned on."
    )
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Two badges at one place would be revoked together.
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="a_place_in_a_list_is_one_badges"
            ),
            models.CheckConstraint(
                condition=models.Q(share_code__isnull=True, shared_at__isnull=True)
                | models.Q(share_code__isnull=False, shared_at__isnull=False),
                name="what_is_shared_has_a_code_and_a_date",
            ),
        ]
