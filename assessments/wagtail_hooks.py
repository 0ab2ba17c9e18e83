"""Authoring of banks and questions in the studio, under "Kiểm tra"."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from assessments.models import QuestionBank


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
    items = (QuestionBankViewSet("ngan-hang-cau-hoi"))


@hooks.register("register_admin_viewset")
def assessment_group() -> AssessmentGroup:
    """Hang the group in the menu."""
    return AssessmentGroup()
