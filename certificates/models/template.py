"""Templates of certificates: what is edited, its frozen versions, its pictures, and who uses which."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.rules.design import ACKNOWLEDGEMENT, CERTIFICATE, Design, from_json
from certificates.storage import private_storage
from courses.models import Course
from people.models import OrgUnit


class TemplateKind(models.TextChoices):
    """A villager's short lesson gives no certificate."""

    CERTIFICATE = CERTIFICATE, _("Giấy chứng nhận")
    ACKNOWLEDGEMENT = ACKNOWLEDGEMENT, _("Ghi nhận hoàn thành (bài ngắn của bà con)")


class CertificatePicture(models.Model):
    """A background, seal or signature as JPEG; found by its digest, never changed."""

    class Use(models.TextChoices):
        BACKGROUND = "nen", _("Nền")
        SEAL = "con-dau", _("Con dấu")
        SIGNATURE = "chu-ky", _("Chữ ký")

    use = models.CharField(_("dùng làm"), max_length=10, choices=Use.choices)
    title = models.CharField(_("tên hình"), max_length=80)
    file = models.FileField(upload_to="certificate-pictures", storage=private_storage, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("hình của mẫu giấy")
        ordering = ["use", "title", "pk"]
        permissions = [("use_seals", _("Dùng hình con dấu, chữ ký trong mẫu giấy"))]

    def __str__(self) -> str:
        return f"{self.get_use_display()}: {self.title}"


class CertificateTemplate(models.Model):
    """A name with versions; `active` is the one that new certificates are drawn with."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("tên mẫu"), max_length=120)
    code = models.CharField(
        max_length=20, null=True, unique=True, editable=False, help_text="Of a built-in one."
    )
    kind = models.CharField(
        _("loại"), max_length=20, choices=TemplateKind.choices, default=TemplateKind.CERTIFICATE
    )
    active = models.ForeignKey("TemplateVersion", on_delete=models.PROTECT, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mẫu giấy chứng nhận")
        verbose_name_plural = _("mẫu giấy chứng nhận")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """A design as it was saved; database triggers refuse every change, so what was issued keeps its look."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    design = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_versions_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.template}, {self.number}"

    def read(self) -> Design:
        """The design as the drawing needs it."""
        return from_json(self.design)


class TemplateDefault(models.Model):
    """What a course, or an office and the units below it, uses for a kind of paper."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True)
    office = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=TemplateKind.choices)
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="defaults")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=True) ^ Q(office__isnull=True),
                name="default_of_a_course_or_an_office",
            ),
            models.UniqueConstraint(fields=["course", "kind"], name="one_default_a_course_and_kind"),
            models.UniqueConstraint(fields=["office", "kind"], name="one_default_an_office_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.course or self.office}: {self.template}"
