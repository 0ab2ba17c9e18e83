"""The embedded worker: all queues in a few threads, with the timetable in a thread beside them.

A beat process of its own would cost some 100 MB for a clock, and `celery worker -B` forks one; celery's
command line alone costs 10 MB of completion and colours. Production uses the command line and one beat of its
own (docs/operations.md).
"""

import os
import sys
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import EmbeddedService
from celery.worker.components import Pool

from lms.celery import app
from lms.supervisor.redelivery import give_back


class Timetable(bootsteps.StartStopStep):
    """Sends periodic tasks as long as the worker lives."""

    requires = (Pool,)

    def create(self, worker: Any) -> Any:
        state = Path(os.environ["DATA_DIR"]) / "timetable"
        return EmbeddedService(worker.app, thread=True, schedule_filename=str(state))


def main(queues: str, threads: str) -> int:
    app.steps["worker"].add(Timetable)
    app.loader.init_worker()
    worker = app.Worker(
        pool="threads",
        concurrency=int(threads),
        queues=queues.split(","),
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    # A queue of its own has no other worker; one that is shared keeps to the visibility timeout.
    if not os.environ.get("CELERY_BROKER_URL") and (unfinished := give_back(app)):
        print(f"{unfinished} việc dở dang của tiến trình trước được làm lại.", flush=True)
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
