"""Freeze a figure with everything that is needed to recompute it; prints the run's number as JSON.

Example: manage.py run_report cbql-100 --as-of 14/12/2026 --frame day
         manage.py run_report --cycle 2026-nam
"""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from common import clock
from common.commands import PlainCommand
from common.cutoffs import parse_day, parse_moment
from common.errors import DomainError
from reports.models import ReportCycle, ReportRun, Target
from reports.queries.figures import Frame
from reports.queries.runs import printed
from reports.services.runs import freeze_cycle, run_target


class Command(PlainCommand):
    help = __doc__ or ""

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", nargs="?", metavar="CODE", help="a target's code, see figures --list")
        parser.add_argument("--cycle", metavar="CODE", help="freeze this report cycle instead")
        parser.add_argument("--as-of", metavar="DATE", help="31/12/2026 or 2026-12-31; today when left out")
        parser.add_argument("--cutoff", metavar="MOMENT", help="only what was recorded until then")
        parser.add_argument("--frame", choices=[frame.value for frame in Frame], default="day")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["target"]) == bool(options["cycle"]):
            raise DomainError("Hãy ghi mã một chỉ tiêu, hoặc --cycle và mã đợt báo cáo.")
        if options["cycle"] and (options["as_of"] or options["cutoff"]):
            raise DomainError("Ngày và giờ chốt của đợt báo cáo đã có sẵn: bỏ --as-of và --cutoff.")
        run = self._cycle(options["cycle"]) if options["cycle"] else self._target(options)
        self.stdout.write(json.dumps(_told(run), ensure_ascii=False, indent=1))

    def _cycle(self, code: str) -> ReportRun:
        cycle = ReportCycle.objects.filter(code=code).first()
        if cycle is None:
            known = ", ".join(ReportCycle.objects.values_list("code", flat=True)) or "chưa có đợt nào"
            raise DomainError(f"Không có đợt báo cáo “{code}” ({known}).")
        return freeze_cycle(cycle=cycle, at=clock.now(), by=None)

    def _target(self, options: dict[str, Any]) -> ReportRun:
        target = Target.objects.filter(code=options["target"]).first()
        if target is None:
            raise DomainError(f"Không có chỉ tiêu “{options['target']}”. Xem: manage.py figures --list")
        as_of = parse_day(options["as_of"]) if options["as_of"] else clock.today()
        if as_of > clock.today():
            raise DomainError("Ngày của số liệu không thể sau hôm nay.")
        return run_target(
            target=target,
            as_of=as_of,
            cutoff=parse_moment(options["cutoff"]) if options["cutoff"] else None,
            frame=Frame(options["frame"]),
            at=clock.now(),
            by=None,
        )


def _told(run: ReportRun) -> dict[str, Any]:
    totals = printed(run).totals
    counts = ("numerator", "denominator", "excluded")
    return {
        "run": str(run.uuid),
        "cycle": run.cycle.code if run.cycle else None,
        "as_of": run.as_of.isoformat(),
        "cutoff": run.cutoff.isoformat(),
        "frame": run.frame,
        "rows": run.row_count,
        "sha256": run.rows_sha256,
        "targets": {code: {name: row[name] for name in counts} for code, row in totals.items()},
    }
