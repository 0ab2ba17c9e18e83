"""The forms of a class's tests: which two, and marks from paper."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Quiz, When
from assessments.services.classes import Typed
from common.errors import DomainError
from common.vietnamese import clean

NONE = gettext_lazy("Không có")


class TestsForm(forms.Form):
    """Two of the tests of the course."""

    pre = forms.ChoiceField(label=gettext_lazy("Bài đầu lớp"), required=False)
    post = forms.ChoiceField(
        label=gettext_lazy("Bài cuối lớp"), required=False,
        help_text=gettext_lazy("Bài cuối lớp đã có bài kiểm tra trước đi kèm thì để trống ô đầu lớp cũng được."),
    )  # fmt: skip

    def __init__(self, data: Any, *, quizzes: list[Quiz], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.known = {str(quiz.activity.uuid): quiz for quiz in quizzes}
        choices = [("", NONE), *((key, quiz.activity.title) for key, quiz in self.known.items())]
        for name in ("pre", "post"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Quiz | None:
        """The test, or none."""
        return self.known.get(self.cleaned_data[name])


def scores_in(sent: QueryDict) -> Iterator[Typed]:
    """Fields `pre-<seat>` and `post-<seat>`: marks of ten; an emptied field takes the mark back."""
    for name in sent:
        which, _dash, seat = name.partition("-")
        if which in When.values:
            try:
                yield Typed(UUID(seat), which, percent_of(str(sent[name])))
            except ValueError as error:
                raise DomainError(_("Không đọc được bảng điểm gửi lên. Hãy tải lại trang.")) from error


def percent_of(text: str) -> Decimal | None:
    """8,5 → 85; nothing → None."""
    told = clean(text).replace(",", ".")
    if not told:
        return None
    try:
        mark = Decimal(told)
    except InvalidOperation:
        mark = Decimal("NaN")
    if not (mark.is_finite() and 0 <= mark <= 10):
        raise DomainError(
            _("Điểm “%(text)s” không đúng: ghi theo thang 10, ví dụ 8,5.") % {"text": clean(text)[:20]}
        )
    return (mark * 10).quantize(Decimal("0.1"))
