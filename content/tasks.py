"""Conversions in the worker: one at a time a process, so that a machine's other work keeps a processor."""

import logging
import threading
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from common import clock
from content.video import job
from content.video.lease import next_waiting
from content.video.writing import measure_video, unmeasured

log = logging.getLogger(__name__)
_bench = threading.Lock()


@shared_task(name="content.tasks.run_job", ignore_result=True)
def run_job(job_id: int) -> None:
    """Convert if nobody else does, then call the next that waits; ffmpeg's deadlines limit the time."""
    if not _bench.acquire(blocking=False):
        return  # this process is converting: whoever finishes calls the next
    try:
        worked = job.run(job_id, clock.now)
    finally:
        _bench.release()
    following = next_waiting(clock.now()) if worked else None
    if following is not None:
        nudge(following)


@shared_task(name="content.tasks.measure_legibility", ignore_result=True, time_limit=600)
def measure_legibility(uuid: str) -> None:
    """Measure a film's small writing, once for the same bytes."""
    measure_video(uuid=UUID(uuid), at=clock.now())


def call_for_measuring() -> None:
    """Send a few films whose writing nobody has measured; a message too many does no harm."""
    try:
        for uuid in unmeasured():
            measure_legibility.delay(str(uuid))
    except (OperationalError, OSError):
        log.warning("queue unreachable, small writing is measured later")


def nudge(job_id: int) -> None:
    """Send the message; without a queue the timetable does it later."""
    try:
        run_job.delay(job_id)
    except (OperationalError, OSError):
        log.warning("queue unreachable, video job %s left to the timetable", job_id)
