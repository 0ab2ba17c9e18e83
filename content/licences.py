"""Under which licence something may be taken over, as a closed list: a clerk must not have to write law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Creative Commons in its international version 4.0, official texts, or a permission given to this site alone."""

    FREE = "tu-do", _("Văn bản nhà nước, ai cũng được dùng lại")
    BY = "cc-by", _("CC BY 4.0: dùng lại, ghi tên tác giả")
    BY_SA = "cc-by-sa", _("CC BY-SA 4.0: dùng lại, ghi tên, chia sẻ cùng giấy phép")
    BY_NC = "cc-by-nc", _("CC BY-NC 4.0: dùng lại, ghi tên, không bán")
    HERE = "o-day", _("Được phép đăng trên Lớp Số, dùng nơi khác phải hỏi tác giả")


DEEDS = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/deed.vi",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.vi",
    Licence.BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.vi",
}
REUSABLE = [licence.value for licence in Licence if licence is not Licence.HERE]


def label_of(value: str) -> str:
    """In words; empty for none."""
    return str(Licence(value).label) if value in Licence.values else ""
