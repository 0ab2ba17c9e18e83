"""A page with one field and a row to be written again and again."""

from django.db import models
from wagtail.models import Page


class BarePage(Page):
    """As small as a Wagtail page can be and still show something."""

    body = models.TextField()
    template = "control/bare_page.html"


class Beat(models.Model):
    """How far somebody has come in something: what a heartbeat at its simplest would write."""

    account = models.IntegerField()
    activity = models.UUIDField()
    seconds = models.FloatField()
    position = models.FloatField()
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "activity"], name="one_beat_each")]
