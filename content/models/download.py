"""How often a material was taken away: a sum of a day, no row stands for a person."""

from django.db import models


class MaterialTally(models.Model):
    """`material` is the page's translation key: it outlives the page, and a copy has one of its own."""

    material = models.UUIDField()
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "day"], name="takings_are_summed_by_day")]
