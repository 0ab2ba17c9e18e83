"""Eight clients asking one after the other: how long each answer took."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from benchmarks.harness.http import Answer, Connection

CLIENTS = 8


class WrongAnswerError(RuntimeError):
    """A page that is not served cannot be measured."""


@dataclass(frozen=True)
class Load:
    """What one run saw."""

    completed: int
    seconds: float
    latencies: list[float]

    @property
    def p95_ms(self) -> float:
        return 1000 * sorted(self.latencies)[int(0.95 * (len(self.latencies) - 1))]


def load(port: int, requests: Sequence[bytes], clients: int = CLIENTS) -> Load:
    """Send every request once, eight at a time; any answer but 200 ends the measurement."""
    numbers, latencies, wrong = count(), [0.0] * len(requests), []
    lock = threading.Lock()

    def client() -> None:
        connection = Connection(port)
        while not wrong:
            with lock:
                number = next(numbers)
            if number >= len(requests):
                break
            begun = time.perf_counter()
            answer = connection.ask(requests[number])
            latencies[number] = time.perf_counter() - begun
            if answer.status != 200:
                wrong.append((requests[number], answer))
        connection.close()

    begun = time.perf_counter()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise WrongAnswerError(_told(*wrong[0]))
    if not all(latencies):
        raise WrongAnswerError("not every request was answered")
    return Load(len(requests), time.perf_counter() - begun, latencies)


def _told(request: bytes, answer: Answer) -> str:
    line = request.split(b"\r\n")[0].decode()
    return f"{line}: {answer.status}\n{answer.body[:600].decode(errors='replace')}"
