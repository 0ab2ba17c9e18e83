"""A finished page that waits for the agency's own signature; gone once the signed file has come back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.register import Certificate
from certificates.storage import private_storage


class Draft(models.Model):
    """The bytes that go out to be signed: the file that comes back must begin with exactly these."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="draft")
    file = models.FileField(storage=private_storage, max_length=200)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True, help_text="Last time it went out to be signed.")

    class Meta:
        verbose_name = _("giấy chứng nhận chờ ký")
