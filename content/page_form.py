"""The studio's form of a page that becomes a record: refuses a publication that is not ready, in the form itself."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from content.address_signs import FORMATTERS, SIGNS
from courses.models import ActivityVersion

FORM_KEY = "form_key"


class PublishForm(WagtailAdminPageForm):
    """Drafts may be as incomplete as they are; what goes public may not."""

    # Known again by it: a form for a new page sends drafts, and must not make a second page (see draft_hooks.py).
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields[FORM_KEY]
        if "slug" in self.fields:
            self.fields["slug"].widget.attrs[FORMATTERS] = SIGNS
        # Last time's choice must not be repeated unseen: a correction is what mostly follows.
        if "weight" in self.fields and not self.instance.has_unpublished_changes:
            self.initial["weight"] = ActivityVersion.Weight.MINOR

    def clean_slug(self) -> str:
        """Codes on paper, links that were passed on, films saved on phones lead to the address: it stays."""
        slug: str = self.cleaned_data["slug"]
        public = Page.objects.filter(pk=self.instance.pk, first_published_at__isnull=False)
        was = public.values_list("slug", flat=True).first()
        if was and slug != was:
            said = _(
                "Bài đã công bố thì giữ địa chỉ “%(slug)s”: giấy đã in, mã QR và liên kết đã gửi dẫn tới đó."
            )
            raise ValidationError(said % {"slug": was})
        return slug

    def _post_clean(self) -> None:
        """After the form's values are on the page: ask what the bridge would ask."""
        from content.readiness import why_not  # it knows all page models, and they name this form

        super()._post_clean()
        key = self.cleaned_data.get(FORM_KEY)
        if key and not Page.objects.filter(translation_key=key).exists():
            self.instance.translation_key = key
        if "action-publish" in self.data and not self.errors and (reason := why_not(self.instance)):
            self.add_error(None, ValidationError(reason))
