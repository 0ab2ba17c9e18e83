"""How films are watched, without persons: counts kept after the raw reports have expired."""

from django.db import models

from courses.models.activity import Activity


class ViewingCount(models.Model):
    """One stretch of one film in one lesson on one day; written again as a whole by services.viewing."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="viewing_counts")
    film = models.CharField(max_length=64, help_text="As in WatchedSpans")
    day = models.DateField()
    stretch = models.PositiveSmallIntegerField(help_text="Which part of the film, from 0")
    viewers = models.PositiveIntegerField(help_text="Who reached it for the first time that day")
    replays = models.FloatField(help_text="How often it was played again")
    counted_at = models.DateTimeField(help_text="Which reports are in it: those received before")
    stops = models.PositiveIntegerField(help_text="Sittings that ended here")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "film", "day", "stretch"], name="one_viewing_count_a_day_and_stretch"
            )
        ]
