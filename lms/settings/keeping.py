"""Where rows, files and uploads are kept, and how large they may be."""

from lms.settings.env import DATA_DIR, DATABASE_URL, VIDEO_MAX_GB, env

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "lopso.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    },
}
DATABASES = {"default": env.db_url_config(DATABASE_URL) | {"CONN_MAX_AGE": 600} if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
UPLOAD_DIR = DATA_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Certificates: served by a view that checks who asks, never by address.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "lms.static_files.StaticFiles"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else shows our files, and each would say so
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# On the disk of the media, so a large video is renamed, not copied.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
VIDEO_MAX_BYTES = VIDEO_MAX_GB * 1024**3
VIDEO_FORM_MAX_BYTES = 200 * 1024**2  # sent by a form in one go: what breaks starts anew
ROSTER_MAX_BYTES = 30 * 1024**2
ROSTER_AT_ONCE = 2_000  # rows read and applied while the clerk waits; more goes to the queue
GUIDANCE_FILE_MAX_BYTES = 20 * 1024**2  # one document of an official letter
CLASS_EVIDENCE_MAX_BYTES = 20 * 1024**2  # one scan of a class
