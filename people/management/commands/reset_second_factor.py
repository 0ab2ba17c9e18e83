"""Take an account's second factor away from the command line: the way back in for the only administrator."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from people.models import Account
from people.services.second_factor import reset_second_factor


class Command(PlainCommand):
    """By name, with a reason that the log keeps."""

    help = (
        'Đặt lại lớp bảo vệ thứ hai. Ví dụ: manage.py reset_second_factor quantri --reason "mất điện thoại"'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, username: str, reason: str, **options: Any) -> None:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(_("Không có tài khoản %(name)s.") % {"name": username})
        try:
            reset_second_factor(account=account, by=None, reason=reason, at=clock.now())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Đã đặt lại. Lần đăng nhập tới sẽ phải đặt lớp bảo vệ mới."))
