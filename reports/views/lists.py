"""From an address to the people it shows: the same on the page, in a file and in a deed for many."""

from uuid import UUID

from django.http import Http404, QueryDict

from people.models import Account, Person
from people.scope import visible_people
from people.views.desk import Desk
from people.views.people import chosen_unit, framed, keys_in_order
from reports.queries.selection import Selection, in_order, members_of, shown_of
from reports.views.page import FigurePage

MOST_TICKED = 1000


def selection_of(query: QueryDict, page: FigurePage) -> Selection:
    """The conditions in an address; a unit outside the scope does not exist for this person."""
    units = [unit_pk(page, text) for text in query.getlist("don-vi") if text]
    return Selection(
        units=tuple(units),
        standing=query.get("loai", ""),
        chase=query.get("nhom", ""),
        search=query.get("tim", "").strip(),
        community=page.form.group(),
        level=page.level,
        category=query.get("nhom-cb", ""),
        gender=query.get("gioi", ""),
        way=query.get("theo", ""),
        part=query.get("phan", ""),
        sort=query.get("sort", ""),
    )


def unit_pk(page: FigurePage, text: str) -> int:
    """The pk behind a unit's uuid, or a page that is not there."""
    try:
        wanted = UUID(text)
    except ValueError as error:
        raise Http404 from error
    for unit in page.facts.tree.units.values():
        if unit.uuid == wanted and (page.within is None or unit.id in page.within):
            return unit.id
    raise Http404


def people_of_figure(query: QueryDict, page: FigurePage) -> list[int]:
    """Everybody that the list of a figure shows, on all of its pages."""
    asked = selection_of(query, page)
    return in_order(page.figures, asked, shown_of(page.figures, asked, members_of(page.figures, asked)))


def people_of_cadres(query: QueryDict, account: Account, desk: Desk) -> list[int]:
    """Everybody that the list of cadres shows."""
    desk, _form = framed(desk, query)
    return keys_in_order(desk, query, chosen_unit(desk, query))


def people_ticked(uuids: list[str], desk: Desk) -> list[int]:
    """Those of the ticked rows whom the person may see; of others it is not told whether they exist."""
    known = []
    for text in uuids[:MOST_TICKED]:
        try:
            known.append(UUID(text))
        except ValueError:
            continue
    seen = visible_people(desk.account, desk.today, desk.tree)
    rows = Person.objects.filter(pk__in=seen.filter(uuid__in=known).order_by().values("pk"))
    return list(rows.order_by("sort_key", "pk").values_list("pk", flat=True))
