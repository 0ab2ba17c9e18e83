"""A Celery application without Django for the queue's tests: one task that is slow the first time it runs."""

import os
import time
from pathlib import Path

from celery import Celery

from lms.settings import base

app = Celery("probe", broker=os.environ["CELERY_BROKER_URL"])
app.conf.update(
    task_acks_late=base.CELERY_TASK_ACKS_LATE,
    task_reject_on_worker_lost=base.CELERY_TASK_REJECT_ON_WORKER_LOST,
    worker_prefetch_multiplier=base.CELERY_WORKER_PREFETCH_MULTIPLIER,
    broker_transport_options=base.CELERY_BROKER_TRANSPORT_OPTIONS,
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
)


@app.task
def work(folder: str) -> None:
    """Note the start, take a minute the first time, note the end."""
    started = Path(folder, "started")
    first = not started.exists()
    started.touch()
    if first:
        time.sleep(60)
    Path(folder, "done").touch()
