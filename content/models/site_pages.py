"""The fixed places of the site: the home and the lists; public views draw them, Wagtail holds the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class FixedPage(Page):
    """One of each; trainers add below, not beside."""

    max_count = 1
    content_panels = [*Page.content_panels]
    promote_panels: list[FieldPanel] = []
    preview_modes: list[tuple[str, str]] = []  # drawn from the shelf, not from the page

    class Meta:
        abstract = True


class HomePage(FixedPage):
    """The villagers' home, `/`."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "content.TutorialIndexPage",
        "content.CatalogueIndexPage",
        "content.MaterialIndexPage",
        "content.NewsIndexPage",
        "content.CaseStudyIndexPage",
        "content.CommuneIndexPage",
    ]
    page_description = _("Trang đầu cho bà con: ô tìm kiếm và bảy dịch vụ số.")

    class Meta:
        verbose_name = _("trang chủ")


class IndexPage(FixedPage):
    """A list with one sentence above it."""

    lead = models.CharField(_("lời dẫn"), max_length=300, blank=True)
    parent_page_types = ["content.HomePage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True


class TutorialIndexPage(IndexPage):
    """`/huong-dan/`."""

    subpage_types = ["content.TutorialPage"]
    page_description = _("Nơi chứa các bài hướng dẫn ngắn cho bà con.")

    class Meta:
        verbose_name = _("danh sách hướng dẫn")


class CatalogueIndexPage(IndexPage):
    """`/khoa-hoc/`."""

    subpage_types = ["content.CoursePage"]
    page_description = _("Nơi chứa các khóa học cho cán bộ.")

    class Meta:
        verbose_name = _("danh mục khóa học")


class MaterialIndexPage(IndexPage):
    """`/tai-lieu/`."""

    subpage_types = ["content.MaterialPage"]
    page_description = _("Nơi chứa tài liệu tải về.")

    class Meta:
        verbose_name = _("danh sách tài liệu")


class NewsIndexPage(IndexPage):
    """`/tin/`; press partners hand in here."""

    subpage_types = ["content.ArticlePage"]
    page_description = _("Nơi chứa tin, bản tin, chuyên đề của tỉnh và của báo, đài.")

    class Meta:
        verbose_name = _("danh sách tin")


class CaseStudyIndexPage(IndexPage):
    """`/mo-hinh-hay/`."""

    subpage_types = ["content.CaseStudyPage"]
    page_description = _("Nơi chứa các mô hình hay.")

    class Meta:
        verbose_name = _("danh sách mô hình hay")


class CommuneIndexPage(IndexPage):
    """`/xa/`."""

    subpage_types = ["content.CommunePage"]
    page_description = _("Nơi chứa trang của từng xã, phường.")

    class Meta:
        verbose_name = _("danh sách xã, phường")
