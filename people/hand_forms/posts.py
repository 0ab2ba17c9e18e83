"""Posts of a person: a new one, a move, an end."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean
from people.hand_forms.fields import DayField, UnitField, UnitOptions
from people.models import OrgUnit, PostingCategory
from people.models.posting import EndReason
from people.queries.terms import categories_on
from people.services.posts import NewPost


class PostForm(forms.Form):
    """A post: where, what, since when."""

    unit = UnitField(label=_("Đơn vị"))
    position = forms.CharField(label=_("Chức vụ, chức danh"), max_length=300, required=False)
    category = forms.ChoiceField(label=_("Nhóm cán bộ"), required=False)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(
        label=_("Thôi giữ từ ngày"),
        required=False,
        help_text=_("Để trống nếu còn giữ; có thể là một ngày sắp tới."),
    )
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(
        self, *args: Any, units: UnitOptions | None, today: date, category: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if units is None:  # the unit of a post that is only corrected
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units]  # type: ignore[attr-defined]
        terms = {term.code: term.name for term in PostingCategory.objects.all()}
        choices = dict(categories_on(today)) | ({category: terms.get(category, category)} if category else {})
        past = {code: name for code, name in terms.items() if code not in choices}
        groups: list[Any] = [("", _("Chưa ghi")), *choices.items()]
        if past:  # a post of earlier days may need them; the service looks at the day
            groups.append((_("Chỉ dùng cho thời gian trước"), list(past.items())))
        self.fields["category"].choices = groups  # type: ignore[attr-defined]

    def post(self, unit: OrgUnit | None = None) -> NewPost:
        """The valid form as the service takes it."""
        data: dict[str, Any] = self.cleaned_data
        where: OrgUnit = data["unit"] if unit is None else unit
        return NewPost(
            unit=where, position=clean(data["position"]), category=data["category"],
            starts_on=data["starts_on"], ends_on=data.get("ends_on"), decision=clean(data["decision"]),
        )  # fmt: skip


class TransferForm(PostForm):
    """Ends here and begins there on one day."""

    field_order = ("starts_on", "unit", "position", "category", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ends_on"]
        self.fields["starts_on"].label = _("Chuyển từ ngày")
        self.fields["unit"].label = _("Đến đơn vị")


class EndForm(forms.Form):
    """The last post or one of several ends."""

    ends_on = DayField(label=_("Thôi giữ từ ngày"), help_text=_("Ngày đầu tiên không còn giữ vị trí này."))
    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.MISTAKE],
    )
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)
