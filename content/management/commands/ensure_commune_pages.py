"""A public page for every commune of today; what editors wrote stays. Safe to repeat.

Example: manage.py ensure_commune_pages
"""

from typing import Any

from common import clock
from common.commands import PlainCommand
from content.services.communes import ensure_commune_pages
from content.services.page_editors import bring_editors_up_to_date


class Command(PlainCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        made = ensure_commune_pages(at=clock.now())
        bring_editors_up_to_date(on=clock.today())
        self.stdout.write(f"Trang xã, phường mới: {made.new}; đi tiếp theo đơn vị mới: {made.moved_on}.")
