"""The web server's entry: the players' reports are answered before Django, all else by it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
django = get_wsgi_application()

# These need the apps.
from common.short_way import ShortWay  # noqa: E402
from courses.views import heartbeat  # noqa: E402

application = ShortWay(django, heartbeat.HEADER, heartbeat.answer)
