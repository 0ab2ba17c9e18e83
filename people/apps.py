"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """`people`, see docs/decisions/0001."""

    name = "people"
    verbose_name = _("Con người và đơn vị")

    def ready(self) -> None:
        """Say what rows about a unit are called where a reorganisation counts them."""
        from people.unit_uses import name_use, open_posts

        name_use("people.Posting", _("vị trí công tác"), standing=open_posts)
        name_use("people.Scope", _("phạm vi phụ trách"))
        name_use("people.UnitParent", _("quan hệ cấp trên, cấp dưới"))
        name_use("people.UnitChange", _("thay đổi của lần sắp xếp sau"))
        name_use("people.PlannedChange", _("dòng trong bản sắp xếp khác"))
        name_use("people.PlannedMove", _("người trong bản sắp xếp khác"))
        for label, words in (
            ("people.Guidance", _("công văn, hướng dẫn đã gửi")),
            ("people.GuidanceUnit", _("lần nhận công văn, hướng dẫn")),
        ):
            name_use(label, words, standing=lambda rows, day: rows.none())  # history stays where it was
        name_use("people.AuditEntry", _("dòng nhật ký"))
