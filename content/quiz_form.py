"""The studio's form of a test: its pre-test, and questions of banks that one may choose or draw from."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.bank_scope import drawn_banks, kept_banks
from content.page_form import PublishForm


class QuizForm(PublishForm):
    """A bank that the page has already stays, whoever opens it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from content.quiz_sections import banks_in  # it knows the page's model, which names this form

        super().__init__(*args, **kwargs)
        self.banks_in = banks_in
        self.held = set[int]().union(*banks_in(self.instance.sections))
        if "pre_test" in self.fields:
            others = self.fields["pre_test"].queryset
            self.fields["pre_test"].queryset = others.child_of(self.parent_page).exclude(pk=self.instance.pk)

    def clean_sections(self) -> Any:
        """Another office's bank is drawn from when it is shared, and read by nobody else."""
        sections = self.cleaned_data["sections"]
        chosen, drawn = self.banks_in(sections)
        if self.for_user and not (
            self._all(chosen - self.held, kept_banks) and self._all(drawn - self.held, drawn_banks)
        ):
            raise ValidationError(_("Có phần lấy câu hỏi của ngân hàng mà bạn không được dùng."))
        return sections

    def _all(self, asked: set[int], allowed: Any) -> bool:
        return not asked or asked <= set(allowed(self.for_user).values_list("pk", flat=True))
