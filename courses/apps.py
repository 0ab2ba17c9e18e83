"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """`courses`, see docs/decisions/0001."""

    name = "courses"
    verbose_name = _("Khóa học và sổ ghi nhận")

    def ready(self) -> None:
        """Say what a reorganisation of units touches here."""
        from people.unit_uses import name_use

        name_use("courses.Course", _("khóa học do đơn vị phụ trách"))
        name_use(
            "courses.Assignment",
            _("lượt giao khóa học đang chạy"),
            standing=lambda rows, day: rows.filter(ended_at__isnull=True),
        )
        name_use(
            "courses.TrainingSession",
            _("lớp tập huấn chưa kết thúc"),
            standing=lambda rows, day: rows.filter(state__in=("draft", "open", "running")),
        )
        name_use(
            "courses.SessionPartner",
            _("lần phối hợp tổ chức lớp tập huấn"),
            standing=lambda rows, day: rows.filter(session__state__in=("draft", "open", "running")),
        )
        name_use(
            "courses.PastClass",
            _("lớp tập huấn trước đây chưa ghi nhận"),
            standing=lambda rows, day: rows.filter(state__in=("reading", "checked", "waiting_approval")),
        )
        for label, words in (
            ("courses.PastRow", _("dòng trong lớp tập huấn trước đây")),
            ("courses.HelpSession", _("buổi hướng dẫn bà con")),
        ):
            name_use(label, words, standing=lambda rows, day: rows.none())  # history stays where it was
        name_use(
            "courses.Seat",
            _("chỗ trong lớp tập huấn chưa kết thúc"),
            standing=lambda rows, day: rows.filter(session__state__in=("draft", "open", "running")),
        )
