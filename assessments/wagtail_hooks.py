"""Authoring of banks and questions in the studio, under "Kiểm tra"."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy

from assessments.bank_scope import kept_banks, kept_units
from assessments.models import QuestionBank
from assessments.services.banks import log_bank
from assessments.studio import (
    categories,
    editor,
    exporting,
    history,
    import_preview,
    importing,
    listing,
    regrade_export,
    regrades,
    rooms,
)
from assessments.studio.statistics import pages as statistics
from common import clock


class BankPolicy(ModelPermissionPolicy):
    """The model's permissions, for banks of one's own offices and of the province."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: QuestionBank) -> bool:
        return self.user_has_permission(user, action) and kept_banks(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[QuestionBank]:
        return (
            kept_banks(user) if self.user_has_any_permission(user, actions) else QuestionBank.objects.none()
        )


class BankForm(WagtailAdminModelForm):
    """A bank is given to an office that one answers for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = cast(ModelChoiceField[Any], self.fields["owner_unit"])
        owners.queryset = kept_units(self.for_user)


class BankList(generic.IndexView):
    """Banks of one's own offices and of the province."""

    def get_base_queryset(self) -> QuerySet[QuestionBank]:
        return kept_banks(self.request.user).select_related("owner_unit")


class NewBank(generic.CreateView):
    """Written down who made it."""

    def save_instance(self) -> QuestionBank:
        bank: QuestionBank = super().save_instance()
        log_bank("bank_added", bank=bank, at=clock.now(), by=self.request.user)
        return bank


class ChangedBank(generic.EditView):
    """Only one's own, and written down what changed."""

    def get_queryset(self) -> QuerySet[QuestionBank]:
        return kept_banks(self.request.user)

    def save_instance(self) -> QuestionBank:
        before = QuestionBank.objects.select_related("owner_unit").get(pk=self.object.pk)
        bank: QuestionBank = super().save_instance()
        log_bank("bank_changed", bank=bank, before=before, at=clock.now(), by=self.request.user)
        return bank


class DeletedBank(generic.DeleteView):
    """Only one's own, and only an empty one: questions and imports are protected."""

    def get_queryset(self) -> QuerySet[QuestionBank]:
        return kept_banks(self.request.user)

    def delete_action(self) -> None:
        with transaction.atomic():
            log_bank("bank_deleted", bank=self.object, at=clock.now(), by=self.request.user)
            super().delete_action()

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Không xóa được: ngân hàng này đã có câu hỏi hoặc bài kiểm tra."))
            return redirect(self.get_success_url())
        return answer


class OwnBank:
    """For Wagtail's views about one bank: another office's is like none."""

    request: Any

    def get_base_object_queryset(self) -> QuerySet[QuestionBank]:
        return kept_banks(self.request.user)


class PastOfBank(OwnBank, HistoryView):
    """Who changed the bank itself."""


class UsesOfBank(OwnBank, UsageView):
    """What refers to it."""


class QuestionBankViewSet(ModelViewSet):
    """Banks by name."""

    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = _("Ngân hàng câu hỏi")
    list_display = ["name", "owner_unit", "shared"]
    permission_policy = BankPolicy(QuestionBank)
    index_view_class = BankList
    add_view_class, edit_view_class, delete_view_class = NewBank, ChangedBank, DeletedBank
    history_view_class, usage_view_class = PastOfBank, UsesOfBank
    copy_view_enabled = False
    search_fields = ["name"]
    search_backend_name = None
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("owner_unit"), FieldPanel("shared")], base_form_class=BankForm
    )


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
        again = MenuItem(
            _("Chấm lại"), reverse("regrade_list"), name="regrades", icon_name="rotate", order=500
        )
        marking = MenuItem(_("Chấm bài"), reverse("marking_desk"), name="marking", icon_name="edit", order=1)
        room = MenuItem(_("Phòng thi"), reverse("quiz_rooms"), name="quiz-rooms", icon_name="lock", order=900)
        figures = MenuItem(
            _("Thống kê"), reverse("statistics"), name="statistics", icon_name="table", order=910
        )
        heard = MenuItem(  # its pages are of courses, so content has them
            _("Ý kiến người học"), reverse("opinion_list"), name="opinions", icon_name="comment", order=920
        )
        return [questions, marking, *super().get_submenu_items(), again, room, figures, heard]


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
        path("cau-hoi/edit/<int:pk>/cham-lai/", regrades.new, name="regrade_new"),
        path("cham-lai/", regrades.index, name="regrade_list"),
        path("cham-lai/<uuid:uuid>/", regrades.show, name="regrade"),
        path("cham-lai/<uuid:uuid>/viec/", regrades.deed, name="regrade_deed"),
        path("cham-lai/<uuid:uuid>/tep/", regrade_export.export, name="regrade_export"),
        path("cau-hoi/xem-truoc/<slug:kind>/", editor.preview, name="question_preview"),
        path("cau-hoi/tep/<slug:digest>/", editor.file, name="question_bank_file"),
        path("phong-thi/", rooms.index, name="quiz_rooms"),
        path("phong-thi/<uuid:activity>/", rooms.room, name="quiz_room"),
        path("phong-thi/<uuid:activity>/ma/", rooms.code, name="quiz_room_code"),
        path("phong-thi/<uuid:activity>/them-gio/", rooms.give_time, name="quiz_room_time"),
        path("cau-hoi/thong-ke/", statistics.index, name="statistics"),
        path("cau-hoi/thong-ke/cau/<uuid:question>/", statistics.question, name="question_statistics"),
        path("cau-hoi/thong-ke/<uuid:activity>/", statistics.quiz, name="quiz_statistics"),
        path("cau-hoi/thong-ke/<uuid:activity>/xlsx/", statistics.quiz_sheet, name="quiz_statistics_sheet"),
        path("cau-hoi/giong/", editor.alike, name="question_alike"),
        path("cau-hoi/edit/<int:pk>/lich-su/", history.history, name="question_history"),
        path("cau-hoi/hang-loat/", listing.many, name="question_many"),
        path("cau-hoi/danh-muc/", categories.categories, name="question_categories"),
        path("cau-hoi/chu-de/", categories.tags, name="question_tags"),
        path("cau-hoi/xuat/", exporting.export, name="question_export"),
        path("cau-hoi/nhap/", importing.imports, name="question_imports"),
        path("cau-hoi/nhap/mau/", importing.template, name="question_import_template"),
        path("cau-hoi/nhap/<uuid:uuid>/", importing.detail, name="question_import"),
        path("cau-hoi/nhap/<uuid:uuid>/viec/", importing.deed, name="question_import_deed"),
        path(
            "cau-hoi/nhap/<uuid:uuid>/<int:number>/", import_preview.preview, name="question_import_preview"
        ),
        path(
            "cau-hoi/nhap/<uuid:uuid>/<int:number>/<str:name>/",
            import_preview.picture,
            name="question_import_picture",
        ),
    ]
