"""Choosing a question of one's own banks in the studio: found by words and bank."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from assessments.bank_scope import kept_banks, kept_questions
from assessments.models import Question, QuestionBank
from assessments.studio.doors import WRITE, account_of, pk_in
from people.models import Account


class QuestionFilter(BaseFilterForm):
    """Every word must stand in the question."""

    q = forms.CharField(label=_("Tìm"), required=False)
    bank = forms.ModelChoiceField(
        QuestionBank.objects.none(), required=False, label=_("Ngân hàng"), empty_label=_("Tất cả"),
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )  # fmt: skip

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ModelChoiceField, self.fields["bank"]).queryset = kept_banks(account)

    def filter(self, objects: Any) -> Any:
        """Told to the view, which words an empty result differently then."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query or self.cleaned_data["bank"])
        for word in self.search_query.split()[:8]:
            objects = objects.filter(text__icontains=word)
        bank = self.cleaned_data["bank"]
        return objects.filter(bank=bank) if bank else objects


class Listing:
    """The table of both views."""

    filter_form_class = QuestionFilter
    per_page = 20

    request: HttpRequest

    def get_filter_form(self) -> QuestionFilter:
        """With one's own banks."""
        return QuestionFilter(self.request.GET, account=account_of(self.request))

    def get_object_list(self) -> QuerySet[Question]:
        """Those that could be asked."""
        usable = _own(self.request).filter(retired_at__isnull=True, is_sound=True)
        return usable.select_related("bank", "category").order_by("-pk")

    @property
    def columns(self) -> list[Column]:
        """Where it lies tells twins apart."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("kind", label=_("Loại"), accessor="get_kind_display"),
            Column("bank", label=_("Ngân hàng")),
        ]


def _own(request: HttpRequest) -> QuerySet[Question]:
    """Nothing for who may not read keys."""
    account = account_of(request)
    return kept_questions(account) if account.has_perm(WRITE) else Question.objects.none()


class Choose(Listing, ChooseView):
    """The dialog."""


class Results(Listing, ChooseResultsView):
    """Its list alone, after a search."""


class Chosen(ChosenView):
    """Answers with the text of a question, so of one's own only."""

    def get_object(self, pk: str) -> Question:
        return _own(self.request).get(pk=pk_in(pk))


class ChosenMany(ChosenMultipleView):
    """The same of several."""

    def get_objects(self, pks: list[str]) -> QuerySet[Question]:
        return _own(self.request).filter(pk__in=[pk_in(pk) for pk in pks])


class QuestionChooser(ChooserViewSet):
    """One question at a time."""

    model = Question
    icon = "help"
    choose_one_text = _("Chọn câu hỏi")
    choose_another_text = _("Chọn câu khác")
    edit_item_text = _("Sửa câu hỏi")
    choose_view_class = Choose
    choose_results_view_class = Results
    chosen_view_class, chosen_multiple_view_class = Chosen, ChosenMany


question_chooser = QuestionChooser("chon-cau-hoi")
QuestionChooserBlock: Any = question_chooser.get_block_class(
    name="QuestionChooserBlock", module_path="content.question_chooser"
)
