"""The supervisor with tiny real children: what it starts lives, comes back, and goes when it goes."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms.supervisor import lock
from lms.supervisor.backoff import Backoff
from lms.supervisor.child import Spec
from lms.supervisor.guard import Guard
from lms.supervisor.loop import Supervisor
from lms.supervisor.output import Screen

SLEEPS = ("/bin/sh", "-c", "echo here; exec sleep 60")
STUBBORN = ("/bin/sh", "-c", "trap '' TERM; echo here; while :; do sleep 0.1; done")


@pytest.fixture
def said() -> io.BytesIO:
    return io.BytesIO()


@pytest.fixture
def supervisor(said: io.BytesIO) -> Iterator[Supervisor]:
    supervisor = Supervisor(Screen(said), Guard(), backoff=lambda: Backoff(first=0.05))
    yield supervisor
    if not supervisor.stopping:
        supervisor.stop()


def alive(pid: int) -> bool:
    """A zombie has ended: its parent is only late in saying so."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def eventually(condition: Callable[[], bool], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_wait_doubles_with_each_early_death_and_is_never_over_thirty_seconds() -> None:
    backoff = Backoff()
    assert [backoff.after(1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_lived_long_starts_again_at_once() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.after(1)
    assert backoff.after(61) == 0.5


def test_a_child_that_is_killed_comes_back(supervisor: Supervisor, said: io.BytesIO) -> None:
    child = supervisor.add(Spec("web", SLEEPS))
    first = child.pid
    os.kill(first, signal.SIGKILL)
    assert supervisor.wait_for(lambda: child.pid not in {0, first}, seconds=5)
    assert alive(child.pid)
    assert "web đã thoát (tín hiệu 9)" in said.getvalue().decode()


def test_what_a_dead_child_left_in_its_group_is_gone_before_it_comes_back(supervisor: Supervisor) -> None:
    child = supervisor.add(Spec("web", ("/bin/sh", "-c", "sleep 60 & echo $!; wait")))
    grandchild = int(read_line(supervisor, "web"))
    os.kill(child.pid, signal.SIGKILL)
    assert supervisor.wait_for(lambda: not alive(grandchild), seconds=5)


def test_lines_carry_the_name_of_who_said_them(supervisor: Supervisor, said: io.BytesIO) -> None:
    supervisor.add(Spec("worker", ("/bin/sh", "-c", "printf 'một\\nhai'; sleep 60")))
    assert supervisor.wait_for(lambda: "một" in said.getvalue().decode(), seconds=5)
    supervisor.stop()
    lines = said.getvalue().decode().splitlines()
    assert "worker   | một" in lines
    assert "worker   | hai" in lines, "a last line without a line end is not lost"


def test_children_stop_stage_after_stage(supervisor: Supervisor, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for name, stage in (("queue", 9), ("web", 0)):
        script = f"trap 'echo {name} >> {log}; exit 0' TERM; echo here; while :; do sleep 0.05; done"
        supervisor.add(Spec(name, ("/bin/sh", "-c", script), stage=stage))
        read_line(supervisor, name)
    supervisor.stop()
    assert log.read_text().split() == ["web", "queue"]


def test_a_child_that_will_not_leave_is_killed_after_its_patience(supervisor: Supervisor) -> None:
    child = supervisor.add(Spec("worker", STUBBORN, patience=0.3))
    read_line(supervisor, "worker")
    pid = child.pid
    began = time.monotonic()
    supervisor.stop()
    assert not alive(pid)
    assert time.monotonic() - began < 3


def test_a_second_supervisor_of_the_same_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    held = lock.acquire(tmp_path)
    with pytest.raises(lock.AlreadyRunningError, match=f"đang chạy với thư mục {tmp_path}"):
        lock.acquire(tmp_path)
    os.close(held)
    os.close(lock.acquire(tmp_path))


def test_a_killed_guard_is_replaced_and_knows_the_children(supervisor: Supervisor) -> None:
    supervisor.add(Spec("web", SLEEPS))
    first = supervisor.guard.pid
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: not alive(first))
    supervisor.add(Spec("worker", SLEEPS))
    assert supervisor.guard.pid != first


PARENT = """
import sys
from pathlib import Path
from lms.supervisor import lock
from lms.supervisor.child import Spec
from lms.supervisor.guard import Guard
from lms.supervisor.loop import Supervisor
from lms.supervisor.output import Screen

supervisor = Supervisor(Screen(), Guard(keep=(lock.acquire(Path(sys.argv[1])),)))
supervisor.stop_on_signals()
scripts = {"web": "sleep 61 & echo here; wait", "worker": "trap '' TERM; while :; do sleep 0.2; done"}
children = [supervisor.add(Spec(name, ("/bin/sh", "-c", do), patience=1)) for name, do in scripts.items()]
Path(sys.argv[1], "pids").write_text(" ".join(str(child.pid) for child in children))
supervisor.run()
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.DEVNULL)
    assert eventually(lambda: (tmp_path / "pids").exists())
    yield process
    process.kill()
    process.wait()


def members(pids: list[int]) -> list[int]:
    """Everybody alive in the process groups of these leaders."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[0] != "Z" and int(fields[2]) in pids:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the children in /proc")
def test_killing_the_supervisor_leaves_no_child(parent: subprocess.Popen[bytes], tmp_path: Path) -> None:
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert len(members(pids)) >= 3
    parent.kill()
    parent.wait()
    assert eventually(lambda: not members(pids)), members(pids)
    os.close(lock.acquire(tmp_path))  # the next start waits for the guard, and then may


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_all_with_exit_code_zero(
    parent: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    parent.send_signal(number)
    assert parent.wait(timeout=10) == 0
    assert members(pids) == []


def read_line(supervisor: Supervisor, name: str) -> str:
    """Watch until the child has said its first line; return it."""
    out = supervisor.screen._out
    assert isinstance(out, io.BytesIO)
    start = f"{name.ljust(9)}| "

    def lines() -> list[str]:
        return [line[len(start) :] for line in out.getvalue().decode().splitlines() if line.startswith(start)]

    assert supervisor.wait_for(lambda: bool(lines()), seconds=5)
    return lines()[0]


def test_preparations_run_side_by_side_and_all_must_succeed(supervisor: Supervisor, tmp_path: Path) -> None:
    meet = f"touch {tmp_path}/$0; while [ ! -e {tmp_path}/$1 ]; do sleep 0.02; done"
    pair = [Spec(name, ("/bin/sh", "-c", meet, name, other)) for name, other in (("a", "b"), ("b", "a"))]
    assert supervisor.run_to_end(pair)
    assert not supervisor.run_to_end([Spec("good", ("/bin/true",)), Spec("bad", ("/bin/false",))])
    assert supervisor.children == []
