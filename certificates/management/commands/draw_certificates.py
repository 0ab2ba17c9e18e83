"""Draws and signs certificates named on standard input, for the worker that does a whole class; nobody types this."""

import os
import sys
from typing import Any

from certificates.services.batches.drawing import read
from certificates.services.files import make_or_log
from common import clock
from common.commands import PlainCommand


class Command(PlainCommand):
    """A line of keys in, a line for each certificate out; ends when the worker that asked is gone."""

    help = "Lập tệp cho các giấy chứng nhận có khóa đọc từ đầu vào chuẩn (tiến trình nền tự gọi)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(10)  # whoever reads a page goes first
        for line in sys.stdin:
            keys = [int(key) for key in line.split()]
            made = {certificate.pk: make_or_log(certificate, clock.now()) for certificate in read(keys)}
            for key in keys:
                print(key, int(made.get(key, False)), flush=True)
