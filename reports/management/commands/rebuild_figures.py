"""`rebuild_figures`: compare the figures kept ready with the record, or count them anew."""

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from reports.models import RollUp, Target
from reports.queries.kept_marks import can_be_kept
from reports.services.rollup_check import check_all
from reports.services.rollups import catch_up, count_whole, forget_old


class Command(PlainCommand):
    """Check or write; a check that finds drift ends with code 1."""

    help = (
        "Figures kept ready are made from the record alone. --check compares every span and count with it "
        "(exit code 1 when one differs), --write counts them anew. Example: manage.py rebuild_figures --check"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", nargs="?", help="with --write: only this target's code")
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--check", action="store_true", help="report only")
        how.add_argument("--write", action="store_true", help="count anew from the record")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        if options["write"]:
            done = self._write(options["target"])
            told = {"all": done, "seconds": _seconds(began)}
            self.stdout.write(_("Đã tính lại số liệu của %(all)s chỉ tiêu, %(seconds)s giây.") % told)
            return
        drifts = check_all(at=clock.now(), write=False)
        for drift in drifts:
            self.stdout.write(str(drift))
        told = {
            "all": RollUp.objects.filter(ready_at__isnull=False).count(),
            "drifts": len(drifts),
            "seconds": _seconds(began),
        }
        sentence = (
            _("%(all)s bảng số liệu, %(drifts)s bảng sai lệch so với sổ ghi nhận, %(seconds)s giây.") % told
        )
        if drifts:
            raise CommandError(sentence)
        self.stdout.write(sentence)

    def _write(self, code: str | None) -> int:
        targets = [target for target in Target.objects.all() if can_be_kept(target)]
        if code:
            targets = [target for target in targets if target.code == code]
            if not targets:
                raise DomainError(_("Không có chỉ tiêu “%(code)s” tính theo người.") % {"code": code})
        at = clock.now()
        for target in targets:
            count_whole(target=target, at=at)
        catch_up(at=at)
        forget_old(at=at)
        return len(targets)


def _seconds(began: float) -> float:
    return round(time.monotonic() - began, 1)
