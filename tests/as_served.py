"""Django as lms.wsgi serves it, with what stands before it: a test client's handler."""

from typing import Any

from django.http import HttpResponse
from django.test.client import ClientHandler

from assessments.views import quick
from common.short_way import ShortWay
from courses.views import heartbeat

NOTHING = ShortWay(lambda *_: [], quick.HEADER, quick.answer)
BEFORE_DJANGO = ShortWay(NOTHING, heartbeat.HEADER, heartbeat.answer)


class AsServed(ClientHandler):
    """An answer of the short ways comes without `wsgi_request`."""

    def __call__(self, environ: dict[str, Any]) -> Any:
        answered: list[Any] = []
        body = BEFORE_DJANGO(environ, lambda *said: answered.extend(said))
        if not answered:
            return super().__call__(environ)
        answer = HttpResponse(b"".join(body), status=int(answered[0].split()[0]), headers=dict(answered[1]))
        answer.wsgi_request = None  # type: ignore[attr-defined]
        return answer
