"""Text messages: one way in, and a sender that the settings choose (`SMS_SENDERS`)."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


class SmsError(Exception):
    """The text did not go; one sentence for the log, without the text or any key."""


def send(phone: str, text: str) -> None:
    """Send a text to a ten-digit Vietnamese number; SmsError says why it did not go."""
    if not settings.SMS_SENDER:
        raise SmsError(_("Chưa chọn cách gửi tin nhắn (SMS_SENDER)."))
    import_string(settings.SMS_SENDERS[settings.SMS_SENDER])(phone, text)
