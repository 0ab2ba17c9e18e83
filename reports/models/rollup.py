"""Figures kept ready: disposable, made from the record alone, see decision 0050.

No foreign keys to people and units: rows may outlive what they were counted from until they are counted again.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from reports.models.target import Target

FOREVER = date.max


class RollUp(models.Model):
    """One counting of a whole target under one definition and one tree of units (`mark`); only a ready one is read.

    `version` changes with every later write, so that a reader notices one between two of its questions.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="roll_ups")  # derived
    mark = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    version = models.PositiveBigIntegerField(default=0)


class TargetSpan(models.Model):
    """One person toward a target from `starts_on` until before `ends_on`: by which post they count, and as what.

    `unit` is the post's own unit; where its people stand on a map of whichever day, the tree says.
    """

    roll_up = models.ForeignKey(RollUp, on_delete=models.CASCADE, db_index=False)  # derived
    person = models.BigIntegerField(help_text="Key of the Person.")
    unit = models.BigIntegerField(help_text="Key of the OrgUnit.")
    kind = models.CharField(
        max_length=16,
        help_text="A Standing; who is missing by the group of chase.py, of whom too little is known by an Unknown.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField(default=FOREVER)
    completed_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=24, blank=True, help_text="Of the post.")
    started_on = models.DateField(null=True)
    due_on = models.DateField()
    learnt_at = models.BigIntegerField(
        null=True, help_text="Of who has completed: the unit where they stood then, as it was called then."
    )
    gender = models.CharField(max_length=4, blank=True, help_text="As the register says it.")
    born = models.DateField(null=True, help_text="Of whom only the year is known: its first day.")
    name = models.CharField(max_length=800, help_text="The sort key of the Person, by which lists are read.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="a_span_lasts_a_day")
        ]
        indexes = [
            # Counting one again; how many of a list are called as somebody searches.
            models.Index(fields=["roll_up", "person", "ends_on", "starts_on", "kind"], name="span_by_person"),
            # Long lists, whose every page is found by passing whoever stands before it without reading a row.
            models.Index(
                fields=[
                    "roll_up",
                    "name",
                    "person",
                    "ends_on",
                    "starts_on",
                    "kind",
                    "gender",
                    "born",
                    "unit",
                    "due_on",
                    "started_on",
                    "category",
                ],
                name="span_by_name",
            ),
            # How many stand in a part by gender, progress or category, and who they are, without reading a row;
            models.Index(
                fields=[
                    "roll_up",
                    "kind",
                    "gender",
                    "ends_on",
                    "starts_on",
                    "unit",
                    "person",
                    "due_on",
                    "started_on",
                    "category",
                ],
                name="span_by_gender",
            ),
            # and of an age, which is another range of days of birth on every day.
            models.Index(
                fields=["roll_up", "kind", "born", "ends_on", "starts_on", "gender", "unit", "person"],
                name="span_by_birth",
            ),
            models.Index(fields=["roll_up", "unit", "kind"], name="span_by_unit"),  # the names behind a cell
        ]


class Length(models.IntegerChoices):
    """What one step adds up."""

    DAY = 0
    MONTH = 1
    YEAR = 2

    def begin(self, day: date) -> date:
        """The first day of the day's own month or year."""
        return day.replace(day=1, month=1) if self is Length.YEAR else day.replace(day=1) if self else day


class TargetStep(models.Model):
    """By how much a count changed on a day; counts of any day are the sum of the steps until then.

    Under the first of a month or year stands the sum of its days, or every figure would read every day.
    """

    roll_up = models.ForeignKey(RollUp, on_delete=models.CASCADE, db_index=False)  # derived
    length = models.PositiveSmallIntegerField(choices=Length.choices)
    day = models.DateField()
    unit = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    change = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roll_up", "length", "day", "unit", "kind"], name="a_step_is_kept_once"
            )
        ]


class Touched(models.Model):
    """Whose standing may have changed since it was counted; written by triggers, see reports.triggers.

    Never one row a person: the reader of a row may not yet see the facts of the next writer.
    """

    person = models.BigIntegerField(null=True)
    enrolment = models.BigIntegerField(null=True)
    at = models.DateTimeField()
