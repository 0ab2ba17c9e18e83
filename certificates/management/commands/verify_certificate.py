"""Judges a certificate PDF or a badge: its signature, its wholeness, and what the register says of it."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyhanko.keys import load_certs_from_pemder

from certificates.badges.errors import Uncheckable
from certificates.badges.reading import looks_like_badge
from certificates.services.badge_verification import BadgeVerdict, Keys, judge_badge, keys_of, own_keys
from certificates.services.verification import Verdict, verify
from certificates.signing import trusted_roots
from common import clock
from common.commands import PlainCommand

VERDICTS = {
    "valid": gettext_lazy("CÒN HIỆU LỰC"),
    "altered": gettext_lazy("ĐÃ BỊ SỬA"),
    "untrusted": gettext_lazy("NGƯỜI KÝ KHÔNG TIN CẬY"),
    "revoked": gettext_lazy("ĐÃ THU HỒI"),
    "superseded": gettext_lazy("ĐÃ CẤP LẠI BẢN KHÁC"),
    "unsigned": gettext_lazy("KHÔNG CÓ CHỮ KÝ"),
    "unknown": gettext_lazy("KHÔNG XÁC ĐỊNH ĐƯỢC"),
    # of badges alone
    "invalid": gettext_lazy("KHÔNG HỢP LỆ"),
    "expired": gettext_lazy("NGOÀI THỜI HẠN HIỆU LỰC"),
    "unverified": gettext_lazy("CHƯA KIỂM TRA ĐƯỢC CHỮ KÝ"),
}


class Command(PlainCommand):
    """Exit code 0 only for a valid certificate; a bad file is a verdict, not an error."""

    help = (
        "Kiểm tra một tệp giấy chứng nhận PDF, hoặc một huy hiệu số (JSON, JWT, ảnh PNG).\n\n"
        "Ví dụ: manage.py verify_certificate DN26-0412-7K3QX9TM7.pdf --trust goc.crt --json\n"
        "       manage.py verify_certificate huy-hieu.png --trust did.json\n"
        "Không có --trust thì tin gốc và khóa của chính hệ thống này."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf")
        parser.add_argument(
            "--trust",
            type=Path,
            metavar="CA.crt",
            help="chứng thư gốc tin cậy (PEM, DER); với huy hiệu: did.json của bên cấp",
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        try:
            pdf = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(_("Không đọc được tệp %(name)s.") % {"name": options["file"]}) from error
        if looks_like_badge(pdf):
            found: Verdict | BadgeVerdict = judge_badge(pdf, keys=self._keys(options["trust"]), at=now)
        else:
            found = verify(pdf, trust=self._trusted(options["trust"]), at=now)
        self.stdout.write(
            json.dumps(found.as_dict(), ensure_ascii=False) if options["json"] else _sentences(found)
        )
        if found.verdict != "valid":
            raise SystemExit(1)

    @staticmethod
    def _keys(given: Path | None) -> Keys:
        if given is None:
            return own_keys()
        try:
            return keys_of(json.loads(given.read_text()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, Uncheckable) as error:
            raise CommandError(_("Không đọc được khóa của bên cấp %(name)s.") % {"name": given}) from error

    @staticmethod
    def _trusted(given: Path | None) -> list[x509.Certificate]:
        if given is None:
            return trusted_roots(clock.now())
        try:
            return list(load_certs_from_pemder([str(given)]))
        except (OSError, ValueError) as error:
            raise CommandError(_("Không đọc được chứng thư gốc %(name)s.") % {"name": given}) from error


def _sentences(found: Verdict | BadgeVerdict) -> str:
    signer = _("Người ký: %(name)s.") % {"name": found.signer} if found.signer else ""
    return "\n".join(line for line in (f"{VERDICTS[found.verdict]}: {found.reason}", signer) if line)
