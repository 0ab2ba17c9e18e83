"""A course and its releases: a release is to a course what a commit is to a tree."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from people.models import OrgUnit


class Audience(models.TextChoices):
    """The four audiences of plan IV.1.a, and organisations."""

    PARTY = "cap_uy", _("Cấp ủy")
    GOVERNMENT = "chinh_quyen", _("Chính quyền")
    CADRE = "can_bo", _("Cán bộ")
    RESIDENT = "dan_cu", _("Cộng đồng dân cư")
    ORGANISATION = "to_chuc", _("Đoàn thể, tổ chức")


class Family(models.TextChoices):
    """The two families of plan III.2: who carries the programme out, and whom it serves."""

    IMPLEMENTERS = "thuc_hien", _("Đội ngũ thực hiện")
    BENEFICIARIES = "thu_huong", _("Người dân, cộng đồng")

    @classmethod
    def of(cls, audience: str) -> "Family":
        """The family of one audience."""
        return next(family for family in cls if audience in family.audiences)

    @property
    def audiences(self) -> list[str]:
        """The audiences of the family; Front and unions belong to the political system (plan III.2.b)."""
        open_to_all = [Audience.RESIDENT.value]
        if self is Family.BENEFICIARIES:
            return open_to_all
        return [audience for audience in Audience.values if audience not in open_to_all]


class Course(models.Model):
    """What the catalogue lists and a certificate names."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.CADRE)
    owner_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1, default=0, help_text="tiết")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title

    @property
    def family(self) -> Family:
        """Rostered people who must learn it, or anybody who likes."""
        return Family.of(self.audience)

    @property
    def is_for_implementers(self) -> bool:
        return self.family == Family.IMPLEMENTERS


class CourseRelease(models.Model):
    """An ordered, frozen outline; enrolments are pinned to one."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    hours = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    notes = models.TextField(blank=True)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="releases_are_numbered_once")
        ]
        ordering = ["course", "number"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class ReleaseItem(models.Model):
    """One activity of a release and what completes it.

    `rule`: {"kind": "watch", "share": 0.9} | {"kind": "read", "seconds": 60} | {"kind": "quiz"},
    which a pass completes, or {"kind": "quiz", "submitted": true}, which handing it in completes.
    """

    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="release_items")
    minimum_version = models.PositiveIntegerField(default=1)
    required = models.BooleanField(default=True)
    rule = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "position"], name="a_place_in_a_release_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["release", "activity"], name="an_activity_stands_once_in_a_release"
            ),
        ]
        ordering = ["release", "position"]
