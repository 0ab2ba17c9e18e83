"""The part of the video form about subtitles and about who may see the film."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from content.captions.reading import ENCODING_NAMES, read_captions
from content.film_uses import public_uses
from content.models import Video

SUBTITLES = ("captions", "other_captions")
KINDS = ".srt,.vtt,.sbv"


@contextmanager
def sentences() -> Iterator[None]:
    """A refusal becomes the field's error."""
    try:
        yield
    except DomainError as error:
        raise forms.ValidationError(str(error)) from error


class SubtitleInput(forms.ClearableFileInput):
    """Says that there is a file, whose name is a hash, and how to be rid of it."""

    template_name = "content/video/subtitle_input.html"
    initial_text = _("Đã có phụ đề.")  # type: ignore[assignment]
    input_text = _("Thay bằng tệp khác:")  # type: ignore[assignment]
    clear_checkbox_label = _("Bỏ phụ đề này")  # type: ignore[assignment]


class FilmFields(forms.ModelForm):
    """Mixed into the video's form; a subtitle file is stored as the WebVTT it was read as."""

    instance: Video

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tự nhận ra")), *ENCODING_NAMES.items()]
        encoding = forms.ChoiceField(label=_("Bảng mã của tệp phụ đề"), choices=choices, required=False)
        encoding.help_text = _("Chỉ chọn khi dấu tiếng Việt hiện sai.")
        self.fields = _after("other_language", "captions_encoding", encoding, self.fields)
        for name in self.fields.keys() & SUBTITLES:
            self.fields[name].widget = SubtitleInput(attrs={"accept": KINDS})

    def clean(self) -> dict[str, Any]:
        """Refuse what no player would show, and a film that is public elsewhere."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in SUBTITLES:
            try:
                cleaned[name] = self._subtitles(name, cleaned)
            except forms.ValidationError as error:
                self.add_error(name, error)
        if cleaned.get("other_captions") and not cleaned.get("other_language"):
            self.add_error("other_language", _("Hãy chọn tiếng của phụ đề này."))
        if cleaned.get("members_only") and (uses := public_uses(self.instance)):
            told = _("Video này đang công khai ở: %(places)s. Hãy đổi video ở đó trước.")
            self.add_error("members_only", told % {"places": ", ".join(uses)})
        return cleaned

    def _subtitles(self, name: str, cleaned: dict[str, Any]) -> Any:
        file = cleaned.get(name)
        if isinstance(file, UploadedFile):
            with sentences():
                captions = read_captions(file.read(), file.name or "", cleaned.get("captions_encoding", ""))
            setattr(self.instance, f"{name}_report", captions.report)
            # Named after its content: a lesson that was released keeps the address of what it had.
            content = captions.webvtt.encode()
            return ContentFile(content, f"{sha256(content).hexdigest()}.vtt")
        if not file:
            setattr(self.instance, f"{name}_report", {})
        return file


def _after(
    place: str, name: str, field: forms.Field, fields: dict[str, forms.Field]
) -> dict[str, forms.Field]:
    """The fields with one more behind another."""
    ordered: dict[str, forms.Field] = {}
    for known, value in fields.items():
        ordered[known] = value
        if known == place:
            ordered[name] = field
    return ordered
