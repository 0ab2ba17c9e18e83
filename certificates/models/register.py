"""The register and what was issued from it; a certificate's facts are frozen, corrections are new rows."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.rules.design import ACKNOWLEDGEMENT, PAPER_NAMES, kind_for
from certificates.storage import private_storage
from courses.models import Enrolment
from people.models import OrgUnit


class RegisterCounter(models.Model):
    """The last number given by an office in a year; locked while a number is taken, so there are no gaps."""

    office = models.ForeignKey(OrgUnit, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="one_register_an_office_and_year")
        ]


class Certificate(models.Model):
    """Exactly one per enrolment and issue; the PDF is immutable once made."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    serial = models.CharField(max_length=32, unique=True, help_text="Unguessable part of the check address.")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    issue = models.PositiveSmallIntegerField(default=1, help_text="2 for a reissue")
    office = models.ForeignKey(OrgUnit, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    expires_on = models.DateField(
        null=True, blank=True, db_index=True, help_text="The last day on which it stands, frozen at issue."
    )
    facts = models.JSONField(
        help_text="name, birth, position, unit, course, release, hours, mode, started_on, completed_on, result, events"
    )
    pdf = models.FileField(upload_to="certificates", storage=private_storage, max_length=200, blank=True)
    pdf_sha256 = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # a file handed in is looked up by it
    pdf_error = models.CharField(max_length=300, blank=True, help_text="Why the PDF could not be made yet.")
    signed = models.BooleanField(default=False)
    level = models.CharField(
        max_length=4,
        blank=True,
        db_default="",
        help_text="B-B, B-T or B-LT: what the signature carries with it.",
    )
    # Empty until it is drawn; the drawing names it.
    template_version = models.ForeignKey(
        "TemplateVersion", on_delete=models.PROTECT, null=True, related_name="certificates"
    )

    class Meta:
        verbose_name = _("giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "issue"], name="one_certificate_an_enrolment_and_issue"
            ),
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="a_register_number_is_given_once"
            ),
        ]

    @property
    def register_number(self) -> str:
        """As printed: 0412/2026."""
        return f"{self.number:04d}/{self.year}"

    @property
    def kind(self) -> str:
        """A certificate or an acknowledgement; those issued before the facts told it, as their course is."""
        told = self.facts.get("kind")
        return told or kind_for(implementers=self.enrolment.course.is_for_implementers)

    @property
    def is_acknowledgement(self) -> bool:
        """What a villager's lesson gives must not be called a certificate anywhere."""
        return self.kind == ACKNOWLEDGEMENT

    @property
    def paper_name(self) -> str:
        """The word at the top of the sheet."""
        return PAPER_NAMES[self.kind]


class Revocation(models.Model):
    """A certificate taken back, by whom and why; the certificate row itself stays."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT)
    reason = models.CharField(max_length=300)
    revoked_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
