"""Django's Redis cache with one client for each connection pool.

Django makes a new client object for every call, and redis-py fills it with some eighty callbacks each time: a third
of what a `get` costs. A client may be shared; what must not be, its connections, come from the pool.
"""

import re
from typing import Any

from django.core.cache.backends import redis


class OneClient(redis.RedisCacheClient):
    """Keeps the clients it has made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: str | None = None, *, write: bool = False) -> Any:  # type: ignore[override] # as Django's
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined] # unknown to the stubs
        client = self._clients.get(id(pool))
        if client is None:
            client = self._clients[id(pool)] = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return client


class RedisCache(redis.RedisCache):
    """`BACKEND` of both profiles."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient

    def clear(self) -> None:
        """Forgets what this prefix keeps: other installations, or test runs, may share the server."""
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=f"{re.escape(self.key_prefix)}:*", count=1000):
            client.delete(key)
