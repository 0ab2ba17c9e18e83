"""Files of many certificates, drawn by a few processes: reportlab sets one page at a time in each."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread

from django.conf import settings

from certificates.models import Certificate
from certificates.services.batches.lease import Lease
from certificates.services.files import make_or_log
from certificates.services.pinning import pin_templates

log = logging.getLogger(__name__)
CHUNK, FEW = 10, 40  # numbers a line to a process; below FEW starting one costs more than it saves
COMMAND = [sys.executable, "-m", "django", "draw_certificates"]


class WorkerDied(OSError):
    """A drawing process ended before its work did."""


def draw_all(lease: Lease) -> None:
    """A file, or the reason why there is none yet, for each certificate of the batch."""
    entered = lease.row.lines.exclude(certificate=None)
    waiting = list(
        entered.filter(certificate__pdf="", certificate__draft=None)
        .order_by("position")
        .values_list("certificate_id", flat=True)
    )
    total = entered.count()

    def say(made: int) -> None:
        lease.say("draw", total - len(waiting) + made, total)

    say(0)
    processes = settings.CERTIFICATE_PROCESSES if len(waiting) >= FEW else 0
    if processes:
        Crew(waiting, say).work(processes)
        return
    for number, certificate in enumerate(read(waiting), start=1):
        make_or_log(certificate, lease.watch())
        say(number)


def read(keys: list[int], size: int = 50) -> Iterator[Certificate]:
    """The certificates in that order, some at a time, each with the template it is drawn with."""
    related = Certificate.objects.select_related("enrolment__course", "template_version__template")
    for start in range(0, len(keys), size):
        chunk = keys[start : start + size]
        found = related.in_bulk(chunk)
        pin_templates(list(found.values()))
        yield from (found[key] for key in chunk if key in found)


class Crew:
    """Processes that draw what they are told; each is fed by a thread that touches no database."""

    def __init__(self, keys: list[int], say: Callable[[int], None]) -> None:
        self.todo: SimpleQueue[list[int]] = SimpleQueue()
        for start in range(0, len(keys), CHUNK):
            self.todo.put(keys[start : start + CHUNK])
        self.say, self.stop = say, Event()
        self.made: list[int] = []
        self.died: list[str] = []

    def work(self, processes: int) -> None:
        """Until all is drawn, a process died, or the batch belongs to somebody else; no process is left behind."""
        threads = [Thread(target=self._feed, daemon=True) for _ in range(processes)]
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                threads[0].join(0.2)
                self.say(len(self.made))
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()
        if self.died:
            raise WorkerDied(self.died[0])

    def _feed(self) -> None:
        with subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR
        ) as child:
            try:
                self._talk(child)
            except OSError as error:
                self.died.append(str(error))

    def _talk(self, child: "subprocess.Popen[str]") -> None:
        assert child.stdin
        assert child.stdout
        while not self.stop.is_set():
            try:
                chunk = self.todo.get_nowait()
            except Empty:
                return
            print(*chunk, file=child.stdin, flush=True)
            for key in chunk:
                if not child.stdout.readline():
                    raise WorkerDied("a drawing process ended early")
                self.made.append(key)
