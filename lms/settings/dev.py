"""The embedded profile: SQLite, Valkey on a unix socket, files under DATA_DIR; one command starts it."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import (
    CACHE_URL,
    CELERY_BROKER_URL,
    DATA_DIR,
    PERSON_HASH_KEY,
    SECRET_KEY,
    SMS_SENDER,
    env,
)
from lms.settings.local_secrets import secret
from lms.supervisor.paths import queue_socket

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
SECRET_KEY = SECRET_KEY or secret(DATA_DIR, "secret_key")
PERSON_HASH_KEY = PERSON_HASH_KEY or secret(DATA_DIR, "person_hash_key")
SMS_SENDER = SMS_SENDER or "console"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http on one's own machine

QUEUE_SOCKET = env.str("QUEUE_SOCKET", default=str(queue_socket(DATA_DIR)))
CELERY_BROKER_URL = CELERY_BROKER_URL or f"redis+socket://{QUEUE_SOCKET}?virtual_host=0"
CACHES = {
    "default": {
        "BACKEND": "lms.cache.RedisCache",
        "LOCATION": CACHE_URL or f"unix://{QUEUE_SOCKET}?db=1",
    }
}
