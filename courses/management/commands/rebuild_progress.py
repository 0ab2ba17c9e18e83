"""`rebuild_progress`: fold the whole record again and compare it with the stored progress."""

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from common.commands import PlainCommand
from courses.models import Enrolment
from courses.services.progress import rebuild

SHOWN = 20


class Command(PlainCommand):
    """Check or write; a check that finds drift ends with code 1."""

    help = (
        "Folds every learning event again. --check reports where stored progress differs from the record "
        "(exit code 1), --write corrects it. Example: manage.py rebuild_progress --check"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--check", action="store_true", help="report only")
        how.add_argument("--write", action="store_true", help="store what the record says")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        drifts = rebuild(write=options["write"])
        for drift in drifts[:SHOWN]:
            self.stdout.write(str(drift))
        figures = {
            "all": Enrolment.objects.count(),
            "drifts": len(drifts),
            "seconds": round(time.monotonic() - began, 1),
        }
        sentence = (
            _("%(all)s lượt ghi danh, %(drifts)s sai lệch so với sổ ghi nhận, %(seconds)s giây.") % figures
        )
        if drifts and options["check"]:
            raise CommandError(sentence)
        self.stdout.write(sentence)
