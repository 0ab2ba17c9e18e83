"""Two records of one person made one, so that it can be undone; and pairs that are two people after all."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from people.models.person import Person


class PersonMerge(models.Model):
    """`gone` became `survivor`; everything that changed hands is in `moves`. See decision 0021."""

    stays_at_merge = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_in")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_out")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="nobody_is_merged_away_twice"
            ),
            models.CheckConstraint(condition=~Q(gone=F("survivor")), name="nobody_is_merged_into_themselves"),
        ]


class PersonMergeMove(models.Model):
    """One row that the merge changed: from what, to what (columns and values); undone from the last to the first.

    Without `before` the merge made the row.
    """

    merge = models.ForeignKey(
        PersonMerge, on_delete=models.CASCADE, related_name="moves"
    )  # part of the merge
    model = models.CharField(max_length=100, help_text="app.model in small letters")
    key = models.BigIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["model", "key"], name="merge_move_by_row")
        ]  # figures of an old cutoff


class NotTheSame(models.Model):
    """A pair that somebody has looked at and found to be two people; `first` has the smaller key."""

    stays_at_merge = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_judged_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_has_one_order"),
        ]
