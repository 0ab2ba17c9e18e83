"""By text message, through the gateway that also sends codes for signing in (people.sms)."""

from people import sms
from reports import chase_words
from reports.channels import ChannelError, Outgoing


def send(outgoing: Outgoing) -> str:
    """One text, without marks, that names whom it is for."""
    try:
        sms.send(outgoing.address, chase_words.sms(outgoing.names, outgoing.count))
    except sms.SmsError as trouble:
        raise ChannelError(str(trouble)) from trouble
    return "sent"
