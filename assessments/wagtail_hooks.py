"""Authoring of banks and questions in the studio, under "Kiểm tra"."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from assessments.models import QuestionBank
from assessments.studio import editor, listing


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


class AssessmentGroup(ViewSetGroup):
    """One entry in the studio's menu."""

    menu_label = pgettext_lazy("quizzes", "Kiểm tra")
    menu_icon = "list-ul"
    menu_order = 250
    items = (QuestionBankViewSet("ngan-hang-cau-hoi"),)

    def get_submenu_items(self) -> list[MenuItem]:
        """Questions first: they are what is opened daily."""
        questions = MenuItem(
            _("Câu hỏi"), reverse("question_list"), name="questions", icon_name="help", order=0
        )
        marking = MenuItem(_("Chấm bài"), reverse("marking_desk"), name="marking", icon_name="edit", order=1)
        return [questions, marking, *super().get_submenu_items()]


@hooks.register("register_admin_viewset")
def assessment_group() -> AssessmentGroup:
    """Hang the group in the menu."""
    return AssessmentGroup()


@hooks.register("register_admin_urls")
def question_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [
        path("cau-hoi/", listing.index, name="question_list"),
        path("cau-hoi/new/", editor.new, name="question_new"),
        path("cau-hoi/edit/<int:pk>/", editor.edit, name="question_edit"),
        path("cau-hoi/edit/<int:pk>/viec/", editor.deed, name="question_deed"),
        path("cau-hoi/xem-truoc/<slug:kind>/", editor.preview, name="question_preview"),
        path("cau-hoi/tep/<slug:digest>/", editor.file, name="question_bank_file"),
    ]
