"""Settings of the control that must know who asks: the session, and nothing else."""

from benchmarks.control.bare import *  # noqa: F403

MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
