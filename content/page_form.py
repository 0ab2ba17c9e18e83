"""The studio's form of a page that becomes a record: refuses a publication that is not ready, in the form itself."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from courses.models import ActivityVersion


class PublishForm(WagtailAdminPageForm):
    """Drafts may be as incomplete as they are; what goes public may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Last time's choice must not be repeated unseen: a correction is what mostly follows.
        if "weight" in self.fields and not self.instance.has_unpublished_changes:
            self.initial["weight"] = ActivityVersion.Weight.MINOR

    def _post_clean(self) -> None:
        """After the form's values are on the page: ask what the bridge would ask."""
        from content.readiness import why_not  # it knows all page models, and they name this form

        super()._post_clean()
        if "action-publish" in self.data and not self.errors and (reason := why_not(self.instance)):
            self.add_error(None, ValidationError(reason))
