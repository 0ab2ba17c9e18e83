"""An opening is a person's: readers of links in chats, search engines and scripts ask for the same and are no one."""

import pytest

from content.views.taps import is_a_browser
from tests.content.phones import PHONE

PEOPLE = [
    PHONE,
    PHONE + " Zalo android/13012345 ZaloTheme/light ZaloLanguage/vi",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/400.0.0]",
    "Mozilla/5.0 (Linux; Android 9; CUBOT_NOTE_20) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/110.0 Chrome/104.0 Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/8.0.35158/190.283; U; vi) Presto/2.8.119 Version/11.10",
    "UCWEB/2.0 (Java; U; MIDP-2.0; vi; nokia5130) U2/1.0.0 UCBrowser/8.9.0.251 U2/1.0.0 Mobile",
    "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.1",
]
MACHINES = [
    "",
    "curl/8.5.0",
    "python-requests/2.31.0",
    "okhttp/4.12.0",
    "Go-http-client/2.0",
    "Dalvik/2.1.0 (Linux; U; Android 10; SM-A107F)",
    "WhatsApp/2.23.20.0 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; Bytespider)",
    "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/534 (KHTML, like Gecko) Safari/534 BingPreview/1.0b",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0 Safari/537.36",
    "TelegramBot (like TwitterBot)",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_browsers_of_people_open(agent: str) -> None:
    assert is_a_browser(agent)


@pytest.mark.parametrize("agent", MACHINES)
def test_machines_do_not(agent: str) -> None:
    assert not is_a_browser(agent)
