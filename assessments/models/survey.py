"""Surveys: a form in versions, answers that nobody can lead back to a person, and who has answered, kept apart."""

import secrets
import uuid
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Enrolment
from people.models import OrgUnit

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another on a poster
SMALLEST_GROUP = 10


def new_code() -> str:
    """Six letters: short in a QR code, a billion of them."""
    return "".join(secrets.choice(LETTERS) for _place in range(6))


def unordered() -> int:
    """A key that tells nothing about the order in which rows were written."""
    return secrets.randbelow(2**62) + 1


class SurveyState(models.TextChoices):
    """Where a survey stands on a day."""

    DRAFT = "draft", _("Đang soạn")
    SOON = "soon", _("Chưa đến ngày mở")
    OPEN = "open", _("Đang lấy ý kiến")
    CLOSED = "closed", _("Đã đóng")


class Survey(models.Model):
    """What is being written (`draft`), who owns it, and when it may be answered; `published` is the newest version."""

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        OPEN = "open", _("Lấy ý kiến chung")
        COURSE = "course", _("Sự hài lòng sau khóa học")
        SESSION = "session", _("Sau buổi tập huấn")
        COMMUNE = "commune", _("Dịch vụ của xã, phường")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    title = models.CharField(max_length=200)
    intro = models.CharField(max_length=600, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OPEN)
    owner = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="surveys")
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="surveys"
    )
    anonymous = models.BooleanField(
        default=True, help_text="Otherwise the page offers to leave a name and number."
    )
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True, help_text="The last day.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="By hand, before its last day.")
    threshold = models.PositiveSmallIntegerField(
        default=SMALLEST_GROUP, validators=[MinValueValidator(SMALLEST_GROUP), MaxValueValidator(100)]
    )
    satisfied_from = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(2), MaxValueValidator(5)], help_text="Of a scale of 1 to 5."
    )
    goal_percent = models.PositiveSmallIntegerField(
        default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    results_public = models.BooleanField(default=False)
    draft = models.JSONField(default=list, help_text="Bodies of items, see assessments.surveys.items")
    published = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phiếu lấy ý kiến")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=SMALLEST_GROUP), name="no_group_of_a_survey_below_ten"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
                name="a_survey_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=True) | Q(kind="course"),
                name="only_a_course_survey_names_a_course",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, day: date) -> SurveyState:
        """Whether it may be answered on a day."""
        if not self.published:
            return SurveyState.DRAFT
        if self.closed_at or (self.closes_on and self.closes_on < day):
            return SurveyState.CLOSED
        return SurveyState.SOON if day < self.opens_on else SurveyState.OPEN


class SurveyVersion(models.Model):
    """What was asked, from a publication on; added, never changed (triggers)."""

    wagtail_reference_index_ignore = True

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    items = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="versions_of_a_survey_are_numbered")
        ]


class SurveyBatch(models.Model):
    """A pile of paper forms that a helper types in: `expected` is how many lie in it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="batches")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    expected = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(2000)])
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "unit", "label"], name="a_pile_of_paper_is_typed_once")
        ]


class SurveyResponse(models.Model):
    """One filled form; names no person, enrolment or address (docs/decisions/0042); never changed (triggers).

    `answered_on` of a learner's answer is the first day of the month: on the day itself one person alone may have
    finished the course. `key` is made with the page, so that a form sent twice is one answer.
    """

    wagtail_reference_index_ignore = True

    class Channel(models.TextChoices):
        WEB = "web", _("Trang web")
        QR = "qr", _("Mã QR")
        KIOSK = "kiosk", _("Máy đặt tại chỗ")
        PAPER = "paper", _("Từ phiếu giấy")
        LEARNER = "learner", _("Người học")

    id = models.BigAutoField(primary_key=True, default=unordered)
    key = models.UUIDField(unique=True, editable=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    answered_on = models.DateField()
    answers = models.JSONField(help_text="{id of the item: the answer in the shape of its kind}")
    batch = models.ForeignKey(SurveyBatch, on_delete=models.PROTECT, null=True, related_name="responses")
    place = models.PositiveIntegerField(null=True, help_text="Of a paper form in its batch.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="a_place_in_a_pile_is_taken_once"),
            models.CheckConstraint(
                condition=Q(channel="paper", batch__isnull=False, place__isnull=False)
                | ~Q(channel="paper") & Q(batch__isnull=True, place__isnull=True),
                name="only_paper_lies_in_a_pile",
            ),
        ]
        indexes = [
            models.Index(fields=["answered_on"], name="survey_answers_by_day")
        ]  # satisfaction of a period


class SurveyContact(models.Model):
    """What somebody left to be called back, where a survey offers it; may be removed, so it stands apart."""

    response = models.OneToOneField(SurveyResponse, on_delete=models.PROTECT, related_name="contact")
    text = models.CharField(max_length=200)


class SurveyVoid(models.Model):
    """A paper form that was typed wrongly: it no longer counts, and is typed again as another one."""

    response = models.OneToOneField(SurveyResponse, on_delete=models.PROTECT, related_name="void")
    reason = models.CharField(max_length=200)
    voided_at = models.DateTimeField()
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class SurveyTicket(models.Model):
    """That a learner has answered, never what: no day, and a key without order, so that nothing lines up."""

    id = models.BigAutoField(primary_key=True, default=unordered)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tickets")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "enrolment"], name="one_answer_a_learner")]
