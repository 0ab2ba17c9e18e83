"""With or without a line: what was already counted, what a phone's owner claimed, and where one loads at no cost."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Activity
from people.models import OrgUnit, Person


class SignReceipt(models.Model):
    """A press kept on a phone was counted: sent again, it counts no more. Says neither what was pressed nor where."""

    uuid = models.UUIDField(unique=True)
    day = models.DateField(help_text="Of receipt; receipts are let go after a year.")

    class Meta:
        indexes = [models.Index(fields=["day"], name="receipts_by_day")]  # the nightly sweep


class ClaimedTutorial(models.Model):
    """A tutorial that somebody had understood on a phone without an account, and then said was theirs."""

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the phone: claimed once, by one."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claimed_tutorials")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    understood_on = models.DateField(help_text="As the phone reckoned, bounded by the server.")
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["-understood_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "activity"], name="one_claim_a_person_and_tutorial")
        ]


class WifiPoint(models.Model):
    """A place with free wifi where villagers load lessons: a hall, a commune office, a post office."""

    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="wifi_points", verbose_name=_("xã, phường")
    )
    name = models.CharField(_("tên nơi"), max_length=120, help_text=_("Ví dụ: Nhà văn hóa ấp 3"))
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    network = models.CharField(_("tên mạng wifi"), max_length=60, blank=True)
    hours = models.CharField(_("giờ mở cửa"), max_length=120, blank=True)
    note = models.CharField(
        _("ghi chú"), max_length=200, blank=True, help_text=_("Ví dụ: hỏi ai để lấy mật khẩu")
    )
    is_open = models.BooleanField(_("đang mở"), default=True)

    class Meta:
        verbose_name = _("điểm wifi")
        verbose_name_plural = _("điểm wifi")
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_wifi_point_a_name_and_unit")
        ]

    def __str__(self) -> str:
        return self.name
