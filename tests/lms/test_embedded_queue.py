"""The queue from the wheel: it answers, and what was put in it survives a kill."""

import time
from pathlib import Path

import pytest
from redis import Redis

from lms.supervisor import valkey
from lms.supervisor.paths import SOCKET_PATH_LIMIT, queue_socket
from tests.embedded_queue import EmbeddedQueue

pytestmark = pytest.mark.queue


def client(queue: EmbeddedQueue) -> Redis:
    return Redis(unix_socket_path=str(queue.socket), decode_responses=True)


def test_it_answers_on_its_socket_and_nowhere_else(embedded_queue: EmbeddedQueue) -> None:
    assert client(embedded_queue).ping()
    assert client(embedded_queue).config_get("port") == {"port": "0"}


def test_messages_survive_a_kill_of_the_server(embedded_queue: EmbeddedQueue) -> None:
    client(embedded_queue).lpush("video", *[f"job {number}" for number in range(100)])
    time.sleep(1.2)  # appendfsync everysec: a second is what a power cut may cost
    embedded_queue.kill()
    embedded_queue.start()
    assert client(embedded_queue).llen("video") == 100


def test_a_full_cache_is_evicted_and_messages_are_not(embedded_queue: EmbeddedQueue) -> None:
    messages = client(embedded_queue)
    messages.config_set("maxmemory", "6mb")
    messages.lpush("default", "message")
    for number in range(100):
        messages.set(f"cache:{number}", b"x" * 100_000, ex=300)
    assert messages.llen("default") == 1
    assert messages.dbsize() < 101


def test_a_dead_socket_does_not_answer(tmp_path: Path) -> None:
    assert not valkey.answers(tmp_path / "valkey.sock")


def test_a_long_folder_gets_a_short_socket_that_settings_and_supervisor_agree_on() -> None:
    long = Path("/srv") / ("x" * 120)
    assert queue_socket(Path("/srv/var")) == Path("/srv/var/valkey.sock")
    assert len(str(queue_socket(long))) <= SOCKET_PATH_LIMIT
    assert queue_socket(long) == queue_socket(long)
    assert queue_socket(long) != queue_socket(long / "other")
