"""A tutorial for villagers: two minutes, a few steps, one thing done."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtailmedia.edit_handlers import MediaChooserPanel

from content import topics
from content.blocks import Checks, TutorialSteps
from content.fields import LightStreamField
from content.models.base import ActivityPage
from content.models.guide import GuideFields, guide_panel
from content.models.media import Video


class TutorialPage(ActivityPage, GuideFields):  # type: ignore[django-manager-missing]
    """`/huong-dan/<slug>/`."""

    topic = models.CharField(_("dịch vụ"), max_length=20, choices=topics.CHOICES)
    summary = models.CharField(
        _("tóm tắt"), max_length=300, help_text=_("Một câu: xem xong thì làm được gì.")
    )
    need_first = models.CharField(
        _("cần có trước khi làm"), max_length=300, blank=True, help_text=_("Giấy tờ, tài khoản, ứng dụng.")
    )
    video = models.ForeignKey(
        Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("video")
    )
    steps = LightStreamField(TutorialSteps(), blank=True, verbose_name=_("các bước"))
    check_questions = LightStreamField(Checks(), blank=True, verbose_name=_("thử hai câu"))
    do_now_label = models.CharField(_("nút “Làm ngay” ghi gì"), max_length=80, blank=True)
    do_now_url = models.URLField(
        _("địa chỉ mở ra"),
        blank=True,
        help_text=_("Chỉ trang chính thức của cơ quan nhà nước hoặc nhà cung cấp."),
    )
    help_contact = RichTextField(_("vướng thì gọi ai"), blank=True, features=["bold"])

    parent_page_types = ["content.TutorialIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Hướng dẫn ngắn 2–3 phút cho bà con, không cần tài khoản.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("topic"),
        FieldPanel("summary"),
        MediaChooserPanel("video", media_type="video"),
        FieldPanel("need_first"),
        FieldPanel("steps"),
        FieldPanel("check_questions"),
        MultiFieldPanel([FieldPanel("do_now_label"), FieldPanel("do_now_url")], heading=_("Làm ngay")),
        FieldPanel("help_contact"),
        guide_panel(),
        FieldPanel("weight"),
    ]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("hướng dẫn ngắn")
        verbose_name_plural = _("hướng dẫn ngắn")
