"""What a deed for many people asks: the course always, the day, the reason or a word of one's own."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms import CourseField
from courses.models import Course
from people.form_fields import DayField
from reports.models import BulkDeed
from reports.overtaken import GuardedForm
from reports.services.bulk.choosing import state_of

Kind = BulkDeed.Kind
COURSE_FIRST = _("Chọn khóa học")


class BulkForm(GuardedForm, forms.Form):
    """The fields of the deed's kind."""

    course = CourseField(
        label=_("Khóa học"), queryset=Course.objects.none(), to_field_name="uuid", empty_label=COURSE_FIRST
    )
    due_on = DayField(label=_("Hạn hoàn thành"))
    text = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, deed: BulkDeed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course = self.fields["course"]
        assert isinstance(course, CourseField)
        course.queryset = Course.objects.filter(releases__isnull=False).distinct().order_by("title")
        text = self.fields["text"]
        text.label, text.required = _("Lời nhắn thêm (không bắt buộc)"), deed.kind == Kind.EXCUSE
        if deed.kind == Kind.EXCUSE:
            text.label = _("Lý do miễn")
            text.help_text = _("Lý do được in trong báo cáo, ví dụ: nghỉ thai sản theo quyết định số 12/QĐ.")
        if deed.kind in (Kind.ASSIGN, Kind.EXTEND):
            del self.fields["text"]
        else:
            del self.fields["due_on"]
        course_known = deed.course.uuid if deed.course else None
        self.guard(state_of(deed))
        self.initial.update({"course": course_known, "due_on": deed.due_on, "text": deed.text})

    def described(self) -> dict[str, Any]:
        """As the service wants it."""
        data = self.cleaned_data
        due_on: date | None = data.get("due_on")
        return {"course": data["course"], "due_on": due_on, "text": data.get("text", "")}


class NumberForm(forms.Form):
    """The number that confirms: points between the thousands may be typed or not."""

    so = forms.CharField(max_length=12)

    def number(self) -> int | None:
        """None for what is no number."""
        digits = self.data.get("so", "").replace(".", "").replace(" ", "").replace("\u00a0", "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None
