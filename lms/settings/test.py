"""Settings of the test suite: the same code on either database, with fast hashes and memory storage."""

import os

from lms.settings.base import *  # noqa: F403
from lms.settings.base import CACHE_URL, CELERY_BROKER_URL, DATA_DIR

SECRET_KEY = "test-secret-key-of-no-value"  # noqa: S105
PERSON_HASH_KEY = "test-person-hash-key"
ALLOWED_HOSTS = ["*"]
DEMO = True
SMS_SENDER = "file"
CERTIFICATE_PROCESSES = 0  # a process of its own would not see the test's database
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "tests.memory_storage.MemoryStorage"},
    "private": {"BACKEND": "tests.memory_storage.MemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_DIR = DATA_DIR / "test" / os.environ.get("PYTEST_XDIST_WORKER", "main")
DATA_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a missing folder, and warnings are errors here
UPLOAD_DIR = DATA_DIR / "uploads"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns when it is absent
CACHES = {
    "default": {
        "BACKEND": "lms.cache.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": f"test-{os.getpid()}",  # parallel test processes share one server
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CELERY_BROKER_URL = CELERY_BROKER_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PUBLIC_PAGES_SECONDS = 0  # a test that is rolled back publishes nothing, so nobody would be told to forget
