"""Authoring of banks and questions in the studio, under "Kiểm tra"."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from assessments.forms import SoundQuestion
from assessments.models import Question, QuestionBank


class QuestionForm(SoundQuestion, WagtailAdminModelForm):
    """Refuses a question nobody could answer."""


class QuestionBankViewSet(ModelViewSet):
    """Banks by name."""

    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = _("Ngân hàng câu hỏi")
    list_display = ["name", "owner_unit"]
    search_fields = ["name"]
    search_backend_name = None
    inspect_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("owner_unit")]


class QuestionViewSet(ModelViewSet):
    """Questions with their options on one form."""

    model = Question
    icon = "help"
    menu_label = _("Câu hỏi")
    list_display = ["text", "bank", "kind", "retired_at"]
    list_filter = ["bank", "kind"]
    list_per_page = 50
    search_fields = ["text"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("bank"), FieldPanel("kind")]),
            FieldPanel("text"),
            InlinePanel(
                "options",
                heading=_("Phương án trả lời"),
                label=_("Phương án"),
                panels=[FieldPanel("text"), FieldPanel("is_correct")],
                min_num=2,
                max_num=10,
            ),
            FieldPanel("feedback"),
            FieldPanel("retired_at"),
        ],
        base_form_class=QuestionForm,
    )


class AssessmentGroup(ViewSetGroup):
    """One entry in the studio's menu."""

    menu_label = pgettext_lazy("quizzes", "Kiểm tra")
    menu_icon = "list-ul"
    menu_order = 250
    items = (QuestionViewSet("cau-hoi"), QuestionBankViewSet("ngan-hang-cau-hoi"))


@hooks.register("register_admin_viewset")
def assessment_group() -> AssessmentGroup:
    """Hang the group in the menu."""
    return AssessmentGroup()
