"""The form that writes a line into the print ledger."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from content import queries
from content.printing.documents import forms_of
from content.printing.forms import DOCUMENT_LABELS, FOR_LESSONS, IN_LEDGER, WHOLE
from people.form_fields import DayField
from people.models.org_unit import Level
from people.queries.tree import UnitTree

DOCUMENT = "tai-lieu/"  # begins a document's key; a slug of a tutorial holds no slash


class PrintRunForm(forms.Form):
    """What was printed, how many, for where; `units` are those of the desk."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    tutorial = forms.ChoiceField(label=_("Bài hoặc tài liệu"))
    form = forms.ChoiceField(
        label=_("In thành"), choices=IN_LEDGER,
        help_text=_("Với tài liệu, tờ A4 là tờ giới thiệu có mã QR. Toàn văn chỉ có ở tài liệu."),
    )  # fmt: skip
    copies = forms.IntegerField(
        label=_("Số bản in"), min_value=1, max_value=100_000,
        error_messages={"invalid": _("Hãy ghi số bản bằng chữ số, ví dụ 200.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Phát cho"), help_text=_("Ấp, khu phố, xã, phường hoặc đơn vị nhận."))
    handed_on = DayField(label=_("Ngày phát"), help_text=_("Ghi ngày theo kiểu 18/8/2026."))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, units: list[tuple[Any, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tutorials = list(queries.tutorials().values_list("slug", "title"))
        self.lessons: list[tuple[str, str]] = []
        self.documents = {f"{DOCUMENT}{item.slug}": item for item in queries.printable_documents()}
        self._offer()
        places = [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in units]
        self.fields["unit"].choices = [("", _("Chọn nơi nhận")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Not everything comes in every form."""
        said: dict[str, Any] = super().clean() or {}
        wrong = self._misfit(said.get("tutorial", ""), said.get("form", ""))
        if wrong:
            self.add_error("form", wrong)
        said["document"] = self.documents.get(said.get("tutorial", ""))
        return said

    def _misfit(self, thing: str, form: str) -> str:
        """Why this is not printed so; no poster of a lesson: who passes by could not open it."""
        if thing in self.documents:
            fit = forms_of(self.documents[thing])
            labels = "; ".join(str(DOCUMENT_LABELS[one]) for one in fit)
            return "" if form in ("", *fit) else _("Tài liệu này in được: %(forms)s.") % {"forms": labels}
        if form == WHOLE:
            return str(_("Chỉ tài liệu mới in toàn văn. Với bài, hãy chọn tờ A4."))
        if thing in dict(self.lessons) and form not in ("", *FOR_LESSONS):
            return str(_("Bài học của khóa không in áp phích: người qua đường không mở được."))
        return ""

    def _offer(self) -> None:
        """What can be printed, in groups; a group with nothing in it is left out."""
        documents = [(key, item.title) for key, item in self.documents.items()]
        groups = [
            (_("Hướng dẫn cho bà con"), self.tutorials),
            (_("Bài học của khóa"), self.lessons),
            (_("Tài liệu"), documents),
        ]
        offered = [("", _("Chọn bài hoặc tài liệu")), *(one for one in groups if one[1])]
        self.fields["tutorial"].choices = offered  # type: ignore[attr-defined]


class OwnPrintForm(PrintRunForm):
    """A trainer's: lessons too, and any commune or ấp, because paper goes where the class was."""

    def __init__(self, *args: Any, tree: UnitTree, today: date, **kwargs: Any) -> None:
        super().__init__(*args, units=[], **kwargs)
        self.lessons = [(str(one.uuid), one.title) for one in queries.lessons().order_by("title")]
        self._offer()
        places = [
            (str(one.uuid), one.full_name)
            for one in tree.on(today)
            if not one.is_office and one.level in (Level.COMMUNE, Level.HAMLET)
        ]
        self.fields["unit"].choices = [("", _("Chọn nơi nhận")), *places]  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Who invites, to what, on which occasion."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    unit = forms.ChoiceField(label=_("Tổ chức mời"), help_text=_("Hội, đoàn thể hoặc đơn vị."))
    tutorial = forms.ChoiceField(label=_("Mời xem"), required=False)
    occasion = forms.CharField(
        label=_("Dịp"), max_length=200, help_text=_("Ví dụ: sinh hoạt chi hội tháng 12.")
    )

    def __init__(self, *args: Any, units: list[tuple[Any, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = queries.tutorials().values_list("slug", "title")
        self.fields["tutorial"].choices = [("", _("Trang đầu, đủ bảy dịch vụ")), *titles]  # type: ignore[attr-defined]
        bodies = [(str(unit.uuid), "\u2003" * depth + unit.full_name) for unit, depth in units]
        self.fields["unit"].choices = [("", _("Chọn tổ chức")), *bodies]  # type: ignore[attr-defined]
