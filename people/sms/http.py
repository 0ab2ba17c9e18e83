"""A gateway over HTTP, as settings describe it; most Vietnamese providers differ only in the names of fields."""

import json
import time
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from people.sms import SmsError

PAUSE = 1.0  # seconds before the second try, doubled for each further one


def send(phone: str, text: str) -> None:
    """POST the filled-in body; network trouble and 5xx are tried again, a refusal is not."""
    tries = settings.SMS_HTTP_RETRIES + 1
    for number in range(tries):
        trouble = _try(phone, text)
        if trouble is None:
            return
        if number + 1 < tries:
            time.sleep(PAUSE * 2**number)
    raise SmsError(trouble)


def _try(phone: str, text: str) -> str | None:
    """None when the text went, else what may pass; SmsError when another try would be in vain."""
    try:
        answer = requests.post(
            settings.SMS_HTTP_URL,
            data=body(phone, text),
            headers=_headers(),
            timeout=settings.SMS_HTTP_TIMEOUT,
            allow_redirects=False,  # the key goes to the configured address and nowhere else
        )
    except (
        requests.RequestException
    ) as error:  # its words may hold the address with a key in it: only its kind
        return _("Cổng tin nhắn không trả lời (%(kind)s).") % {"kind": type(error).__name__}
    if answer.status_code >= 500:
        return _("Cổng tin nhắn đang hỏng (mã %(code)s).") % {"code": answer.status_code}
    if not 200 <= answer.status_code < 300:
        raise SmsError(_("Cổng tin nhắn từ chối (mã %(code)s).") % {"code": answer.status_code})
    if settings.SMS_HTTP_EXPECT not in answer.text:  # many gateways answer 200 to a refusal
        raise SmsError(_("Cổng tin nhắn nhận yêu cầu nhưng báo không gửi được."))
    return None


def body(phone: str, text: str) -> bytes:
    """SMS_HTTP_BODY with {phone} (0912…), {msisdn} (84912…) and {text} filled in, inside JSON strings only."""
    values = {"{phone}": phone, "{msisdn}": f"84{phone[1:]}", "{text}": text}
    try:
        template = json.loads(settings.SMS_HTTP_BODY)
    except ValueError as error:
        raise SmsError(_("SMS_HTTP_BODY không phải JSON")) from error
    return json.dumps(_filled(template, values)).encode()


def _filled(part: Any, values: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, values) for name, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    if isinstance(part, str):
        for mark, value in values.items():
            part = part.replace(mark, value)
    return part


def _headers() -> dict[str, str]:
    key = {"Authorization": f"Bearer {settings.SMS_HTTP_TOKEN}"} if settings.SMS_HTTP_TOKEN else {}
    return {"Content-Type": "application/json"} | key
