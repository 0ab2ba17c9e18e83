"""The forms that paper takes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """The values stand in addresses."""

    A4 = "a4", _("Tờ A4")
    BOOKLET = "a5", _("Sổ nhỏ A5, in hai mặt rồi gấp đôi")
    LARGE = "chu-to", _("Tờ A4 chữ to")
    GUIDE = "huong-dan", _("Tờ cho người hướng dẫn, buổi 10 phút")
    POSTER = "ap-phich", _("Áp phích có mã QR cho nhà văn hóa ấp")


WHOLE = "toan-van"  # a document's text on A4; its "a4" is the sheet about it, as it was before texts were set
FOR_MATERIALS = [Form.A4, Form.POSTER]
FOR_READABLE = [WHOLE, Form.BOOKLET, Form.LARGE]  # of a document that we can read, all that it says
DOCUMENT_LABELS = {
    Form.A4: _("Tờ giới thiệu có mã QR, A4"),
    WHOLE: _("Toàn văn, tờ A4"),
    Form.BOOKLET: _("Toàn văn, sổ nhỏ A5, in hai mặt rồi gấp đôi"),
    Form.LARGE: _("Toàn văn, chữ to"),
    Form.POSTER: Form.POSTER.label,
}
IN_LEDGER = [*Form.choices, (WHOLE, DOCUMENT_LABELS[WHOLE])]
FOR_LESSONS = [one for one in Form if one != Form.POSTER]  # a lesson is not open to whoever passes the hall
