"""A roster as it was sent: the file, its reading row by row, how far its import is, and what it changed."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.leased import Leased
from people.models.person import Person
from people.rosters.choices import Choices
from people.storage import private_files


def _who() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Roster(Leased):
    """One uploaded file and its import: a job whose row is the truth, whatever messages say."""

    class State(models.TextChoices):
        READING = "reading", _("Đang đọc tệp")
        CHECKED = "checked", _("Chờ xem và nạp")
        WAITING_APPROVAL = "waiting_approval", _("Chờ người thứ hai duyệt")
        QUEUED = "queued", _("Chờ đến lượt nạp")
        APPLYING = "applying", _("Đang nạp")
        APPLIED = "applied", _("Đã nạp")
        FAILED = "failed", _("Không nạp được")
        CANCELLED = "cancelled", _("Đã bỏ")
        UNDOING = "undoing", _("Đang hoàn tác")
        UNDONE = "undone", _("Đã hoàn tác")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    # Full identity numbers stand in the file: it is kept apart from public media, and only until applied.
    file = models.FileField(upload_to="rosters/%Y/", storage=private_files, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    as_of = models.DateField()
    uploaded_at = models.DateTimeField()
    uploaded_by = _who()
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = _who()
    totals = models.JSONField(
        default=dict, help_text="data_rows, created, updated, unchanged, duplicate, rejected"
    )

    state = models.CharField(max_length=20, choices=State.choices, default=State.CHECKED, db_index=True)
    reason = models.CharField(max_length=400, blank=True, help_text="Why it failed or was sent back.")
    choices = models.JSONField(
        default=dict, blank=True, help_text="What the clerk decided about the file; goes with the file."
    )
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="following"
    )
    covered = models.JSONField(default=list, blank=True, help_text="Keys of the units with rows in the file.")
    layout = models.JSONField(
        default=dict, blank=True, help_text="sheet → field → column, for remarks in the result workbook."
    )
    change = models.JSONField(default=dict, blank=True, help_text="What applying does to the units' numbers.")
    endings = models.JSONField(default=list, blank=True, help_text="Whose posts end, and why.")
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = _who()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _who()
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = _who()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = _who()
    kept = models.JSONField(default=list, blank=True, help_text="Who could not be put back, and why.")
    result = models.FileField(upload_to="roster-results/%Y/", storage=private_files, blank=True)
    result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]

    @property
    def chosen(self) -> Choices:
        """What the clerk decided so far."""
        return Choices.from_json(self.choices)

    @property
    def has_file(self) -> bool:
        return bool(self.file)

    @property
    def is_small(self) -> bool:
        """Whether the whole work is done while the clerk waits."""
        return int(self.totals.get("data_rows", 0)) <= settings.ROSTER_AT_ONCE

    @property
    def is_working(self) -> bool:
        """Whether a page about it should look again soon."""
        return self.state in WORKING


State = Roster.State
WORKING = {State.READING, State.QUEUED, State.APPLYING, State.UNDOING}
WRITING = {State.APPLYING, State.UNDOING}  # people change: one roster at a time


class RosterRow(models.Model):
    """One data row: its outcome, why, and the person it became."""

    moves_as = _("dòng trong danh sách đã nạp")

    class Status(models.TextChoices):
        CREATED = "created", _("Thêm mới")
        UPDATED = "updated", _("Cập nhật")
        UNCHANGED = "unchanged", _("Không đổi")
        DUPLICATE = "duplicate", _("Trùng trong tệp")
        REJECTED = "rejected", _("Không nhận")

    roster = models.ForeignKey(
        Roster, on_delete=models.CASCADE, related_name="rows"
    )  # rows are part of the file
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField(help_text="1-based row in the sheet")
    status = models.CharField(max_length=12, choices=Status.choices)
    reason = models.CharField(max_length=60, blank=True)
    warnings = models.JSONField(default=list)
    data = models.JSONField(
        default=dict, help_text="The row as read; identity number only as its last 3 digits."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "sheet", "number"], name="a_roster_row_is_kept_once")
        ]


class RosterBatch(models.Model):
    """What one committed step of an import changed, as it was before: for going on, and for undoing."""

    roster = models.ForeignKey(
        Roster, on_delete=models.CASCADE, related_name="batches"
    )  # means nothing without it
    start = models.PositiveIntegerField(help_text="The first row, counted from 0 over the whole file.")
    end = models.PositiveIntegerField(help_text="The row before which the step ended.")
    written_at = models.DateTimeField()
    before = models.JSONField(help_text="See people.resources.images.")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "end"]
        constraints = [
            # Two workers that both believe the roster is theirs must not both write a step.
            models.UniqueConstraint(fields=["roster", "start", "end"], name="a_step_is_written_once")
        ]


class ColumnMapping(models.Model):
    """Which column is what under a header that a clerk once had to explain; the same header is known next time."""

    signature = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(default=dict, help_text="field → column, from 0")
    used_at = models.DateTimeField()
    used_by = _who()
    times = models.PositiveIntegerField(default=1)
