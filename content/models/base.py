"""What every page that becomes an activity shares."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.models import Activity, ActivityVersion


class ActivityPage(Page):
    """A page whose publications are remembered by `courses`.

    `activity` is the identity that figures hang on. A copy is a new thing to learn, so the field is never copied;
    and it belongs to the page, not to a draft, so an old draft never takes it away.
    """

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    weight = models.CharField(
        _("lần xuất bản tới là"),
        max_length=10,
        choices=ActivityVersion.Weight.choices,
        default=ActivityVersion.Weight.MINOR,
        help_text=_(
            "Sửa nhỏ: người đã học xong vẫn là đã học xong. "
            "Nội dung mới: bản phát hành khóa học sau này có thể yêu cầu học lại bài này."
        ),
    )

    exclude_fields_in_copy = ["activity"]

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft from before the first publication does not know the activity; the page does."""
        page = super().with_content_json(content)
        page.activity_id = self.activity_id
        return page
