"""A document to take away: a handout, a form, a slide set."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from content import topics
from content.licences import Licence
from content.models.base import PublicPage
from courses.models.course import Audience


class MaterialPage(PublicPage):
    """`/tai-lieu/<slug>/`; not an activity: nobody is asked to complete it."""

    summary = models.TextField(_("tóm tắt"), help_text=_("Tài liệu này giúp ai làm việc gì."))
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp"),
        help_text=_("Xuất bản với tệp mới thì tài liệu có số bản mới; số ấy đứng trên trang, trên giấy và trong sổ in."),
    )  # fmt: skip
    print_notes = models.BooleanField(
        _("in cả lời người trình bày"), default=False,
        help_text=_("Chỉ với tệp PowerPoint: ghi chú dưới mỗi trang chiếu được in vào khung riêng. Để trống thì không in."),
    )  # fmt: skip

    topic = models.CharField(_("dịch vụ"), max_length=20, choices=topics.CHOICES, blank=True)
    audience = models.CharField(_("dành cho"), max_length=12, choices=Audience.choices, blank=True)
    credit = models.CharField(_("nguồn, tác giả"), max_length=200, blank=True)
    licence = models.CharField(
        _("giấy phép dùng lại"), max_length=12, choices=Licence.choices, default=Licence.HERE
    )

    parent_page_types = ["content.MaterialIndexPage"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    page_description = _("Một tệp PDF, Word, Excel… để tải về.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("document"),
        FieldPanel("print_notes"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("topic")]),
        FieldRowPanel([FieldPanel("credit"), FieldPanel("licence")]),
    ]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")


class MaterialVersion(models.Model):
    """The file that a document had from a publication on: appended, never changed.

    Goes with its page, which is never deleted once its paper is about.
    """

    page = models.ForeignKey(MaterialPage, on_delete=models.CASCADE, related_name="versions")  # see above
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=255, help_text="Where the library kept it.")
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file; unknown of files of before numbers."
    )
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="a_number_names_one_file")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.number}"
