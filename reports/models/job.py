"""Work in the background: a row whose state is the truth, whatever messages say (common.leased)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.leased import Leased


class JobState(models.TextChoices):
    """Where the work stands; `draft` and `preview` are before anybody asked for it."""

    DRAFT = "draft", _("Đang chọn việc")
    PREVIEW = "preview", _("Chờ xác nhận")
    WAITING = "waiting", _("Chờ đến lượt")
    RUNNING = "running", _("Đang làm")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không làm được")
    CANCELLED = "cancelled", _("Đã dừng")


OPEN = (JobState.WAITING, JobState.RUNNING)


class Job(Leased):
    """What the desk's jobs have in common: who asked, how far it is, and who works on it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING, db_index=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, blank=True, help_text="Why it failed.")

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
