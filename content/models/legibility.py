"""How high the small writing in a film is, measured once for the same bytes."""

from django.db import models


class Legibility(models.Model):
    """`height` is that of a tall letter as a share of the picture's short side; empty without writing."""

    source_sha256 = models.CharField(max_length=64, unique=True)
    pictures = models.PositiveSmallIntegerField(help_text="Looked at; 0 if the film could not be read")
    written = models.PositiveSmallIntegerField(help_text="With writing on them")
    height = models.FloatField(null=True)
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source_sha256
