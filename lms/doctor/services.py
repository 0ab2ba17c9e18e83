"""Queue, cache and workers."""

from collections.abc import Iterator
from secrets import token_hex

from django.core.cache import cache
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from lms.celery import app
from lms.doctor.findings import Finding, broken, care, well
from lms.supervisor.children import QUEUES


def queue() -> Iterator[Finding]:
    subject = _("Hàng đợi")
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=3)
    except (OperationalError, OSError) as error:
        yield broken(subject, _("không trả lời, Lớp Số có đang chạy không? (%(why)s)") % {"why": error})
        return
    yield well(subject, _("trả lời"))
    yield from _workers()


def _workers() -> Iterator[Finding]:
    subject = _("Tiến trình nền")
    queues = app.control.inspect(timeout=2).active_queues() or {}
    served = {queue["name"] for worker in queues.values() for queue in worker}
    missing = sorted(set(QUEUES.split(",")) - served)
    if not queues:
        yield broken(subject, _("không có tiến trình nào nhận việc"))
    elif missing:
        yield broken(subject, _("không ai nhận việc ở hàng: %(queues)s") % {"queues": ", ".join(missing)})
    else:
        yield well(subject, _("%(count)s tiến trình, đủ mọi hàng") % {"count": len(queues)})


def cache_answers() -> Iterator[Finding]:
    subject = _("Bộ nhớ đệm")
    value = token_hex(8)
    try:
        cache.set("doctor", value, timeout=30)
        found = cache.get("doctor")
    except (RedisError, OSError) as error:
        yield broken(subject, _("không trả lời (%(why)s)") % {"why": error})
        return
    if found == value:
        yield well(subject, _("ghi và đọc lại đúng"))
    else:
        yield care(subject, _("không giữ được giá trị vừa ghi"))
