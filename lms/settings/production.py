"""The production profile: PostgreSQL, Redis or RabbitMQ, object storage; refuses to start half configured."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import (
    CACHE_URL,
    CELERY_BROKER_URL,
    CONTENT_POLICY,
    DATABASES,
    OIDC_ISSUER,
    PERSON_HASH_KEY,
    SECRET_KEY,
    SITE_ADDRESS,
    SMS_HTTP_URL,
    SMS_SENDER,
    STORAGES,
    env,
)
from lms.settings.env import DEMO, S3_BUCKET, S3_ENDPOINT
from lms.settings.required import require

require(
    SECRET_KEY=SECRET_KEY,
    PERSON_HASH_KEY=PERSON_HASH_KEY,
    DATABASE_URL=env.str("DATABASE_URL", default=""),
    CELERY_BROKER_URL=CELERY_BROKER_URL,
    CACHE_URL=CACHE_URL,
    ALLOWED_HOSTS=",".join(env.list("ALLOWED_HOSTS", default=[])),
    SITE_ADDRESS=env.str("SITE_ADDRESS", default=""),
)
if DEMO:
    raise SystemExit("DEMO=1 không được dùng ở bản chính thức. / DEMO=1 is refused in production.")
if SMS_SENDER == "console":
    raise SystemExit(
        "SMS_SENDER=console ghi mã đăng nhập vào nhật ký: chỉ dùng khi thử. / It writes sign-in codes to the log."
    )
if OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise SystemExit("OIDC_ISSUER phải bắt đầu bằng https://. / OIDC_ISSUER must begin with https://.")
if SMS_SENDER == "http":
    require(SMS_HTTP_URL=SMS_HTTP_URL)

MEDIA_ACCEL = env.str("MEDIA_ACCEL", default="")
# How many proxies stand in front: without it every visitor has nginx's address and shares one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)

DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES = {"default": {"BACKEND": "lms.cache.RedisCache", "LOCATION": CACHE_URL}}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

SIGNING_TEST_KEY = False  # without SIGNING_KEY_FILE certificates are unsigned and say so

# The bucket is closed to strangers; /media/ of this site sends readers on to addresses of a few hours.
S3_PRESIGNED = env.bool("S3_PRESIGNED", default=False)
if S3_PRESIGNED:
    require(S3_BUCKET=S3_BUCKET, S3_ENDPOINT=S3_ENDPOINT)

if S3_BUCKET:
    public = {"bucket_name": S3_BUCKET, "endpoint_url": S3_ENDPOINT or None, "querystring_auth": False}
    if S3_PRESIGNED:
        public |= {
            "custom_domain": f"{SITE_ADDRESS.removeprefix('https://')}/media",
            "default_acl": "private",
        }
        CONTENT_POLICY = CONTENT_POLICY | {
            name: f"{CONTENT_POLICY[name]} {S3_ENDPOINT}" for name in ("img-src", "media-src")
        }
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": public}
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": S3_ENDPOINT or None, "default_acl": "private"},
    }
