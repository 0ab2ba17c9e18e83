"""Who works on a job: compare-and-set on its row, so a message delivered twice has its effects once."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from content.models import Video, VideoJob
from content.video.errors import LeaseLost
from content.video.plan import PLANS, Plan

LEASE = timedelta(seconds=30)
BEAT = timedelta(seconds=5)
MAX_ATTEMPTS = 3
State = VideoJob.State


class Lease:
    """The right to work on one job, kept by beating at least every LEASE."""

    def __init__(self, job: VideoJob, token: uuid.UUID, watch: Callable[[], datetime]) -> None:
        self.job, self.token, self.watch = job, token, watch
        self._said: tuple[str, int] = ("", -1)
        self._beaten = watch()

    def say(self, stage: str, percent: int) -> None:
        """Extend the lease and show how far the work is; raise LeaseLost if somebody else has the job."""
        at = self.watch()
        if (stage, percent) == self._said and at - self._beaten < BEAT:
            return
        if stage == self._said[0] and at - self._beaten < BEAT / 5:
            return  # a row written once a second is lively enough
        self._said, self._beaten = (stage, percent), at
        self.set(leased_until=at + LEASE, stage=stage, percent=percent)

    def set(self, **values: object) -> None:
        """Write to the row if the lease still is ours."""
        mine = VideoJob.objects.filter(pk=self.job.pk, lease=self.token, state=State.RUNNING)
        if not mine.update(**values):
            raise LeaseLost(self.job.pk)


def claim(job_id: int, watch: Callable[[], datetime]) -> Lease | None:
    """Take the job if it waits or its worker is gone; None if there is nothing to do here."""
    at, token = watch(), uuid.uuid4()
    with transaction.atomic():
        job = VideoJob.objects.select_related("video").filter(pk=job_id).first()
        if job is None or _twin_at_work(job, at):
            return None
        taken = open_jobs(at).filter(pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
            state=State.RUNNING, lease=token, leased_until=at + LEASE, attempts=F("attempts") + 1,
            started_at=at, finished_at=None, stage="", percent=0, reason="",
        )  # fmt: skip
        if not taken:
            _give_up(job, at)
            return None
        Video.objects.filter(pk=job.video_id).exclude(status=Video.Status.READY).update(
            status=Video.Status.WORKING, reason=""
        )
    return Lease(job, token, watch)


def open_jobs(at: datetime) -> QuerySet[VideoJob]:
    """Jobs that wait, and running ones whose worker has not been heard of."""
    return VideoJob.objects.filter(Q(state=State.QUEUED) | Q(state=State.RUNNING, leased_until__lt=at))


def _twin_at_work(job: VideoJob, at: datetime) -> bool:
    """Whether another upload of the same bytes is being converted; locked, so two cannot both say no."""
    if not job.video.sha256:
        return False
    same = VideoJob.objects.select_for_update(of=("self",)).filter(
        video__sha256=job.video.sha256, plan=job.plan
    )
    return any(
        one.pk != job.pk and one.state == State.RUNNING and one.leased_until and one.leased_until >= at
        for one in same.order_by("pk")
    )


def _give_up(job: VideoJob, at: datetime) -> None:
    reason = _("Đã thử %(times)s lần mà không chuyển đổi xong. Hãy báo quản trị viên, rồi bấm Thử lại.") % {
        "times": MAX_ATTEMPTS
    }
    spent = open_jobs(at).filter(pk=job.pk, attempts__gte=MAX_ATTEMPTS)
    if spent.update(state=State.FAILED, reason=reason, finished_at=at, lease=None, leased_until=None):
        fail_video(job, reason)


def fail_video(job: VideoJob, reason: str) -> None:
    """A film that can be shown already stays so, whatever becomes of its other outputs."""
    if PLANS[job.plan].essential:
        Video.objects.filter(pk=job.video_id).exclude(status=Video.Status.READY).update(
            status=Video.Status.FAILED, reason=reason
        )


def next_waiting(at: datetime) -> int | None:
    """The job that should start now: what makes a film showable first, then what waits longest."""
    busy = VideoJob.objects.filter(state=State.RUNNING, leased_until__gte=at).values("video__sha256")
    waiting = VideoJob.objects.filter(state=State.QUEUED).exclude(video__sha256__in=busy)
    return in_turn(waiting).values_list("pk", flat=True).first()


def in_turn(jobs: QuerySet[VideoJob]) -> QuerySet[VideoJob]:
    """Essential plans before the others, each by age."""
    essential = [plan.name for plan in PLANS.values() if plan.essential]
    later = Case(When(plan__in=essential, then=0), default=1, output_field=IntegerField())
    return jobs.order_by(later, "queued_at", "pk")


def ask_for(video_id: int, plan: Plan, at: datetime) -> VideoJob:
    """The plan's job as a fresh row: whoever worked on it before loses the lease."""
    fresh = {
        "state": State.QUEUED, "attempts": 0, "lease": None, "leased_until": None, "stage": "", "percent": 0,
        "reason": "", "queued_at": at, "started_at": None, "finished_at": None, "cancelled_by": None,
    }  # fmt: skip
    return VideoJob.objects.update_or_create(video_id=video_id, plan=plan.name, defaults=fresh)[0]
