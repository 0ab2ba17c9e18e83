"""Make the studio's groups, or bring them up to date; safe to repeat.

Example: manage.py ensure_groups
"""

from typing import Any

from common.commands import PlainCommand
from content.services.groups import ensure_groups


class Command(PlainCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Nhóm “{ensure_groups().name}” đã sẵn sàng.")
