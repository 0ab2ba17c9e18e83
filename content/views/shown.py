"""The tutorial of an address, or not found; what was withdrawn is said to be withdrawn."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page

from common.errors import DomainError
from content import queries
from content.models import MaterialPage, ShelfItem, TutorialPage
from courses.models import ActivityVersion


@dataclass(frozen=True)
class Shown:
    """What stands on the shelf, and its published version."""

    item: ShelfItem
    version: ActivityVersion


def shown_tutorial(slug: str) -> Shown:
    """Two in one query."""
    item = queries.tutorial(slug)
    if item is None or item.version is None:
        raise nothing_at(slug)
    return Shown(item, item.version)


def nothing_at(slug: str, model: type[Page] = TutorialPage) -> Exception:
    """Old paper and passed-on links lead here: their readers typed nothing wrong. Drafts stay unknown."""
    was_public = model.objects.filter(slug=slug, first_published_at__isnull=False).exists()
    return withdrawn(model) if was_public else Http404()


def withdrawn(model: type[Page]) -> DomainError:
    """The same words wherever one comes from."""
    said = {
        TutorialPage: _("Bài này không còn phát hành. Bà con xem các bài khác ở trang đầu."),
        MaterialPage: _("Tài liệu này không còn phát hành. Bà con xem các tài liệu khác ở mục Tài liệu."),
    }
    return DomainError(said[model], status=404)
