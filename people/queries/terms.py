"""Questions about the editable lists."""

from datetime import date

from people.models import PostingCategory, RoleKind
from people.models.terms import Term


def category_names() -> dict[str, str]:
    """Names by the code that stands in postings."""
    return dict(PostingCategory.objects.values_list("code", "name"))


def categories_on(day: date) -> list[tuple[str, str]]:
    """What may be given to a post that begins on the day."""
    return _choices(list(PostingCategory.objects.all()), day)


def roles_on(day: date) -> list[tuple[str, str]]:
    """The programme roles that may be given on the day."""
    return _choices(list(RoleKind.objects.all()), day)


def _choices(terms: list[PostingCategory] | list[RoleKind], day: date) -> list[tuple[str, str]]:
    in_use: list[Term] = [term for term in terms if term.in_use_on(day)]
    return [(term.code, term.name) for term in in_use]
