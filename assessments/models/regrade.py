"""Grading again: a decision on versions of a question that stands for every paper holding them, and whom it changes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.kinds import remedies
from assessments.models.attempt import Attempt
from assessments.models.question import Question, QuestionVersion
from assessments.models.quiz import Quiz


class Regrade(models.Model):
    """Asked for, reckoned, looked at, then applied; from `applied_at` on it is how these versions are graded."""

    class Policy(models.TextChoices):
        UNDER = remedies.UNDER, _("Chấm theo đáp án của bản khác")
        ACCEPT = remedies.ACCEPT, _("Nhận thêm một đáp án")
        FULL = remedies.FULL, _("Hủy câu: mọi người được trọn điểm")
        OUT = remedies.OUT, _("Hủy câu: bỏ khỏi tổng điểm của đề")
        ORIGINAL = remedies.ORIGINAL, _("Trở về đáp án lúc ra đề")
        AGAIN = remedies.AGAIN, _("Chấm lại cả bài kiểm tra")

    class Lost(models.TextChoices):
        """What becomes of a pass that the new key does not give."""

        KEEP = "keep", _("Giữ kết quả đạt đã có")
        WITHDRAW = "withdraw", _("Thu hồi kết quả đạt")

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang tính thử")
        PREVIEWED = "previewed", _("Chờ xác nhận")
        RUNNING = "running", _("Đang chấm lại")
        DONE = "done", _("Đã chấm lại")
        FAILED = "failed", _("Không làm được")
        CANCELLED = "cancelled", _("Đã bỏ")

    WORKING = (State.DRAFT, State.RUNNING)
    OPEN = (State.DRAFT, State.PREVIEWED, State.RUNNING, State.FAILED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="regrades")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, null=True, related_name="regrades")
    versions = models.ManyToManyField(QuestionVersion, related_name="regrades")
    policy = models.CharField(max_length=8, choices=Policy.choices)
    under = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, null=True, related_name="+")
    accepted = models.JSONField(null=True, help_text="Option id, text or number that is right as well.")
    lost = models.CharField(max_length=8, choices=Lost.choices, default=Lost.KEEP)
    reason = models.CharField(max_length=300, help_text="Learners read it beside their result.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    counts = models.JSONField(
        default=dict, help_text="{seen, open, changed, up, down, passes, kept, withdrawn, held}"
    )

    # Who works on it: compare-and-set on the token; `cursor` is the last attempt of a step that is in the database.
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Since the last step.")
    cursor = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=True) ^ Q(quiz__isnull=True),
                name="a_regrade_is_of_a_question_or_of_a_quiz",
            ),
            models.CheckConstraint(
                condition=~Q(policy="under") | Q(under__isnull=False),
                name="a_regrade_under_a_version_names_it",
            ),
            # Two at a time would each have reckoned without the other.
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state__in=["draft", "previewed", "running", "failed"]),
                name="one_open_regrade_a_question",
            ),
            models.UniqueConstraint(
                fields=["quiz"],
                condition=Q(state__in=["draft", "previewed", "running", "failed"]),
                name="one_open_regrade_a_quiz",
            ),
        ]

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def subject(self) -> str:
        """What is graded again, for a heading."""
        return self.question.text if self.question else self.quiz.activity.title  # type: ignore[union-attr]


class RegradeChange(models.Model):
    """One attempt whose result differs: as reckoned until the regrade is applied, then as it was done."""

    class Outcome(models.TextChoices):
        SCORE = "score", _("Chỉ đổi điểm")
        PASSES = "passes", _("Nay đạt")
        KEPT = "kept", _("Giữ kết quả đạt")
        WITHDRAWN = "withdrawn", _("Thu hồi kết quả đạt")
        HELD = "held", _("Đã có giấy chứng nhận, chờ nhân sự quyết định")

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="changes")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrade_changes")
    score_before = models.DecimalField(max_digits=8, decimal_places=2)
    score_after = models.DecimalField(max_digits=8, decimal_places=2)
    of_after = models.DecimalField(max_digits=8, decimal_places=2)
    passed_before = models.BooleanField()
    passed_after = models.BooleanField(help_text="What the key gives now; a pass may be kept in spite of it.")
    certified = models.BooleanField(default=False, help_text="A certificate stands for the enrolment.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_at = models.DateTimeField(null=True, help_text="When HR decided on a held pass.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regrade", "attempt"], name="one_change_an_attempt")]
        indexes = [models.Index(fields=["outcome", "decided_at"], name="held_passes")]  # what waits for HR
