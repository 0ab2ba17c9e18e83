"""Sees to it that every commune of today has a page at an address that stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from common.clock import local_day
from common.vietnamese import fold
from content import shelf
from content.models import CommuneIndexPage, CommunePage
from content.public_cache import forget_public_pages
from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.queries.units import units_on


@dataclass(frozen=True)
class Made:
    """How many pages are new, and how many went on with the next version of their commune."""

    new: int
    moved_on: int


@transaction.atomic
def ensure_commune_pages(*, at: datetime) -> Made:
    """Harmless to repeat. A dissolved commune keeps its page, which leads to the one it went into."""
    day, tree = local_day(at), UnitTree.load()
    index = CommuneIndexPage.objects.get()
    pages = {page.unit_id: page for page in CommunePage.objects.select_related("unit")}
    new = moved_on = 0
    for unit in units_on(day).filter(level=Level.COMMUNE, is_office=False):
        if unit.pk in pages:
            continue
        former = _same_commune(unit, pages, tree)
        if former:
            _go_on(former, unit)
            moved_on += 1
        else:
            _make(index, unit, at)
            new += 1
    forget_public_pages()
    return Made(new, moved_on)


def _same_commune(unit: OrgUnit, pages: dict[int | None, CommunePage], tree: UnitTree) -> CommunePage | None:
    """A page of an earlier version under the same code and name: only its parent or dates changed."""
    for former in tree.predecessors(unit.pk) | {one.id for one in tree.with_code(unit.code)}:
        page = pages.get(former)
        if page and page.unit and (page.unit.code, page.unit.full_name) == (unit.code, unit.full_name):
            return page
    return None


def _go_on(page: CommunePage, unit: OrgUnit) -> None:
    CommunePage.objects.filter(pk=page.pk).update(unit=unit)
    page.unit = unit
    if page.live:
        shelf.put(page)


def _make(index: CommuneIndexPage, unit: OrgUnit, at: datetime) -> None:
    slug = slugify(fold(unit.full_name))
    if CommunePage.objects.filter(slug=slug).exists():  # two communes of one name
        slug = f"{slug}-{unit.code}"
    page = CommunePage(
        title=unit.full_name, slug=slug, unit=unit, first_published_at=at, last_published_at=at
    )
    index.refresh_from_db()
    index.add_child(instance=page)  # live without a revision: nobody wrote anything yet
    shelf.put(page)
