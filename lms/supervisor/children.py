"""The processes of the embedded profile and how each is started."""

import sys

from lms.supervisor.child import Spec
from lms.supervisor.config import Config

QUEUES = "default,mail,pdf,import,video"
WEB_THREADS = 4
WORKER_THREADS = 4  # one is kept free of conversions (see decision 0009)


def environment(config: Config) -> dict[str, str]:
    """Return what every child must see, so that all of them mean the same installation."""
    return {
        "DATA_DIR": str(config.data_dir),
        "PORT": str(config.port),
        "DEMO": "1" if config.demo else "0",
        "QUEUE_SOCKET": str(config.queue_socket),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(config.root),
        # Where the shell forbids bytecode, each start would compile two thousand modules anew.
        "PYTHONDONTWRITEBYTECODE": "",
        "MALLOC_ARENA_MAX": "2",  # threads would each keep freed memory in an arena of their own
    }


def web(config: Config) -> Spec:
    """One process with a few threads: most of its memory is code, which threads share."""
    argv = (sys.executable, "-m", "lms.supervisor.web", config.host, str(config.port), str(WEB_THREADS))
    return Spec("web", argv, environment(config), patience=5)


def worker(config: Config) -> Spec:
    """One process for all queues, with the timetable in a thread of it."""
    argv = (sys.executable, "-m", "lms.supervisor.worker", QUEUES, str(WORKER_THREADS))
    quieter = {
        "CELERY_SKIP_CHECKS": "1",  # `make check` runs them; here they would only cost a second
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # a container's user is root
    }
    return Spec("worker", argv, environment(config) | quieter, patience=6)


def prepare(config: Config, parts: list[str]) -> Spec:
    """All that a start has to prepare, in one process: each costs seconds before it begins."""
    argv = (sys.executable, str(config.root / "manage.py"), "prepare", *parts)
    return Spec("prepare", argv, environment(config), patience=3)
