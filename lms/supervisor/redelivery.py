"""Give back what a killed worker left unfinished, as soon as the next one starts.

A Redis-like queue cannot see that a worker died: it delivers again after the visibility timeout, which must be
longer than the longest conversion, so hours. The embedded profile has one worker and knows that the former one is
gone, so whatever is unacknowledged when it starts was that one's.
"""

from typing import Any

from celery import Celery


def give_back(app: Celery) -> int:
    """Put every unacknowledged message back into its queue; only where no other worker lives."""
    with app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        tags = channel.client.zrange(channel.unacked_index_key, 0, -1)
        for tag in tags:
            channel.qos.restore_by_tag(tag)
    return len(tags)
