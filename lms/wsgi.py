"""The web server's entry: the players' reports are answered before Django, all else by it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
django = get_wsgi_application()

from courses.views.heartbeat import Heartbeats  # noqa: E402 - needs the apps

application = Heartbeats(django)
