"""The form with which a trainer uploads a video: looked at by content before anything is stored."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from common import clock
from common.vietnamese import format_megabytes
from content.film_fields import FilmFields, sentences
from content.models import Video
from content.services.video import register_video
from content.upload.promise import enter
from content.upload.room import check_quotas
from content.video.digest import sha256_of
from content.video.errors import Refused
from content.video.outputs import check_room
from content.video.probe import check_size, probe


class VideoForm(FilmFields, BaseMediaForm):
    """wagtailmedia's form, with a look inside the file and the conversion asked for on saving."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "title": _("Tên video"),
            "file": _("Tệp video"),
            "tags": _("Nhãn"),
            "collection": _("Bộ sưu tập"),
        }
        for name in labels.keys() & self.fields.keys():
            self.fields[name].label = labels[name]
        self._describe_file(self.fields["file"])

    def _describe_file(self, field: forms.Field) -> None:
        field.help_text = _(
            "MP4, MOV, MKV, WebM hoặc AVI, tối đa %(most)s. Hệ thống tự tạo bản nhẹ cho điện thoại."
        ) % {"most": format_megabytes(form_limit())}
        # For studio-video.js: refuse before a line is busy for an hour, and show how far an upload is.
        field.widget.attrs |= {
            "data-max-bytes": form_limit(),
            "data-too-large": too_large_for_form(),
            "data-uploading": _("Đang tải lên"),
            "data-broken": _("Đường truyền bị ngắt khi đang tải lên. Hãy kiểm tra mạng rồi bấm lại."),
        }

    def clean_file(self) -> Any:
        """Refuse what is not a film we can convert; keep its hash, so saving need not read it again."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        with sentences():
            check_size(file.size or 0)
            if (file.size or 0) > form_limit():
                raise Refused(too_large_for_form())
            check_room(file.size or 0)
            with _on_disk(file) as path:
                probe(path, full=False)
        self.instance.sha256 = sha256_of(file)
        return file

    def clean(self) -> dict[str, Any]:
        """The quotas know the collection only now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, owner = cleaned.get("file"), self.instance.uploaded_by_user
        if isinstance(file, UploadedFile) and owner:
            # Whoever has one collection is not asked for it.
            collection = cleaned.get("collection") or self.collections[0]
            with sentences():
                check_quotas(size=file.size or 0, owner=owner, collection=collection)
        return cleaned

    def save(self, commit: bool = True) -> Video:
        """Store the file and ask for its conversion, both or neither."""
        if not commit or "file" not in self.changed_data:
            return super().save(commit)
        with transaction.atomic():
            video = super().save()
            register_video(video=video, at=clock.now())
            enter(video=video, size=self.cleaned_data["file"].size, at=clock.now())
        return video


def form_limit() -> int:
    """A form sends a film in one go, and what breaks starts anew: large ones go by the drop zone."""
    return min(settings.VIDEO_FORM_MAX_BYTES, settings.VIDEO_MAX_BYTES)


def too_large_for_form() -> str:
    """The sentence for what only the drop zone can take."""
    sentence = _("Tệp quá lớn: biểu mẫu này nhận tối đa %(most)s. Tệp lớn hơn hãy tải lên ở khung kéo thả.")
    return str(sentence % {"most": format_megabytes(form_limit())})


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """A path for the child process: a large upload is on the disk already, a small one is written out."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)
