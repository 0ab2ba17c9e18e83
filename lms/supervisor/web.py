"""The embedded web server: granian with its worker in a thread, so that no process only waits.

Granian keeps a parent (32 MB) beside each worker process; with one worker the supervisor is that parent.
Its threaded server is meant for Python without the GIL; with it, the same threads simply take turns, as they
do in a worker process. Production runs granian's own command with several workers.
"""

import os
import socket
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.net import SocketSpec
from granian.server.common import AbstractServer
from granian.server.mt import MTServer

# Seconds of silence before the first question, between questions, and how many stay unanswered: 40 s in all.
PATIENCE = {"TCP_KEEPIDLE": 20, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 4}


class OneProcess(MTServer):
    """Granian's threaded server, allowed to run with the GIL."""

    def _check_gil(self) -> None:
        """Nothing to refuse."""

    def _init_shared_socket(self) -> None:
        """The listening socket, asking of each connection now and then whether somebody is still there.

        A thread waits for the rest of a body without end: four lines that were lost in the middle of an upload would be
        the last thing that this server heard. Connections take these options over from the socket that listens.
        """
        holder = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd, self._sfd = holder, holder.get_fd()  # type: ignore[assignment]
        with socket.socket(fileno=os.dup(holder.get_fd())) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in PATIENCE.items():
                if hasattr(socket, name):
                    listening.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def main(host: str, port: str, threads: str) -> None:
    if not os.environ.get("DATABASE_URL"):
        # Django REST framework, which Wagtail's explorer brings, imports PostgreSQL's driver wherever it
        # finds one: 9 MB that SQLite has no use for. `None` makes the import fail, which it expects.
        sys.modules["psycopg"] = None  # type: ignore[assignment]
    server = OneProcess(
        "lms.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        blocking_threads=int(threads),
        websockets=False,
        log_level=LogLevels.warning,
    )
    AbstractServer.serve(server)  # MTServer's own only adds a warning about the missing GIL


if __name__ == "__main__":
    main(*sys.argv[1:4])
