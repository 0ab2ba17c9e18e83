"""One gigabyte into the studio by tus on loopback, and four more of which the client holds one piece at a time."""

import threading
import time
from collections.abc import Callable, Iterator

from benchmarks.harness import cpu
from benchmarks.harness.bench import Bench
from benchmarks.harness.http import Answer, Connection
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside.survey import TOKEN

MB = 1000**2
PIECE = 16 * 1024**2  # what studio-upload.js sends on a fast line
BYTES = bytes(range(256)) * (PIECE // 256)


def measure(bench: Bench) -> Iterator[Row]:
    sender = Sender(bench)
    sender.send(64 * MB)  # once round, so that code and caches are loaded
    rest = _memory(bench)
    seen = [sender.send(1000 * MB) for _ in range(3)]
    rates = [one.mb_per_second for one in seen]
    yield row(
        "upload of 1 GB", sorted(rates)[1], "MB/s", Goal("≥", 150), spread=(min(rates), max(rates)),
        note=f"pieces of 16 MiB on one connection, each safely on the disk before it counts; "
        f"processor {1000 * sorted(one.cpu for one in seen)[1]:.0f} ms a GB in the web process",
    )  # fmt: skip
    yield row(
        "… memory of the web process at most", max(one.memory for one in seen), "MB",
        note=f"{rest:.0f} MB before",
    )  # fmt: skip
    yield row("… above its rest", max(one.memory for one in seen) - rest, "MB", Goal("≤", 100))
    large = sender.send(4000 * MB)
    yield row("upload of 4 GB", large.mb_per_second, "MB/s", Goal("≥", 150))
    yield row("… memory above rest", large.memory - rest, "MB", Goal("≤", 100))
    killed = sender.send(1000 * MB, at_half=lambda: _restart(bench))
    yield row(
        "upload of 1 GB, web killed at half", killed.resent / MB, "MB sent twice", Goal("≤", 8.4),
        note=f"resumed {killed.pause:.1f} s after the kill, the new start of the web included; at the end "
        f"{killed.offset} of {killed.size} bytes",
    )  # fmt: skip


class Sent:
    """What one film cost."""

    size = offset = resent = 0
    seconds = cpu = memory = pause = 0.0

    @property
    def mb_per_second(self) -> float:
        return self.size / MB / self.seconds


class Sender:
    """Sends as the browser does: one piece after the other, asking where it stands after a break."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.session = bench.installation.ask("benchmarks.inside.trainer")["session"]
        self.line = Connection(bench.product.port, timeout=120)

    def send(self, size: int, at_half: Callable[[], None] | None = None) -> Sent:
        sent = Sent()
        sent.size = size
        created = self._ask("POST", "/quan-tri/tai-len/", f"Upload-Length: {size}\r\n")
        place = _header(created, b"location").partition("127.0.0.1")[2].partition("/")[2]
        with _Watch(self.bench) as watch:
            begun = time.perf_counter()
            while sent.offset < size:
                if at_half and sent.offset >= size // 2:
                    self._break(sent, place, at_half)
                    at_half = None
                self._piece(sent, f"/{place}")
            sent.seconds = time.perf_counter() - begun
        sent.cpu, sent.memory = watch.cpu / (size / 1e9), watch.memory
        self._ask("DELETE", f"/{place}", "")
        return sent

    def _piece(self, sent: Sent, place: str) -> None:
        piece = BYTES[: min(PIECE, sent.size - sent.offset)]
        head = f"Upload-Offset: {sent.offset}\r\nContent-Type: application/offset+octet-stream\r\n"
        answer = self._ask("PATCH", place, head, piece)
        sent.offset = int(_header(answer, b"upload-offset"))

    def _break(self, sent: Sent, place: str, act: Callable[[], None]) -> None:
        """Half a piece is under way when it happens."""
        half = BYTES[: PIECE // 2]
        head = f"Upload-Offset: {sent.offset}\r\nContent-Type: application/offset+octet-stream\r\n"
        request = self._request("PATCH", f"/{place}", head, len(BYTES)) + half
        self.line.send(request)
        time.sleep(0.2)
        begun = time.perf_counter()
        act()
        self.line.close()
        stands = int(_header(self._ask("HEAD", f"/{place}", ""), b"upload-offset"))
        sent.resent = sent.offset + len(half) - stands
        sent.offset = stands
        self._until_free(sent, f"/{place}")
        sent.pause = time.perf_counter() - begun

    def _until_free(self, sent: Sent, place: str) -> None:
        """The dead request's lease has to end first."""
        while True:
            try:
                return self._piece(sent, place)
            except (RuntimeError, OSError):
                time.sleep(1)

    def _ask(self, method: str, path: str, more: str, body: bytes = b"") -> Answer:
        answer = self.line.ask(
            self._request(method, path, more, len(body)) + body, head_only=method == "HEAD"
        )
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        return answer

    def _request(self, method: str, path: str, more: str, length: int) -> bytes:
        return (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\n{more}"
            f"Cookie: sessionid={self.session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"X-Requested-With: XMLHttpRequest\r\nContent-Length: {length}\r\n\r\n"
        ).encode()


class _Watch:
    """The web process' memory, looked at twenty times a second, and its processor time."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.memory, self.cpu = bench, 0.0, 0.0

    def __enter__(self) -> "_Watch":
        self._over = threading.Event()
        self._before = cpu.seconds(_web(self.bench))
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.cpu = cpu.seconds(_web(self.bench)) - self._before

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.memory = max(self.memory, _memory(self.bench))


def _web(bench: Bench) -> list[int]:
    process = bench.product.process
    return cpu.tree(process.pid) if process else []


def _memory(bench: Bench) -> float:
    return cpu.resident_mb(_web(bench))


def _restart(bench: Bench) -> None:
    bench.product.kill()
    bench.product.start()


def _header(answer: Answer, name: bytes) -> str:
    return answer.head.lower().partition(name + b": ")[2].partition(b"\r\n")[0].decode()
