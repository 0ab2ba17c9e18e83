"""The embedded worker's Celery application: the project's, with the timetable in a thread of the worker.

A beat process of its own would cost some 100 MB for a clock, and `worker -B` forks one. Only this entry point
starts the thread: production runs its one beat by itself (docs/operations.md).
"""

import os
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import EmbeddedService
from celery.worker.components import Pool

from lms.celery import app


class Timetable(bootsteps.StartStopStep):
    """Sends periodic tasks as long as the worker lives."""

    requires = (Pool,)

    def create(self, worker: Any) -> Any:
        state = Path(os.environ["DATA_DIR"]) / "timetable"
        return EmbeddedService(worker.app, thread=True, schedule_filename=str(state))


app.steps["worker"].add(Timetable)

__all__ = ["app"]
