"""What comes after issue: which certificate took another's place and why, and how long a course's certificates stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.models.register import Certificate
from courses.models import Course


class Replacement(models.Model):
    """A new document in place of an old one; both numbers stay in the register, with the reason."""

    class Kind(models.TextChoices):
        CORRECTION = "dinh_chinh", _("Đính chính: giấy in sai so với giấy tờ của người học")
        NAME_CHANGE = "doi_ten", _("Người học đã đổi họ, tên")
        RESTORED = "cap_lai", _("Cấp lại sau khi thu hồi")

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="replaced")
    successor = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="replaces")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=300)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(certificate=F("successor")), name="a_certificate_does_not_replace_itself"
            )
        ]


class Validity(models.Model):
    """How long certificates of a course stand and what renews them.

    Asked once, when a certificate is issued: its last day is frozen then, and a later change of the rule touches none.
    """

    course = models.OneToOneField(Course, on_delete=models.PROTECT, related_name="certificate_validity")
    months = models.PositiveSmallIntegerField(_("có giá trị (tháng)"))
    renewal_months = models.PositiveSmallIntegerField(_("được học lại trước khi hết hạn (tháng)"))
    renewed_by = models.ManyToManyField(
        Course, related_name="renews", blank=True, verbose_name=_("khóa học để gia hạn")
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=600), name="a_validity_is_a_time"),
            models.CheckConstraint(
                condition=Q(renewal_months__lte=F("months")), name="renewal_does_not_open_before_issue"
            ),
        ]
