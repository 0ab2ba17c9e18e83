"""A film on its way to us: what was promised, how much of it lies on the disk, what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from content.models.media import Video


class Upload(models.Model):
    """`offset` never exceeds what is safely on the disk: bytes first, then the row.

    A finished one stays: it is the ledger by which quotas are counted, as long as its video exists.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Đang tải lên")
        DONE = "done", _("Đã tải lên")
        REFUSED = "refused", _("Bị từ chối")
        EXPIRED = "expired", _("Hết hạn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Without an owner or a collection nobody could finish it; the sweeper removes the file.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)  # see above
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE)  # see above
    name = models.CharField(max_length=255, help_text="The file's name on the sender's machine.")
    modified = models.BigIntegerField(
        default=0, help_text="When it was changed there, in ms, as the sender says."
    )
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, help_text="What the sender says the bytes hash to.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    reason = models.CharField(max_length=400, blank=True)
    lease = models.UUIDField(null=True, blank=True, help_text="The request that is writing.")
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    video = models.OneToOneField(Video, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0, offset__lte=F("size")), name="an_upload_is_at_most_whole"
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True) | Q(leased_until__isnull=False), name="an_upload_lease_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="uploads_to_sweep"),
            models.Index(fields=["owner", "state"], name="uploads_of_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> bool:
        """Every byte has arrived."""
        return self.offset == self.size

    @property
    def percent(self) -> int:
        return 100 * self.offset // max(1, self.size)
