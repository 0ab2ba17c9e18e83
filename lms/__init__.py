"""Wiring: settings, addresses, queue, base templates; may import every app.

Imports nothing itself: the supervisor and the settings live here too and want neither Celery nor Django
(lms.apps makes the Celery application known).
"""
