"""A dead man's switch: a small shell that ends every child when the supervisor is killed (kill -9)."""

import subprocess
from typing import IO

# It reads "+ PGID" and "- PGID" lines; end of file means that the supervisor is gone, however it went.
SCRIPT = """
trap '' INT TERM HUP
alive=
while read -r op group; do
  kept=
  for one in $alive; do [ "$one" = "$group" ] || kept="$kept $one"; done
  [ "$op" = "+" ] && kept="$kept $group"
  alive=$kept
done
for one in $alive; do kill -s TERM -- "-$one" 2>/dev/null; done
tries=0
while [ -n "$alive" ] && [ $tries -lt 50 ]; do
  kept=
  for one in $alive; do kill -s 0 -- "-$one" 2>/dev/null && kept="$kept $one"; done
  alive=$kept
  tries=$((tries + 1))
  [ -n "$alive" ] && sleep 0.1
done
for one in $alive; do kill -s KILL -- "-$one" 2>/dev/null; done
exit 0
"""


class Guard:
    """Knows the process groups that are alive, and outlives the supervisor just long enough to end them."""

    def __init__(self, *, keep: tuple[int, ...] = ()) -> None:
        """`keep`: descriptors held until the last child is gone (the lock)."""
        self._keep = keep
        self._groups: set[int] = set()
        self._shell = self._start()

    @property
    def pid(self) -> int:
        return self._shell.pid

    def watch(self, group: int) -> None:
        self._groups.add(group)
        self._tell(f"+ {group}\n")

    def forget(self, group: int) -> None:
        self._groups.discard(group)
        self._tell(f"- {group}\n")

    def close(self) -> None:
        """Let the guard go; it ends whatever it was not told to forget."""
        self._pipe.close()
        self._shell.wait(timeout=10)

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: a signal to the supervisor's group must not take the guard along.
        return subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT],
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=self._keep,
            cwd="/",
        )

    @property
    def _pipe(self) -> IO[bytes]:
        if self._shell.stdin is None:
            raise RuntimeError("the guard was started without a pipe")
        return self._shell.stdin

    def _tell(self, line: str) -> None:
        try:
            self._pipe.write(line.encode())
            self._pipe.flush()
        except BrokenPipeError:  # somebody killed the guard: a new one learns what the old one knew
            self._shell.wait()
            self._shell = self._start()
            for group in self._groups:
                self._tell(f"+ {group}\n")
