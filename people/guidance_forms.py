"""The form of guidance: what is said, its files, and the units that get it by tree, level or list."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from people.form_fields import unit_choices
from people.guidance_documents import ending_of
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.services.guidance import MOST_FILES

LEVELS = [(level, label) for level, label in Level.choices if level != Level.HAMLET]


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Each judged by its bytes; gives pairs of name and bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile] = list(data or [])
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Gửi kèm nhiều nhất %(n)s tệp.") % {"n": MOST_FILES})
        return [(str(file.name), self._judged(file)) for file in files]

    def _judged(self, file: UploadedFile) -> bytes:
        data = file.read()
        try:
            ending_of(data)
        except DomainError as refusal:
            raise forms.ValidationError(f"{file.name}: {refusal}") from refusal
        return data


class GuidanceForm(forms.Form):
    """Units are chosen by level, by tree, one by one, or all of it together."""

    sender = forms.ChoiceField(label=_("Đơn vị gửi"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    title = forms.CharField(
        label=_("Về việc"), max_length=255, error_messages={"required": _("Hãy ghi về việc gì.")}
    )
    text = forms.CharField(
        label=_("Nội dung"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    documents = FilesField(
        label=_("Văn bản gửi kèm"), required=False,
        help_text=_("PDF hoặc Word (.docx), nhiều nhất 5 tệp, mỗi tệp 20 MB."),
        widget=FilesInput(attrs={"accept": ".pdf,.docx", "multiple": True}),
    )  # fmt: skip
    under = forms.ChoiceField(
        label=_("Gửi cho mọi đơn vị thuộc"), required=False,
        help_text=_("Gồm chính đơn vị đó và các đơn vị bên dưới, không gồm ấp, khu phố."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Chỉ các cấp"), required=False, choices=LEVELS, widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống: mọi cấp. Không chọn đơn vị ở trên: mọi đơn vị cấp đó trong phạm vi của bạn."),
    )  # fmt: skip
    units = forms.MultipleChoiceField(
        label=_("Thêm từng đơn vị"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(
        self, data: Any, files: Any, *, tree: UnitTree, today: date, visible: Collection[int] | None
    ) -> None:
        super().__init__(data, files)
        self.tree, self.today, self.visible = tree, today, visible
        choices = unit_choices(tree, today, visible=visible)
        self.fields["sender"].choices = choices  # type: ignore[attr-defined]
        self.fields["under"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        self.fields["units"].choices = choices  # type: ignore[attr-defined]
        self.known = {str(unit.uuid): unit.id for unit in tree.on(today)}

    def addressees(self) -> set[int]:
        """The keys of the chosen units; all of them in the scope."""
        told = self.cleaned_data
        listed = {self.known[uuid] for uuid in told["units"]}
        return listed | (
            self._many(told["under"], told["levels"]) if told["under"] or told["levels"] else set()
        )

    def _many(self, under: str, levels: list[str]) -> set[int]:
        inside = self.tree.subtree(self.known[under], self.today) if under else None
        return {
            unit.id
            for unit in self.tree.on(self.today)
            if unit.level != Level.HAMLET
            and (self.visible is None or unit.id in self.visible)
            and (inside is None or unit.id in inside)
            and (not levels or unit.level in levels)
        }
