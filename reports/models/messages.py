"""What was said to whom: one message a reader and day, the reasons that it serves, and each way it went."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit, Person
from reports.ladder import EMAIL, IN_APP, SMS, Audience
from reports.models.chasing import ChasePlan

AUDIENCES = {
    Audience.PERSON: _("Cán bộ"), Audience.OFFICER: _("Nhân sự đơn vị"), Audience.HEAD: _("Lãnh đạo đơn vị"),
    Audience.LETTER: _("Công văn"),
}  # fmt: skip
CHANNELS = {IN_APP: _("Trang Của tôi"), EMAIL: _("Thư điện tử"), SMS: _("Tin nhắn")}


class ChaseMessage(models.Model):
    """One message, not five: whatever concerns the reader that day. `account` where no person is behind the sign-in."""

    moves_as = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField()
    audience = models.CharField(max_length=8)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="chase_messages"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Where the reader stood that day.",
    )
    title = models.CharField(max_length=255)
    text = models.TextField()
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tin đôn đốc")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Two workers, or one that was killed and begins anew: still one message.
            models.UniqueConstraint(
                fields=["day", "audience", "person"], name="one_chase_message_a_person_and_day"
            ),
            models.UniqueConstraint(
                fields=["day", "audience", "account"], name="one_chase_message_an_account_and_day"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-created_at"], name="chase_message_by_unit"),  # who was told when
            models.Index(fields=["person", "-created_at"], name="chase_message_by_person"),
        ]

    @property
    def audience_label(self) -> Any:
        return AUDIENCES[Audience(self.audience)]

    @property
    def reader_name(self) -> str:
        """Of a person, or of an account alone."""
        return self.person.full_name if self.person else self.account.get_full_name()  # type: ignore[union-attr]


class ChaseReason(models.Model):
    """That somebody was told because of one rung: for this due day never again. A later due day is another reason."""

    moves_as = ""

    message = models.ForeignKey(ChaseMessage, on_delete=models.PROTECT, related_name="reasons")
    plan = models.ForeignKey(ChasePlan, on_delete=models.PROTECT, related_name="reasons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "due_on", "days", "person"], name="a_rung_is_said_to_a_person_once"
            )
        ]


class ChaseListing(models.Model):
    """That a unit's list went to its officer or head because of one rung; without a message nobody was there to tell."""

    message = models.ForeignKey(
        ChaseMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="listings"
    )
    plan = models.ForeignKey(ChasePlan, on_delete=models.PROTECT, related_name="listings")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8)
    reader = models.CharField(max_length=150, blank=True, help_text="The sign-in; empty: nobody.")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    told_on = models.DateField()
    people = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("danh sách đôn đốc đã gửi")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "due_on", "days", "audience", "unit", "reader"],
                name="a_rung_is_said_of_a_unit_once",
            )
        ]


class ChaseDelivery(models.Model):
    """One way of one message. A worker that dies between sending and saying so leaves `sending`, which is never sent again
    by itself: whether it went, nobody knows."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        DELIVERED = "delivered", _("Đã đến")
        FAILED = "failed", _("Không gửi được")
        DROPPED = "dropped", _("Không gửi nữa")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(ChaseMessage, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=12)
    address = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="a_message_goes_each_way_once")
        ]
        indexes = [
            models.Index(
                fields=["state", "not_before"], name="chase_delivery_waiting"
            ),  # the sender; what to mend
        ]

    @property
    def channel_label(self) -> Any:
        return CHANNELS.get(self.channel, self.channel)
