"""What somebody is to be told: shown on their own pages, and sent by e-mail to those who have an address."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models.person import Person


class Notice(models.Model):
    """One sentence to one person about one thing; what gathers before the mail goes is one mail.

    `account` only where a trainer or officer has no person behind the sign-in.
    `claimed_at`: a worker has taken it to send; a claim that came to nothing lapses.
    """

    moves_as = ""  # told once; the survivor reads on

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    topic = models.CharField(max_length=60, help_text="What it is about, such as training:<uuid>.")
    title = models.CharField(max_length=255)
    text = models.TextField()
    path = models.CharField(max_length=200, blank=True, help_text="The page that tells more.")
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_by_person"),
            models.Index(
                fields=["created_at"], condition=Q(sent_at__isnull=True), name="notice_unsent"
            ),  # the sender
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, account__isnull=True)
                | Q(person__isnull=True, account__isnull=False),
                name="a_notice_has_one_reader",
            )
        ]
