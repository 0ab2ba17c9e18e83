"""A course as trainers write it: a page with lessons and tests below, in the order of the tree."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from assessments.models.sitting import SittingRules
from content.blocks.lesson import LESSON_BODY_LABEL, LessonBody
from content.blocks.quiz import QuizSections
from content.fields import LightStreamField
from content.models.base import ActivityPage, PublicPage
from content.models.guide import GuideFields, guide_panel
from content.quiz_form import QuizForm
from content.section_panel import SectionCountsPanel
from courses.models import Course
from courses.models.course import Audience, Family
from people.models import OrgUnit
from people.models.org_unit import Level

SAMPLE = "de-mau"


class CoursePage(PublicPage):
    """`/khoa-hoc/<slug>/`. Publishing shows it in the catalogue; releasing it fixes what learners must do."""

    code = models.CharField(
        _("mã khóa học"),
        max_length=40,
        blank=True,
        help_text=_("Không đổi sau khi đã xuất bản; ví dụ CDS-NTM."),
    )
    summary = models.TextField(_("tóm tắt"), help_text=_("Hai ba câu: học xong thì làm được gì."))
    outcomes = models.TextField(_("học xong, người học"), blank=True, help_text=_("Mỗi dòng một ý."))
    audience = models.CharField(
        _("đối tượng"), max_length=12, choices=Audience.choices, default=Audience.CADRE
    )
    who = models.TextField(_("ai cần học"), blank=True)
    hours = models.DecimalField(
        _("số tiết"), max_digits=5, decimal_places=1, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    owner_unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=Q(is_office=True) | Q(level=Level.PROVINCE),
        verbose_name=_("đơn vị phụ trách"),
        related_name="+",
    )
    sponsors = models.CharField(
        _("đơn vị tài trợ, đồng hành"), max_length=300, blank=True,
        help_text=_("Ví dụ: Viettel Đồng Nai tài trợ đường truyền (kế hoạch 202, IV.5)."),
    )  # fmt: skip
    course = models.OneToOneField(
        Course, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="page"
    )

    exclude_fields_in_copy = ["course", "code"]
    parent_page_types = ["content.CatalogueIndexPage"]
    subpage_types = ["content.LessonPage", "content.QuizPage"]
    page_description = _("Một khóa học: giới thiệu ở đây, bài học và bài kiểm tra nằm bên dưới.")
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("hours")]),
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("owner_unit")]),
        FieldPanel("who"),
        FieldPanel("sponsors"),
    ]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("khóa học")
        verbose_name_plural = _("khóa học")

    @property
    def family(self) -> Family:
        """Whether rostered people must learn it or anybody may (plan III.2)."""
        return Family.of(self.audience)

    @property
    def outcome_list(self) -> list[str]:
        """One outcome a line."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft from before the first publication does not know the course; the page does."""
        page = super().with_content_json(content)
        page.course_id = self.course_id
        return page


class LessonPage(ActivityPage, GuideFields):  # type: ignore[django-manager-missing]
    """A lesson of text and pictures, with or without a film."""

    summary = models.CharField(_("tóm tắt"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("thời gian học (phút)"), default=10, validators=[MinValueValidator(1)]
    )
    body = LightStreamField(LessonBody(), blank=True, verbose_name=LESSON_BODY_LABEL)
    watch_share = models.PositiveSmallIntegerField(
        _("phải xem ít nhất (% thời lượng video)"),
        default=90,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
        help_text=_(
            "Tính trên những giây đã thật sự phát, không tính đoạn tua qua. Bài không có video thì bỏ qua."
        ),
    )

    parent_page_types = ["content.CoursePage"]
    subpage_types: list[str] = []
    page_description = _("Bài đọc có hình, có thể có một video.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("watch_share")]),
        guide_panel(),
        FieldPanel("weight"),
    ]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("bài học")
        verbose_name_plural = _("bài học")


SITTING_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("time_limit"), FieldPanel("delay_minutes")]),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldPanel("grading"),
        ],
        heading=_("Giờ giấc và kết quả"),
    ),
    MultiFieldPanel(
        [FieldPanel("score_shown"), FieldPanel("verdicts_shown"), FieldPanel("answers_shown")],
        heading=_("Nộp rồi được xem gì"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("hints_allowed"), FieldPanel("hint_cost")])], heading=_("Gợi ý")
    ),
]


class QuizPage(ActivityPage, SittingRules):  # type: ignore[django-manager-missing]
    """A test of sections: questions chosen, or drawn at random from banks."""

    base_form_class = QuizForm

    intro = models.CharField(_("lời dặn"), max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("thời gian ước chừng (phút)"), default=10, validators=[MinValueValidator(1)]
    )
    sections = LightStreamField(QuizSections(), blank=True, verbose_name=_("các phần của đề"))
    shuffle_questions = models.BooleanField(
        _("xáo thứ tự câu hỏi"), default=True, help_text=_("Trong từng phần; thứ tự các phần giữ nguyên.")
    )
    shuffle_options = models.BooleanField(
        _("xáo thứ tự phương án"),
        default=True,
        help_text=_("Câu nào ghi là giữ thứ tự thì vẫn giữ. Bỏ chọn thì không xáo câu nào."),
    )
    pre_test = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,  # a page may go; what was measured stays with the quiz
        null=True,
        blank=True,
        related_name="post_tests",
        verbose_name=_("bài kiểm tra đầu vào"),
        help_text=_(
            "Bài cùng khóa, làm trước khi học. Bài đầu vào không cần đạt, nộp là xong; hệ thống tính mức tiến bộ."
        ),
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("đạt khi đúng từ (%)"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("số lượt làm tối đa"), default=0, help_text=_("0 là không giới hạn.")
    )

    parent_page_types = ["content.CoursePage"]
    subpage_types: list[str] = []
    page_description = _("Bài kiểm tra gồm câu hỏi chọn sẵn hoặc rút từ ngân hàng.")
    exclude_fields_in_copy = [*ActivityPage.exclude_fields_in_copy, "pre_test"]
    preview_modes = [("", _("Trang giới thiệu")), (SAMPLE, _("Đề mẫu"))]
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("sections"),
        SectionCountsPanel(),
        FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
        FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("attempts_allowed")]),
        FieldPanel("minutes"),
        FieldPanel("pre_test", widget=Select),
        *SITTING_PANELS,
        FieldPanel("weight"),
    ]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("bài kiểm tra")
        verbose_name_plural = _("bài kiểm tra")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page before the test, or a paper as chance would make it now."""
        return self.show_draft(request, sample=mode_name == SAMPLE)
