"""Wiring: settings, addresses, queue, base templates; may import every app."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
