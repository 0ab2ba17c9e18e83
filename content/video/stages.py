"""What a conversion is doing, in words for the studio."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Written to VideoJob.stage."""

    PROBE = "probe", _("Đang xem tệp")
    CONVERT = "convert", _("Đang chuyển đổi")
    POSTER = "poster", _("Đang lấy hình đại diện")
    PUBLISH = "publish", _("Đang lưu các bản")
