"""Every check, by what it is about: the command prints them, the operator's page shows them."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from lms.doctor import certificates, choices, programs, services, storage, work
from lms.doctor.findings import Finding

Check = Callable[[], Iterator[Finding]]
GROUPS: tuple[tuple[object, tuple[Check, ...]], ...] = (
    (_("Nền tảng"), (storage.database, services.queue, services.cache_answers, storage.disk, storage.static_files)),
    (_("Việc nền và gửi tin"), (work.queued, work.failed, work.deliveries, certificates.waiting)),
    (_("Số liệu và sao lưu"), (work.figures, work.backups)),
    (_("Chương trình đi kèm"), (programs.ffmpeg, programs.fonts, certificates.signing_key)),
    (_("Thiết lập"), (
        choices.site_address, choices.demonstration, choices.second_factor, choices.texts, choices.openid_connect,
    )),
)  # fmt: skip
CHECKS: tuple[Check, ...] = tuple(check for _title, checks in GROUPS for check in checks)
