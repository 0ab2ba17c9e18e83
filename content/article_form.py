"""The studio's form of articles: what is handed in for review is judged as what is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from content.page_form import PublishForm


class ArticleForm(PublishForm):
    """A reviewer should not be the first to notice that the source is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:  # communes of today, and the one that was chosen while it was one
            offered: Any = self.fields["unit"]
            offered.queryset = offered.queryset.filter(Q(valid_to=None) | Q(pk=self.instance.unit_id))

    def _post_clean(self) -> None:
        from content.readiness import why_not  # it knows all page models, and they name this form

        super()._post_clean()
        handed_in: Any = "action-submit" in self.data or "action-restart-workflow" in self.data
        if handed_in and not self.errors and (reason := why_not(self.instance)):
            self.add_error(None, ValidationError(reason))
