"""What both profiles share, put together from its parts; what comes from the environment is in env.py."""

import django_stubs_ext

from lms.settings.accounts import *  # noqa: F403
from lms.settings.apps import *  # noqa: F403
from lms.settings.env import *  # noqa: F403
from lms.settings.env import DATA_DIR, EMAIL_URL, LOG_LEVEL, ROOT, env
from lms.settings.keeping import *  # noqa: F403
from lms.settings.languages import *  # noqa: F403
from lms.settings.security import *  # noqa: F403
from lms.settings.studio import *  # noqa: F403
from lms.settings.work import *  # noqa: F403

django_stubs_ext.monkeypatch()

DEBUG = False
BASE_DIR = ROOT
DATA_DIR.mkdir(parents=True, exist_ok=True)

# By what a cached public page is kept apart, beside address and language.
PUBLIC_DISPLAY_KEY = "lms.context.display_key"
PUBLIC_PAGES_SECONDS = 300  # how long at most; a publication ends it at once

IMPORT_EXPORT_USE_TRANSACTIONS = True

CERTIFICATE_PROCESSES = 2  # draw a whole class; 0: in the worker itself
SIGNING_TEST_KEY = True  # without SIGNING_KEY_FILE, sign with a key that says it is a test

DEMO_ACCOUNTS = {"canbo", "giangvien", "nhansu", "nhansu-xa", "quantri"}
DEMO_PASSWORD = "lopso-demo"  # noqa: S105 - printed on purpose; production refuses to start with it

EMAIL_CONFIG = env.email_url_config(EMAIL_URL)
vars().update(EMAIL_CONFIG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "xhtml2pdf": {"level": "ERROR"},
        "pyhanko": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},  # two lines for each saved page
        "wagtail": {"level": "WARNING"},
    },
}
# Wagtail shows its preview in a frame of the same origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
