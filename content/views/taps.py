"""Whether a person opened an address: what machines ask, and what a browser asks ahead, is no opening.

Nobody is known by it: the browser's own name is read and forgotten. A machine that calls itself a browser is counted.
"""

import re

from django.http import HttpRequest

BROWSERS = ("Mozilla/", "Opera/", "UCWEB/")
# Search engines, readers of links in chats, watchers and scripts, by the words they call themselves. Zalo's and
# Facebook's own browsers, in which people open what they were sent, use none of them; Cubot is a make of phones.
MACHINES = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|externalhit|externalagent|embed|archiver|headless|lighthouse|inspection"
    r"|monitor|uptime|validator|favicon|fetcher|mediapartners|read-aloud|googleother|chatgpt|scrapy|http-?client"
    r"|python|curl|wget|whatsapp|telegram|skype|viber/|imgproxy|phantomjs",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_a_tap(request: HttpRequest) -> bool:
    """A browser that shows the page to somebody; not one that looks ahead, nor one asking whether it answers."""
    ahead = any(request.headers.get(name) for name in AHEAD)
    return request.method == "GET" and not ahead and is_a_browser(request.headers.get("User-Agent", ""))


def is_a_browser(agent: str) -> bool:
    """Whether what asked calls itself as the browsers of people do."""
    return agent.startswith(BROWSERS) and not MACHINES.search(agent)
