"""Languages, formats and the one time zone."""

from lms.settings.env import ROOT

# Vietnamese is the language the strings are written in; English is the second catalogue (decision 0011).
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
