"""What a conversion is doing, in words for the studio."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Written to VideoJob.stage."""

    PROBE = "probe", _("Đang xem tệp")
    CONVERT = "convert", _("Đang chuyển đổi")
    POSTER = "poster", _("Đang lấy hình đại diện")
    SOUND = "sound", _("Đang đo và chỉnh độ to của tiếng")
    PACKAGE = "package", _("Đang chia đoạn để phát theo đường truyền")
    STORYBOARD = "storyboard", _("Đang làm hình xem trước theo thời gian")
    PUBLISH = "publish", _("Đang lưu các bản")
