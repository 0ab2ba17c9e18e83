"""A person in a class: invited, on the wait-list, coming or not; every step is kept."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.session import TrainingSession
from people.models import OrgUnit, Person


class SeatState(models.TextChoices):
    """How a person stands to a class. Whoever is invited or confirmed holds a seat."""

    INVITED = "invited", _("Được mời")
    APPLIED = "applied", _("Chờ duyệt")
    WAITING = "waiting", _("Chờ chỗ")
    CONFIRMED = "confirmed", _("Sẽ dự")
    DECLINED = "declined", _("Không dự")
    CANCELLED = "cancelled", _("Đã rút")


HOLDING = (SeatState.INVITED, SeatState.CONFIRMED)
PENDING = (SeatState.APPLIED, SeatState.WAITING)
OVER = (SeatState.DECLINED, SeatState.CANCELLED)
_WEIGHT = {SeatState.CONFIRMED: 5, SeatState.INVITED: 4, SeatState.WAITING: 3, SeatState.APPLIED: 2}


class SeatOrigin(models.TextChoices):
    """By which door the person came."""

    INVITATION = "invited", _("Được mời")
    SELF = "self", _("Tự đăng ký")
    WALK_IN = "walk_in", _("Đến tại chỗ")


class Seat(models.Model):
    """One person in one class; `unit` is where they belonged when they came in, by which lists are ordered."""

    moves_as = _("chỗ trong lớp tập huấn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=SeatState.choices)
    origin = models.CharField(max_length=10, choices=SeatOrigin.choices, default=SeatOrigin.INVITATION)
    waiting_since = models.DateTimeField(null=True, blank=True, help_text="The wait-list goes by this.")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chỗ trong lớp tập huấn")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_seat_a_person_and_class"),
            models.CheckConstraint(
                condition=Q(state="waiting", waiting_since__isnull=False)
                | (~Q(state="waiting") & Q(waiting_since__isnull=True)),
                name="who_waits_has_a_turn",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "waiting_since"], name="seat_by_state"),  # counts, turns
        ]

    @property
    def holds(self) -> bool:
        """Whether it is one of the seats there are."""
        return self.state in HOLDING

    def outweighs(self, other: "Seat") -> bool:
        """Of a merged person's two seats in one class, the surer one goes on."""
        return _WEIGHT.get(SeatState(self.state), 0) > _WEIGHT.get(SeatState(other.state), 0)

    def as_leftover(self) -> dict[str, Any]:
        """The other one is withdrawn: nobody takes two seats."""
        return {"state": SeatState.CANCELLED, "waiting_since": None}


class SeatStep(models.TextChoices):
    """What happened to a seat, in the past tense."""

    INVITED = "invited", _("Được mời")
    APPLIED = "applied", _("Xin đăng ký")
    ENROLLED = "enrolled", _("Đăng ký")
    APPROVED = "approved", _("Được duyệt")
    CONFIRMED = "confirmed", _("Nhận lời")
    DECLINED = "declined", _("Báo không dự được")
    REFUSED = "refused", _("Không được duyệt")
    PROMOTED = "promoted", _("Được chuyển từ danh sách chờ")
    WITHDRAWN = "withdrawn", _("Rút đăng ký")
    REMOVED = "removed", _("Bị đưa ra khỏi danh sách")
    WALKED_IN = "walked_in", _("Đến tại chỗ")


class SeatChange(models.Model):
    """One step of a seat; appended, never changed (a trigger refuses)."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    step = models.CharField(max_length=10, choices=SeatStep.choices)
    state = models.CharField(
        max_length=10, choices=SeatState.choices, help_text="How the seat stood afterwards."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
