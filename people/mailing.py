"""Mails what notices wait: one mail a reader, whatever gathered."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from people.services.notices import Mail, not_sent, sent, take_due

log = logging.getLogger(__name__)


def send_due(at: datetime) -> int:
    """How many mails went; one that the server refuses stays for the next time and holds up nobody."""
    return sum(_sent(mail, at) for mail in take_due(at=at))


def _sent(mail: Mail, at: datetime) -> bool:
    try:
        send_mail(mail.subject, _text(mail), None, [mail.address])
    except OSError:  # smtplib's errors are of this kind
        log.exception("notice not mailed")
        not_sent(mail=mail)
        return False
    sent(mail=mail, at=at)
    return True


def _text(mail: Mail) -> str:
    parts = [_part(notice.title, notice.text, notice.path) for notice in mail.notices]
    return "\n\n".join([*parts, "Thư này do hệ thống Lớp Số gửi, xin không trả lời thư."])


def _part(title: str, text: str, path: str) -> str:
    lines = [title, text, *([f"{settings.SITE_ADDRESS.rstrip('/')}{path}"] if path else [])]
    return "\n".join(lines)
