"""News and *mô hình hay*: what happened, and what somebody else did well enough to copy."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtailmedia.edit_handlers import MediaChooserPanel

from content import topics
from content.article_form import ArticleForm
from content.blocks.article import ArticleBody, Photos, StepLines
from content.fields import LightStreamField
from content.licences import Licence
from content.models.base import PublicPage
from content.models.commune import CommunePage
from content.models.media import Video
from courses.models.course import Audience
from people.models import OrgUnit
from people.models.org_unit import Level

PHONE = RegexValidator(r"^[+0-9][0-9 .]{7,19}$", _("Ghi một số điện thoại, ví dụ 0251 3822 222."))


class StoryPage(PublicPage):
    """What an article and a case study share: the commune they are from, whose work they are, who may reuse them.

    Below a commune's page the commune is that page's; elsewhere it is chosen, and may be left out of news.
    """

    base_form_class = ArticleForm
    summary = models.CharField(_("tóm tắt"), max_length=300, help_text=_("Một, hai câu."))
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("hình"),
    )  # fmt: skip
    video = models.ForeignKey(
        Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("video")
    )
    topic = models.CharField(_("dịch vụ"), max_length=20, choices=topics.CHOICES, blank=True)
    audience = models.CharField(_("dành cho"), max_length=12, choices=Audience.choices, blank=True)
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("xã, phường"),
        limit_choices_to=Q(level=Level.COMMUNE, is_office=False),
    )  # fmt: skip
    credit = models.CharField(
        _("nguồn, tác giả"), max_length=200, blank=True, help_text=_("Ví dụ: Minh Anh, Báo Đồng Nai.")
    )
    source_url = models.URLField(_("đã đăng tại"), blank=True)
    licence = models.CharField(_("giấy phép dùng lại"), max_length=12, choices=Licence.choices, blank=True)

    subpage_types: list[str] = []
    promote_panels = [FieldPanel("slug")]
    SOURCE = MultiFieldPanel(
        [FieldPanel("credit"), FieldPanel("source_url"), FieldPanel("licence")],
        heading=_("Nguồn và giấy phép"),
    )
    PLACE = FieldRowPanel([FieldPanel("unit"), FieldPanel("audience"), FieldPanel("topic")])

    class Meta:
        abstract = True

    @property
    def commune(self) -> Any:
        """The unit it is from, or None."""
        parent = self.get_parent()
        above = CommunePage.objects.filter(pk=parent.pk).select_related("unit").first() if parent else None
        return above.unit if above else self.unit


class ArticlePage(StoryPage):
    """`/tin/<slug>/`."""

    class Kind(models.TextChoices):
        NEWS = "tin", _("Tin")
        BULLETIN = "ban-tin", _("Bản tin")
        FEATURE = "chuyen-de", _("Chuyên đề")

    kind = models.CharField(_("loại bài"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    body = LightStreamField(ArticleBody(), blank=True, verbose_name=_("nội dung"))

    parent_page_types = ["content.NewsIndexPage", "content.CommunePage"]
    page_description = _("Tin, bản tin, chuyên đề; bài của báo, đài ghi rõ nguồn và giấy phép.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("image"),
        MediaChooserPanel("video", media_type="video"),
        FieldPanel("body"),
        StoryPage.PLACE,
        StoryPage.SOURCE,
    ]

    class Meta:
        verbose_name = _("tin, chuyên đề")
        verbose_name_plural = _("tin, chuyên đề")


class CaseStudyPage(StoryPage):
    """`/mo-hinh-hay/<slug>/`: a problem, what was done, what it costs, whom to ask."""

    problem = models.TextField(
        _("vướng ở đâu"), help_text=_("Trước khi làm, bà con hay cán bộ khó ở chỗ nào.")
    )
    steps = LightStreamField(StepLines(), blank=True, verbose_name=_("đã làm gì"))
    result = models.TextField(_("được gì"), blank=True, help_text=_("Con số thật, nói rõ đếm từ đâu."))
    cost = models.CharField(
        _("tốn bao nhiêu"), max_length=200, blank=True, help_text=_("Tiền, máy móc, công người; nguồn tiền.")
    )
    contact_name = models.CharField(
        _("hỏi ai"), max_length=120, blank=True, help_text=_("Người đã đồng ý cho ghi tên và số điện thoại.")
    )
    contact_phone = models.CharField(_("điện thoại"), max_length=20, blank=True, validators=[PHONE])
    photos = LightStreamField(Photos(), blank=True, verbose_name=_("ảnh"))

    parent_page_types = ["content.CaseStudyIndexPage", "content.CommunePage"]
    page_description = _("Một cách làm hay của một xã, phường, để nơi khác làm theo.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
        MediaChooserPanel("video", media_type="video"),
        FieldPanel("problem"),
        FieldPanel("steps"),
        FieldPanel("result"),
        FieldPanel("cost"),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
        FieldPanel("photos"),
        StoryPage.PLACE,
        StoryPage.SOURCE,
    ]

    class Meta:
        verbose_name = _("mô hình hay")
        verbose_name_plural = _("mô hình hay")

    @property
    def phone_link(self) -> str:
        """As a `tel:` address wants it."""
        return "".join(sign for sign in self.contact_phone if sign in "+0123456789")
