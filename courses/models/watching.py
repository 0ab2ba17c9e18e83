"""What was really played: raw reports (telemetry, expire) and their union (kept)."""

from django.db import models

from courses.models.activity import Activity
from courses.models.enrolment import Enrolment


class WatchedSpans(models.Model):
    """The union of seconds played of one activity in one enrolment; also when it was first opened."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="watched")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT)
    spans = models.JSONField(default=list, help_text="[[start, end], …] in seconds, sorted, disjoint")
    seconds = models.FloatField(default=0)
    position = models.FloatField(default=0, help_text="Where to continue, on any device")
    opened_at = models.DateTimeField(help_text="Server time of the first view")
    reported_at = models.DateTimeField(help_text="Server time of the last accepted report")
    film = models.CharField(
        max_length=64, blank=True, help_text="Whose seconds these are: a new film starts at nothing"
    )
    credit = models.FloatField(
        default=0, help_text="Seconds not yet claimed since then: two devices report in turn"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity"], name="one_union_an_enrolment_and_activity"
            )
        ]


class SpanReport(models.Model):
    """One report by a player, as received; kept for 90 days."""

    # Two indexes besides the key, since the busiest write of the product pays for each: nobody asks by enrolment alone,
    # and what is old is found at the beginning of the table.
    uuid = models.UUIDField(unique=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT)
    spans = models.JSONField()
    received_at = models.DateTimeField()
    accepted = models.BooleanField(default=True)
    told = models.JSONField(
        default=dict, help_text="The client's own clock, counter and rate: a note, never used"
    )
