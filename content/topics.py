"""The seven everyday digital services of plan 202/KH-UBND, section IV.4.b, in the plan's order."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """One tile of the villagers' home; `icon` is a name of the Lucide sprite."""

    slug: str
    icon: str
    title: Any
    question: Any


TOPICS = (
    Topic(
        "dich-vu-cong", "landmark", _("Dịch vụ công trực tuyến"), _("Làm giấy tờ mà không phải đi nhiều lần")
    ),
    Topic("y-te-so", "heart-pulse", _("Y tế số"), _("Đi khám, xem thẻ bảo hiểm, xem sổ sức khỏe")),
    Topic("giao-duc-so", "graduation-cap", _("Giáo dục số"), _("Theo dõi con học, tìm bài giảng miễn phí")),
    Topic("mang-xa-hoi", "messages-square", _("Mạng xã hội"), _("Nói chuyện với người thân, tránh tin giả")),
    Topic("mua-ban", "store", _("Mua bán trực tuyến"), _("Bán trái cây, mua hàng cho đúng")),
    Topic("thanh-toan", "qr-code", _("Thanh toán điện tử"), _("Trả tiền, nhận tiền bằng điện thoại")),
    Topic("tien-ich", "globe", _("Tiện ích trên Internet"), _("Xem thời tiết, tìm đường, tìm tài liệu")),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}
CHOICES = [(topic.slug, topic.title) for topic in TOPICS]
