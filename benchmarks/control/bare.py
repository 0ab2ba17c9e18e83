"""Settings of the controls without middleware: the product's apps, database and cache, nothing else."""

from lms.settings.dev import *  # noqa: F403
from lms.settings.dev import INSTALLED_APPS as OURS

# allauth refuses to start without its middleware.
INSTALLED_APPS = [*(name for name in OURS if name != "allauth.account"), "benchmarks.control"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.control.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
