"""Texts go from the worker, so that a slow gateway holds no page."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from common import clock
from people.models import PhoneCode
from people.queries.phone_codes import digits_of, people_of_phone
from people.sms import SmsError, send, words

log = logging.getLogger(__name__)


@shared_task(name="people.sms.tasks.send_login_code", time_limit=120)
def send_login_code(code_uuid: str) -> None:
    """Text the digits if the number is in a roster and the code still open; only the row's name is in the queue."""
    code = PhoneCode.objects.filter(uuid=code_uuid, spent_at__isnull=True, expires_at__gt=clock.now()).first()
    if code and people_of_phone(code.phone).exists():
        _send(code.phone, words.login_code(digits_of(code)))


@shared_task(name="people.sms.tasks.send_notice", time_limit=120)
def send_notice(phone: str, text: str) -> None:
    """Text a sentence that is no secret."""
    _send(phone, text)


def _send(phone: str, text: str) -> None:
    try:
        send(phone, text)
    except SmsError as trouble:
        log.error("SMS to …%s not sent: %s", phone[-3:], trouble)


def enqueue_login_code(code_uuid: UUID) -> bool:
    """Hand it to the queue; False when the queue is away, so that the person is told."""
    try:
        send_login_code.delay(str(code_uuid))
    except (OSError, OperationalError):
        log.exception("queue unreachable, no code sent")
        return False
    return True


def enqueue_notice(phone: str, text: str) -> None:
    """Once the transaction stands; a notice that cannot be sent stops nothing."""
    transaction.on_commit(lambda: _enqueue_notice(phone, text))


def _enqueue_notice(phone: str, text: str) -> None:
    try:
        send_notice.delay(phone, text)
    except (OSError, OperationalError):
        log.exception("queue unreachable, notice to …%s not sent", phone[-3:])
