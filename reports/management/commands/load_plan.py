"""Load the targets of plan 202/KH-UBND (or of another file of the same form); known codes are left alone.

Example: manage.py load_plan --course chuyen-doi-so
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from common import clock
from common.commands import PlainCommand
from courses.models import Course
from reports.services.plan_files import Wishes, load_plan

FILE = Path(settings.BASE_DIR) / "data" / "plan_202_targets.toml"


class Command(PlainCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=FILE)
        parser.add_argument("--course", action="append", default=[], metavar="CODE", help="counts for people")

    def handle(self, *args: Any, **options: Any) -> None:
        courses = list(Course.objects.filter(code__in=options["course"]))
        if len(courses) < len(set(options["course"])):
            known = {course.code for course in courses}
            raise CommandError(f"Không có khóa học: {', '.join(sorted(set(options['course']) - known))}")
        made = load_plan(options["file"], at=clock.now(), by=None, wishes=Wishes(courses))
        self.stdout.write(f"Đã đặt {len(made)} chỉ tiêu.")
