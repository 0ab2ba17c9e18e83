"""Load the demonstration province into an empty database.

Example: DEMO=1 manage.py load_demo
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from common.commands import PlainCommand
from common.errors import DomainError


class Command(PlainCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ nạp dữ liệu trình diễn khi DEMO=1. / Demonstration data needs DEMO=1.")
        from lms.demo.load import load

        try:
            load(lambda line: self.stdout.write(f"  {line}"))
        except DomainError as error:
            raise CommandError(str(error)) from error
