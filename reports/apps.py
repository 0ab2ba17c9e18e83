"""Registers the app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """`reports`, see docs/decisions/0001."""

    name = "reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        """Say what a reorganisation of units touches here."""
        from people.unit_uses import name_use

        name_use(
            "reports.Target",
            _("chỉ tiêu chưa đến hạn"),
            standing=lambda rows, day: rows.filter(due_on__gte=day),
        )
        name_use(
            "reports.ReportCycle",
            _("đợt báo cáo"),
            standing=lambda rows, day: rows.filter(freeze_on__gte=day),
        )
        name_use(
            "reports.UnitReport",
            _("báo cáo định kỳ của đơn vị"),
            standing=lambda rows, day: rows.filter(cycle__freeze_on__gte=day),
        )
        name_use(
            "reports.SavedView",
            _("chế độ xem dùng chung"),
            standing=lambda rows, day: rows.filter(removed_at__isnull=True),
        )
        name_use(
            "reports.Campaign",
            _("phong trào thi đua chưa kết thúc"),
            standing=lambda rows, day: rows.filter(rounds__ends_on__gte=day).distinct(),
        )
        name_use(
            "reports.TrainingPlan",
            _("kế hoạch tập huấn của đơn vị"),
            standing=lambda rows, day: rows.filter(year__gte=day.year),
        )
        # What was closed or proposed stands under the unit of its day.
        name_use("reports.RoundRow", _("kết quả thi đua đã chốt"), standing=lambda rows, day: rows.none())
        name_use("reports.Nomination", _("đề nghị khen thưởng"), standing=lambda rows, day: rows.none())
        pre_migrate.connect(_take_triggers_off, sender=self)
        post_migrate.connect(_put_triggers_on, sender=self)


def _take_triggers_off(using: str, plan: Any = (), **_: Any) -> None:
    """A remade or altered table must not meet a trigger that names its columns."""
    if plan:
        _run(using, create=False)


def _put_triggers_on(using: str, plan: Any = (), **_: Any) -> None:
    """After migrations nobody heard of what they changed: every figure is counted anew."""
    from reports.models import RollUp

    _run(using, create=True)
    if plan and RollUp._meta.db_table in connections[using].introspection.table_names():
        RollUp.objects.using(using).update(mark="")


def _run(using: str, *, create: bool) -> None:
    from reports import touch_triggers

    connection = connections[using]
    known = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in touch_triggers.statements(connection.vendor, known=known, create=create):
            cursor.execute(statement)
