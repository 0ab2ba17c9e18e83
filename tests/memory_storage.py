"""Files kept in memory, each opened by itself, as files on a disk are."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage


class MemoryStorage(InMemoryStorage):
    """Django's own hands every reader the same object: two requests would share a place in it.

    A server also leaves its own `close` on what it has sent; the next reader's `close` then ended that request once
    more, and with it the connection to the database in the middle of a test.
    """

    def _open(self, name: str, mode: str = "rb") -> Any:
        node = super()._open(name, mode)
        if set(mode) & set("wax+"):
            return node
        return ContentFile(node.file.getvalue(), name)
