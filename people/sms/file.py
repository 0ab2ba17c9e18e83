"""Texts as lines of JSON in DATA_DIR/sms/outbox.jsonl: for trials, and for a modem's own program to pick up."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from common import clock
from people.sms import SmsError


def outbox() -> Path:
    """Where the texts are; readable by the owner only, because codes stand in it."""
    return Path(settings.DATA_DIR) / "sms" / "outbox.jsonl"


def send(phone: str, text: str) -> None:
    """Append one line."""
    line = json.dumps({"at": clock.now().isoformat(), "phone": phone, "text": text}, ensure_ascii=False)
    try:
        outbox().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(outbox(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise SmsError(_("Không ghi được tệp tin nhắn: %(why)s") % {"why": error.strerror}) from error
