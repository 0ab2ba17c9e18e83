"""One deed for many people: the list as it was chosen, what is to be done, and what became of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Enrolment, LearningEvent
from people.models import Person
from reports.models.job import Job


class BulkDeed(Job):
    """Chosen, previewed, confirmed, done by a worker, and for a while undone; `undoing` says which way it goes."""

    class Kind(models.TextChoices):
        REMIND = "nhac", _("Nhắc học")
        ASSIGN = "giao", _("Giao khóa học")
        EXTEND = "gia-han", _("Gia hạn")
        EXCUSE = "mien", _("Miễn, có lý do")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.CharField(max_length=300, help_text="The list it was chosen from, in words.")
    back = models.CharField(max_length=1000, blank=True, help_text="That list's address.")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    text = models.CharField(max_length=300, blank=True, help_text="The reason, or what the reminder says.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undoing = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("việc hàng loạt")
        ordering = ["-asked_at", "-pk"]


class BulkLine(models.Model):
    """One person of a deed; `why` is a code of reports.bulk_words."""

    class State(models.TextChoices):
        IN = "in", _("Sẽ làm")
        OUT = "out", _("Để ngoài")
        DONE = "done", _("Đã làm")
        SKIPPED = "skipped", _("Không làm")
        UNDONE = "undone", _("Đã hoàn tác")
        KEPT = "kept", _("Giữ nguyên")

    moves_as = ""  # a line of a deed that is over; the survivor's record tells what came of it

    # The lines are the deed's own list and mean nothing without it; what was done stands in the record.
    deed = models.ForeignKey(BulkDeed, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.IN)
    why = models.CharField(max_length=20, blank=True)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey(
        LearningEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_before = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["deed", "state", "position"], name="bulk_line_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["deed", "position"], name="a_place_in_a_deed_is_taken_once")
        ]
