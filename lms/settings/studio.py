"""Wagtail: the studio, its library and search."""

from lms.settings.env import SITE_ADDRESS
from lms.settings.languages import LANGUAGES, TIME_ZONE

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
