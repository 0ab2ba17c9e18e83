"""A commune's own page: written by its editor, filled from the catalogue where nobody wrote anything."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import PagePermissionTester

from content.blocks.commune import Picks
from content.commune_panel import CommuneTalliesPanel
from content.fields import LightStreamField
from content.models.base import PublicPage
from people.models import OrgUnit


class StandingPage(PagePermissionTester):
    """Its editor writes it; only an administrator takes it away: the address is on posters."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(self.user.is_superuser and super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        return bool(self.user.is_superuser and super().can_unpublish())

    def can_move(self) -> bool:
        return bool(self.user.is_superuser and super().can_move())

    def can_copy(self) -> bool:
        return False  # one page a commune


class CommunePage(PublicPage):
    """`/xa/<slug>/`. Made by `ensure_commune_pages`, never by hand; news and case studies lie below it."""

    unit = models.OneToOneField(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="page"
    )
    lead = models.CharField(_("lời giới thiệu"), max_length=400, blank=True)
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("hình"),
    )  # fmt: skip
    picks = LightStreamField(
        Picks(), blank=True, verbose_name=_("bài nên xem"),
        help_text=_("Để trống: trang tự hiện bài mới nhất của tỉnh."),
    )  # fmt: skip
    helpers_contact = RichTextField(
        _("tổ công nghệ số cộng đồng"), blank=True, features=["bold"],
        help_text=_("Ai, ở đâu, số điện thoại nào. Chỉ ghi người đã đồng ý."),
    )  # fmt: skip
    office_contact = models.CharField(
        _("bộ phận một cửa"), max_length=300, blank=True, help_text=_("Địa chỉ, giờ làm việc, điện thoại.")
    )

    exclude_fields_in_copy = ["unit"]
    is_creatable = False
    parent_page_types = ["content.CommuneIndexPage"]
    subpage_types = ["content.ArticlePage", "content.CaseStudyPage"]
    content_panels = [
        FieldPanel("lead", widget=AdminAutoHeightTextInput),
        FieldPanel("image"),
        FieldPanel("picks"),
        MultiFieldPanel(
            [
                FieldPanel("helpers_contact"),
                FieldPanel("office_contact", widget=AdminAutoHeightTextInput),
            ],
            heading=_("Bà con cần giúp"),
        ),
        CommuneTalliesPanel(),
    ]
    promote_panels: list[FieldPanel] = []

    class Meta:
        verbose_name = _("trang xã, phường")
        verbose_name_plural = _("trang xã, phường")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return StandingPage(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft never changes whose page it is."""
        page = super().with_content_json(content)
        page.unit_id = self.unit_id
        return page
