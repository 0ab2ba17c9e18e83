"""One run of the benchmarks: an installation, what was found in it, and the servers started so far."""

from functools import cached_property
from typing import Any

from benchmarks.harness.http import get, unpacked
from benchmarks.harness.installation import Installation
from benchmarks.harness.load import WrongAnswerError
from benchmarks.harness.servers import Server

BARE, SIGNED_IN = "benchmarks.control.bare", "benchmarks.control.signed_in"


class Bench:
    """Starts what a figure asks for, once, and stops all of it."""

    def __init__(self, profile: str) -> None:
        self.installation = Installation(profile)
        self._servers: dict[str, Server] = {}

    def prepare(self) -> None:
        self.installation.start_queue()
        self.installation.prepare()

    @cached_property
    def survey(self) -> dict[str, Any]:
        """Sessions, addresses and statement counts."""
        return dict(self.installation.ask("benchmarks.inside.survey"))

    @cached_property
    def bare_page(self) -> dict[str, Any]:
        """The controls' page, with about as much text as the lesson has."""
        lesson = self.product.ask(self.lesson_request())
        if lesson.status != 200:
            raise WrongAnswerError(f"the lesson answers {lesson.status}")
        size = str(len(unpacked(lesson)))
        return dict(self.installation.ask("benchmarks.inside.control_tables", size, settings=BARE))

    @property
    def product(self) -> Server:
        return self.server("")

    def server(self, settings: str) -> Server:
        if settings and settings not in self._servers:
            assert self.bare_page  # the controls' tables
        if settings not in self._servers:
            self._servers[settings] = Server(self.installation, settings).start()
        return self._servers[settings]

    def lesson_request(self, learner: int = 0) -> bytes:
        return get(self.survey["pages"]["lesson"], self.survey["sessions"][learner])

    def stop_servers(self) -> None:
        for server in self._servers.values():
            server.stop()
        self._servers.clear()

    def close(self) -> None:
        self.stop_servers()
        self.installation.close()
