"""By e-mail, through whichever backend Django is set up with (`EMAIL_URL`; the console while developing)."""

from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from reports.channels import ChannelError, Outgoing

FOOT = "Thư này do hệ thống Lớp Số gửi, xin không trả lời thư."


def send(outgoing: Outgoing) -> str:
    """One mail."""
    link = f"{settings.SITE_ADDRESS.rstrip('/')}{outgoing.path}"
    try:
        send_mail(outgoing.title, f"{outgoing.text}\n\n{link}\n\n{FOOT}", None, [outgoing.address])
    except SMTPRecipientsRefused as refusal:
        raise ChannelError(_("Máy chủ thư không nhận địa chỉ này."), lasting=True) from refusal
    except OSError as trouble:  # smtplib's other errors are of this kind
        kind = type(trouble).__name__
        raise ChannelError(_("Máy chủ thư không trả lời (%(kind)s).") % {"kind": kind}) from trouble
    return "sent"
