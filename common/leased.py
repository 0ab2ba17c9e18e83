"""The columns of work done in the background: a row whose state is the truth, whatever messages say."""

from django.db import models


class Leased(models.Model):
    """Who works on it, how often that was tried, and how far it is: what `common.leases.Lease` writes.

    The lease is compared and set on its token, so that a message delivered twice works once.
    """

    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Since the last progress.")
    stage = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def percent(self) -> int:
        """How far the present stage is, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0
