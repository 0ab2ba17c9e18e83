"""What both profiles share: apps, middleware, languages, accounts, security."""

import django_stubs_ext

from lms.settings.env import (  # noqa: F401 - settings in their own right
    ALLOWED_HOSTS,
    APPEAL_DAYS,
    BADGE_KEY_FILE,
    CACHE_URL,
    CELERY_BROKER_URL,
    CERTIFICATE_BATCH_DAYS,
    DATA_DIR,
    DATABASE_URL,
    DEFAULT_FROM_EMAIL,
    DEMO,
    EMAIL_URL,
    FFMPEG,
    LOG_LEVEL,
    MEDIA_URL,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ISSUER,
    OIDC_MATCH,
    OIDC_NAME,
    PERSON_HASH_KEY,
    QUIZ_LATE_GRACE_SECONDS,
    ROOT,
    ROSTER_APPROVAL_SHARE,
    ROSTER_RESULT_DAYS,
    SECOND_FACTOR,
    SECRET_KEY,
    SIGNING_IN_PERSON,
    SIGNING_KEY_FILE,
    SIGNING_KEY_PASSWORD,
    SIGNING_PKCS11_KEY_LABEL,
    SIGNING_PKCS11_MODULE,
    SIGNING_PKCS11_PIN,
    SIGNING_PKCS11_TOKEN_LABEL,
    SIGNING_REVOCATION,
    SIGNING_ROOTS_FILE,
    SIGNING_SEAL_FILE,
    SITE_ADDRESS,
    SMS_HTTP_BODY,
    SMS_HTTP_EXPECT,
    SMS_HTTP_RETRIES,
    SMS_HTTP_TIMEOUT,
    SMS_HTTP_TOKEN,
    SMS_HTTP_URL,
    SMS_SENDER,
    TIMESTAMP_URL,
    TIMESTAMP_WAIT_MINUTES,
    UPLOAD_COLLECTION_GB,
    UPLOAD_PERSON_GB,
    VIDEO_MAX_GB,
    env,
)
from lms.settings.sign_in import match_of, oidc_providers, refuse_unknown

django_stubs_ext.monkeypatch()

DEBUG = False
BASE_DIR = ROOT
DATA_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "lms",
    "reports",
    "certificates",
    "content",
    "assessments",
    "courses",
    "people",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.middleware.PackedPagesMiddleware",
    "lms.middleware.ContentPolicyMiddleware",
    "content.public_cache.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lms.context.page",
            ],
            "builtins": [
                "lms.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lms.templatetags.constants",  # the last one wins
            ],
        },
    },
]

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

# Vietnamese is the language the strings are written in; English is the second catalogue (decision 0011).
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

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
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["people.backends.IdentifierBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/vao/"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {
    "login": "people.forms.LoginForm",
    "set_password": "people.forms.SetPasswordForm",
    "change_password": "people.forms.ChangePasswordForm",
    "reset_password": "people.forms.ResetPasswordForm",
    "reset_password_from_key": "people.forms.ResetPasswordKeyForm",
}
# Per-address limits must let a hall of sixty behind one address in; the per-account part stays strict.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "change_password": "10/m/user",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
    "reauthenticate": "10/m/user",
    "signup": False,
    "phone_code": "600/m/ip",  # per phone: people.services.phone_codes
}
# Time to install an authenticator app over a slow line before the password is asked again.
ACCOUNT_LOGIN_TIMEOUT = 1800

# A second factor for HR and administrators (decision 0019): SECOND_FACTOR=optional leaves it to them.
MFA_ADAPTER = "people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "people.factor_forms.CodeForm",
    "reauthenticate": "people.factor_forms.CodeAgainForm",
    "activate_totp": "people.factor_forms.AppForm",
    "authenticate_webauthn": "people.factor_forms.PasskeyAnswerForm",
    "reauthenticate_webauthn": "people.factor_forms.PasskeyAgainForm",
    "add_webauthn": "people.factor_forms.PasskeyForm",
    "edit_webauthn": "people.factor_forms.PasskeyNameForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Lớp Số"
MFA_TOTP_TOLERANCE = 1  # cheap phones' clocks are half a minute off
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600

# Codes by SMS; without a sender the sign-in page does not offer them.
SMS_SENDERS = {
    "console": "people.sms.console.send",
    "file": "people.sms.file.send",
    "http": "people.sms.http.send",
}

# Sign-in by OpenID Connect: nobody signs up by it, and nothing of it is stored but what the roster knows.
SOCIALACCOUNT_ADAPTER = "people.oidc.OidcAdapter"
SOCIALACCOUNT_PROVIDERS = oidc_providers(
    name=OIDC_NAME, issuer=OIDC_ISSUER, client_id=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET
)
# A link, not a form: browsers hold our policy's form-action against the provider that a form is redirected to.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_CLAIM = match_of(OIDC_MATCH)
refuse_unknown(
    second_factor=SECOND_FACTOR, sms_sender=SMS_SENDER, senders=set(SMS_SENDERS), oidc_match=OIDC_MATCH
)

# Written by allauth's own page only at sign-in, so a page view never writes a session.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lms.site_views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# No inline script or style anywhere; sent by lms.middleware.ContentPolicyMiddleware.
CONTENT_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# What Wagtail's editor needs on top, on /quan-tri/ only.
STUDIO_POLICY = {
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
}

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
CLASS_EVIDENCE_MAX_BYTES = 20 * 1024**2  # one scan of a class

CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest transcode, or it would be delivered twice while it runs.
    "visibility_timeout": 6 * 3600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "content.tasks.*": {"queue": "video"},
    "certificates.periodic.work_on_batch": {
        "queue": "import"
    },  # long: a file that somebody waits for goes its way
    "certificates.*": {"queue": "pdf"},
    "assessments.periodic.count_statistics": {"queue": "import"},  # a large test takes a minute
    "people.sms.tasks.*": {"queue": "mail"},
    "people.periodic.mail_notices": {"queue": "mail"},
    "people.periodic.work_on_roster": {"queue": "import"},
    "people.periodic.make_roster_result": {"queue": "import"},
    "assessments.periodic.work_on_regrade": {"queue": "import"},
    "courses.periodic.work_on_past_class": {"queue": "import"},
    "courses.periodic.make_evidence_folder": {"queue": "import"},
}
CELERY_BEAT_SCHEDULE = {
    "close-overdue-attempts": {"task": "assessments.periodic.close_overdue", "schedule": 60.0},
    "issue-certificates": {"task": "certificates.periodic.issue_due", "schedule": 30.0},
    "requeue-certificate-batches": {"task": "certificates.periodic.requeue_batches", "schedule": 30.0},
    "forget-certificate-batch-files": {
        "task": "certificates.periodic.forget_batch_files",
        "schedule": 24 * 3600.0,
    },
    "requeue-question-imports": {"task": "assessments.periodic.requeue_imports", "schedule": 60.0},
    "forget-question-imports": {"task": "assessments.periodic.forget_import_files", "schedule": 24 * 3600.0},
    "requeue-regrades": {"task": "assessments.periodic.requeue_regrades", "schedule": 30.0},
    "requeue-video-jobs": {"task": "content.periodic.requeue_lost", "schedule": 30.0},
    "enrol-assigned": {"task": "courses.periodic.enrol_assigned", "schedule": 60.0},
    "tend-classes": {"task": "courses.periodic.tend_classes", "schedule": 60.0},
    "forget-class-files": {"task": "courses.periodic.forget_class_files", "schedule": 24 * 3600.0},
    "requeue-evidence-folders": {"task": "courses.periodic.requeue_evidence_folders", "schedule": 30.0},
    "requeue-past-classes": {"task": "courses.periodic.requeue_past_classes", "schedule": 30.0},
    "check-progress": {"task": "courses.periodic.check_progress", "schedule": 24 * 3600.0},
    "count-statistics": {"task": "assessments.periodic.count_statistics", "schedule": 300.0},
    "count-viewing": {"task": "courses.periodic.count_viewing", "schedule": 3600.0},
    "expire-telemetry": {"task": "courses.periodic.expire_telemetry", "schedule": 24 * 3600.0},
    "requeue-rosters": {"task": "people.periodic.requeue_rosters", "schedule": 30.0},
    "forget-roster-files": {"task": "people.periodic.forget_roster_files", "schedule": 24 * 3600.0},
    "mail-notices": {"task": "people.periodic.mail_notices", "schedule": 60.0},
    "forget-phone-codes": {"task": "people.periodic.forget_phone_codes", "schedule": 24 * 3600.0},
    "forget-ended-sessions": {"task": "people.periodic.forget_ended_sessions", "schedule": 24 * 3600.0},
    "sweep-uploads": {"task": "content.periodic.sweep_uploads", "schedule": 600.0},
    "measure-legibility": {"task": "content.periodic.measure_legibility", "schedule": 300.0},
    "publish-scheduled": {"task": "content.periodic.publish_scheduled", "schedule": 60.0},
}
# News that a lower app tells and a higher one hears (common.nudges); the periodic jobs above are the truth.
NUDGES = {
    "course_completed": ["certificates.periodic.issue_for_enrolment"],
    "certificate_wanted": ["certificates.periodic.make_file"],
    "certificate_batch_waits": ["certificates.periodic.work_on_batch"],
    "certificates_mended": ["certificates.periodic.draw_waiting"],
    "roster_waits": ["people.periodic.work_on_roster"],
    "past_class_waits": ["courses.periodic.work_on_past_class"],
    "evidence_folder_wanted": ["courses.periodic.make_evidence_folder"],
    "roster_result_wanted": ["people.periodic.make_roster_result"],
    "question_import_waits": ["assessments.periodic.work_on_import"],
    "people_changed": ["courses.periodic.enrol_assigned"],
    "regrade_waits": ["assessments.periodic.work_on_regrade"],
}

# Questions that a lower app asks of higher ones: who of these people (keys) has a record that must not lose them.
PEOPLE_IN_USE = ["courses.queries.learned.people_who_learned"]
# And: for which of these enrolments (keys) does a certificate stand, so that a pass is not taken from under it.
ENROLMENTS_CERTIFIED = ["certificates.queries.standing.enrolments_certified"]
# And how many of their records rest on these facts (keys), which then must not be retracted.
EVENTS_IN_USE = ["certificates.queries.in_use.certificates_resting_on"]
# What each app puts into the evidence folder of a class.
CLASS_FOLDER_PARTS = [
    "courses.services.afterwards.parts.parts_of_class",
    "certificates.class_folder.parts_of_class",
]

WAGTAIL_SITE_NAME = "Lớp Số"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses that can be read out over the phone
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/tai-khoan/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # /tai-khoan/ is the one place for passwords
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one country, one clock; the machine's own “localtime” breaks browsers
WAGTAIL_USER_CUSTOM_FIELDS: list[str] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILMEDIA = {
    "MEDIA_MODEL": "content.Video",
    "MEDIA_FORM_BASE": "content.forms.VideoForm",
    "AUDIO_EXTENSIONS": [],
    "VIDEO_EXTENSIONS": [],
}

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
