"""The embedded web server: granian with its worker in a thread, so that no process only waits.

Granian keeps a parent (32 MB) beside each worker process; with one worker the supervisor is that parent.
Its threaded server is meant for Python without the GIL; with it, the same threads simply take turns, as they
do in a worker process. Production runs granian's own command with several workers.
"""

import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer
from granian.server.mt import MTServer


class OneProcess(MTServer):
    """Granian's threaded server, allowed to run with the GIL."""

    def _check_gil(self) -> None:
        """Nothing to refuse."""


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
