"""The only place that reads the environment; docs/settings.md lists every name (a test compares)."""

from pathlib import Path

import environ

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var"))).resolve()

DEMO = env.bool("DEMO", default=False)
SITE_ADDRESS = env.str("SITE_ADDRESS", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
SECRET_KEY = env.str("SECRET_KEY", default="")
PERSON_HASH_KEY = env.str("PERSON_HASH_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DATABASE_URL = env.str("DATABASE_URL", default="")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CACHE_URL = env.str("CACHE_URL", default="")
FFMPEG = env.str("FFMPEG", default="")
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="lopso@localhost")
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT = env.str("S3_ENDPOINT", default="")
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
SMS_SENDER = env.str("SMS_SENDER", default="")
SMS_HTTP_URL = env.str("SMS_HTTP_URL", default="")
SMS_HTTP_TOKEN = env.str("SMS_HTTP_TOKEN", default="")
SMS_HTTP_BODY = env.str("SMS_HTTP_BODY", default='{"to": "{phone}", "text": "{text}"}')
SMS_HTTP_EXPECT = env.str("SMS_HTTP_EXPECT", default="")
SMS_HTTP_TIMEOUT = env.int("SMS_HTTP_TIMEOUT", default=10)
SMS_HTTP_RETRIES = env.int("SMS_HTTP_RETRIES", default=2)
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_MATCH = env.str("OIDC_MATCH", default="")
SIGNING_KEY_FILE = env.str("SIGNING_KEY_FILE", default="")
SIGNING_KEY_PASSWORD = env.str("SIGNING_KEY_PASSWORD", default="")
BADGE_KEY_FILE = env.str("BADGE_KEY_FILE", default="")
ROSTER_APPROVAL_SHARE = env.int("ROSTER_APPROVAL_SHARE", default=20)
ROSTER_RESULT_DAYS = env.int("ROSTER_RESULT_DAYS", default=30)
VIDEO_MAX_GB = env.int("VIDEO_MAX_GB", default=4)
UPLOAD_PERSON_GB = env.int("UPLOAD_PERSON_GB", default=50)
UPLOAD_COLLECTION_GB = env.int("UPLOAD_COLLECTION_GB", default=500)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
