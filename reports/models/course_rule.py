"""Courses given by themselves: a target whose rule says who counts also says who is given what; and each gift."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Enrolment, LearningEvent
from reports.models.target import Target


class CourseRule(models.Model):
    """Whoever counts for the target is given these courses until it ends; `undone_at`: what nobody began goes back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="course_rules")
    courses = models.ManyToManyField(Course, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("quy tắc tự giao khóa học")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(ended_at=None), name="a_target_has_one_running_course_rule"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(ended_at__isnull=False),
                name="an_undone_course_rule_has_ended",
            ),
        ]


class CourseGift(models.Model):
    """One enrolment that a rule made, by which fact, and what became of it; never deleted."""

    class State(models.TextChoices):
        """Given and kept count as given: they are not given a second time."""

        GIVEN = "da_giao", _("Đã giao")
        LEFT = "da_roi", _("Thu lại: không còn thuộc diện")
        UNDONE = "hoan_tac", _("Thu lại: đã hoàn tác")
        KEPT = "giu", _("Giữ lại: đã vào học")

    STANDING = (State.GIVEN, State.KEPT)

    rule = models.ForeignKey(CourseRule, on_delete=models.PROTECT, related_name="gifts")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(LearningEvent, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.GIVEN)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event"], name="a_fact_of_giving_is_noted_once")]
