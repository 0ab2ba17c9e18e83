"""Start the children, start them again when they die, and stop them in order."""

import signal
import time
from collections.abc import Callable, Iterable
from itertools import groupby

from lms.supervisor.backoff import Backoff
from lms.supervisor.child import Child, Spec
from lms.supervisor.guard import Guard
from lms.supervisor.output import Screen

TICK = 0.2  # seconds


class Supervisor:
    """Owns the children of one installation; everything happens in the caller's thread."""

    def __init__(
        self, screen: Screen, guard: Guard, *, backoff: Callable[[], Backoff] = Backoff, name: str = "lopso"
    ) -> None:
        self.screen = screen
        self.guard = guard
        self.children: list[Child] = []
        self.stopping = False
        self._backoff = backoff
        self._name = name

    def stop_on_signals(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal ask for an orderly stop."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asked to be left alone
            numbers.append(signal.SIGHUP)
        for number in numbers:
            signal.signal(number, lambda *_: self.request_stop())

    def request_stop(self) -> None:
        self.stopping = True

    def add(self, spec: Spec) -> Child:
        child = Child(spec, self._backoff())
        self.children.append(child)
        self._start(child)
        return child

    def run(self, each_tick: Callable[[], None] = lambda: None) -> None:
        """Watch over the children until a stop is asked for, then stop them."""
        while not self.stopping:
            self.tick()
            each_tick()
        self.stop()

    def wait_for(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Watch over the children until `ready`; False when it took too long or a stop was asked for."""
        deadline = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < deadline:
            if ready():
                return True
            self.tick(0.02)
        return False

    def tick(self, seconds: float = TICK) -> None:
        self.screen.pump(seconds)
        for child in self.children:
            self._look_after(child)

    def run_to_end(self, specs: list[Spec]) -> bool:
        """Run preparations side by side; True when all ended well, False also when a stop was asked for."""
        children = [Child(spec) for spec in specs]
        self.children += children
        for child in children:
            self._start(child)
        while not self.stopping and not _all_ended(children):
            self.screen.pump(0.05)
        if self.stopping:
            return False
        for child in children:
            self.children.remove(child)
        return [self._bury(child) for child in children] == [0] * len(children)

    def stop(self) -> None:
        """Stop stage after stage; kill what does not leave in its time; leave nobody behind."""
        self.stopping = True
        self.screen.say(self._name, "Đang dừng…")
        ordered = sorted(self.children, key=lambda child: child.spec.stage)
        for _, stage in groupby(ordered, key=lambda child: child.spec.stage):
            self._stop_stage(list(stage))
        self.screen.drain()
        self.guard.close()
        self.screen.say(self._name, "Đã dừng.")

    def _stop_stage(self, children: list[Child]) -> None:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + max(child.spec.patience for child in children)
        while not _all_ended(children) and time.monotonic() < deadline:
            self.screen.pump(0.05)
        for child in children:
            self._end(child)

    def _end(self, child: Child) -> None:
        if not child.ended():
            self.screen.say(self._name, f"{child.spec.name} không dừng kịp, buộc kết thúc.")
        if child.process:
            child.sweep()
            child.process.wait()
            self.guard.forget(child.pid)

    def _start(self, child: Child) -> None:
        child.start()
        self.guard.watch(child.pid)
        self.screen.follow(child.spec.name, child.output)

    def _look_after(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.due_at:
                self._start(child)
        elif child.ended():
            code = self._bury(child)
            wait = max(0.0, child.due_at - time.monotonic())
            self.screen.say(
                self._name, f"{child.spec.name} đã thoát ({_how(code)}), khởi động lại sau {wait:.1f} giây."
            )

    def _bury(self, child: Child) -> int | None:
        group = child.pid
        code = child.died()
        self.guard.forget(group)
        return code


def _all_ended(children: Iterable[Child]) -> bool:
    return all(child.ended() for child in children)


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"tín hiệu {-code}"
    return f"mã {code}"
