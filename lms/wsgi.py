"""The web server's entry: players' reports and answers to tests are taken before Django, all else by it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
django = get_wsgi_application()

# These need the apps.
from assessments.views import quick  # noqa: E402
from common.short_way import ShortWay  # noqa: E402
from courses.views import heartbeat  # noqa: E402

answers = ShortWay(django, quick.HEADER, quick.answer)
application = ShortWay(answers, heartbeat.HEADER, heartbeat.answer)
