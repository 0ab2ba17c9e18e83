"""Files of lists, made in the background for whoever asked and nobody else."""

from typing import Any

from django.core.files.storage import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.storage import private_files
from reports.models.job import Job


class ExportFile(Job):
    """`asked` holds the filters as they were; `heads` the units for which the maker had the right then."""

    class Kind(models.TextChoices):
        PEOPLE = "nguoi", _("Người theo chỉ tiêu")
        UNITS = "don-vi", _("Đơn vị theo chỉ tiêu")
        CADRES = "can-bo", _("Danh sách cán bộ")
        COURSE = "khoa-hoc", _("Người học theo bước của khóa học")
        DOSSIER = "ho-so", _("Hồ sơ minh chứng")

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel (XLSX)"
        CSV = "csv", "CSV"
        PDF = "pdf", _("PDF để in")
        ZIP = "zip", _("Gói tệp (ZIP)")

        @classmethod
        def lists(cls) -> list[tuple[str, Any]]:
            """Those of a list; only a dossier is a bundle."""
            return [choice for choice in cls.choices if choice[0] != cls.ZIP]

    kind = models.CharField(max_length=8, choices=Kind.choices)
    format = models.CharField(max_length=4, choices=Format.choices)
    title = models.CharField(max_length=300)
    asked = models.JSONField(default=dict)
    heads = models.JSONField(default=dict, help_text="Over which units the maker had the right then.")
    file = models.FileField(storage=private_files, max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    begun = models.PositiveSmallIntegerField(default=0, help_text="How often a worker began anew.")

    class Meta:
        verbose_name = _("tệp đã xuất")
        ordering = ["-asked_at", "-pk"]


def storage_of_files() -> Storage:
    """Where the files lie, for whoever writes or removes one without a row in hand."""
    storage: Storage = ExportFile._meta.get_field("file").storage
    return storage
