"""A roster as it was sent: the file, its reading row by row, and what applying it did."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.person import Person
from people.storage import private_files


class Roster(models.Model):
    """One uploaded file; `applied_at` empty means a dry run that changed nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    # Full identity numbers stand in the file: it is kept apart from public media, and only until applied.
    file = models.FileField(upload_to="rosters/%Y/", storage=private_files, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    as_of = models.DateField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    totals = models.JSONField(
        default=dict, help_text="data_rows, created, updated, unchanged, duplicate, rejected"
    )

    class Meta:
        ordering = ["-uploaded_at"]


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
