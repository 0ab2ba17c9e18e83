"""Our Redis cache keeps what Django's keeps; only its clients are fewer."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.cache import RedisCache
from lms.supervisor import valkey

pytestmark = pytest.mark.queue


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[RedisCache]:
    socket = Path(f"/tmp/lopso-cache-{os.getpid()}") / "valkey.sock"
    spec = valkey.spec(socket, tmp_path / "queue", valkey.server_binary())
    server = subprocess.Popen(spec.argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not valkey.answers(socket):
        assert server.poll() is None
        time.sleep(0.02)
    yield RedisCache(f"unix://{socket}?db=1", {})
    server.terminate()
    server.wait()
    socket.unlink(missing_ok=True)
    socket.parent.rmdir()


def test_values_are_kept_and_forgotten(cache: RedisCache) -> None:
    cache.set("a", {"b": [1, 2]}, 60)
    assert cache.get("a") == {"b": [1, 2]}
    assert cache.get_many(["a", "c"]) == {"a": {"b": [1, 2]}}
    assert cache.incr("n", 2) == 3 if cache.add("n", 1) else False
    cache.delete("a")
    assert cache.get("a", "nothing") == "nothing"


def test_one_client_serves_all_calls(cache: RedisCache) -> None:
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert cache._cache.get_client() is cache._cache.get_client(write=True)


def test_clearing_forgets_what_this_prefix_keeps_and_nothing_else(cache: RedisCache) -> None:
    neighbour = RedisCache(cache._cache._servers[0], {"KEY_PREFIX": "neighbour"})
    cache.set("a", 1)
    neighbour.set("a", 2)
    cache.clear()
    assert (cache.get("a"), neighbour.get("a")) == (None, 2)
    cache.set("a", 1)
    neighbour.clear()
    assert (cache.get("a"), neighbour.get("a")) == (1, None)
