"""Ways by which a message leaves the house: one way in, senders chosen by the settings (`CHASE_CHANNELS`).

A further channel (docs/channels.md) is a function `send(outgoing)` that returns `sent` or `delivered` and raises
`ChannelError`; `lasting` says that trying again would be in vain. One's own page is no such channel: it is written in
the transaction of the message itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from reports.ladder import EMAIL, SMS


class ChannelError(Exception):
    """It did not go; one sentence for the list of what is to be mended, without any key."""

    def __init__(self, sentence: str, *, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.lasting = lasting


@dataclass(frozen=True)
class Outgoing:
    """What goes to one address at once: of a family phone, all whom it concerns."""

    address: str
    names: list[str]
    title: str
    text: str
    path: str
    count: int


def open_channels() -> list[str]:
    """The ways that can be used here, in the order of pages: texts only where a sender is named."""
    return [name for name in settings.CHASE_CHANNELS if name != SMS or settings.SMS_SENDER]


def send(channel: str, outgoing: Outgoing) -> str:
    """`sent`, or `delivered` where the channel knows; ChannelError says why it did not go."""
    answer: str = import_string(settings.CHASE_CHANNELS[channel])(outgoing)
    return answer


__all__ = ["EMAIL", "SMS", "ChannelError", "Outgoing", "open_channels", "send"]
