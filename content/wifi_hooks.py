"""The list of wifi points in the studio; whoever may change it is Wagtail's to say (a group of its own)."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from assessments.surveys.queries import communes_on
from common import clock
from content.models import WifiPoint
from people.models import OrgUnit

FIELDS = ("unit", "name", "address", "network", "hours", "note", "is_open")


class WifiPointForm(WagtailAdminModelForm):  # type: ignore[misc] # untyped
    """Offers the communes of today, and the one that stands there already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {unit.id for unit in communes_on(clock.today())} | {self.instance.unit_id}
        self.fields["unit"].queryset = OrgUnit.objects.filter(pk__in=offered - {None}).order_by("sort_key")


class WifiPoints(SnippetViewSet):  # type: ignore[misc] # untyped
    """One row a place, found by its name or commune; nothing is deleted that can be closed."""

    model = WifiPoint
    icon = "site"
    list_display = ["name", "unit", "network", "is_open"]
    list_filter = ["is_open"]
    search_fields = ["name", "unit__full_name"]
    edit_handler = ObjectList([FieldPanel(name) for name in FIELDS], base_form_class=WifiPointForm)


register_snippet(WifiPoints)
