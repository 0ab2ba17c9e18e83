"""Asking the guarded process to set a foreign PDF anew."""

import json
import logging
import subprocess
import sys
from hashlib import sha256
from threading import BoundedSemaphore

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from content.printing.forms import Form
from content.printing.handout import draw_closing
from content.printing.sheet import Handout

log = logging.getLogger(__name__)
MOST_BYTES = 40 * 2**20
MOST_PAGES = 200
PATIENCE = 60  # seconds for one file
AT_ONCE = BoundedSemaphore(1)  # it takes a core and much memory; others wait in turn
QUEUE = 20  # seconds
REMEMBERED = 3600  # seconds


def draw_pages(pdf: bytes, said: Handout, form: str) -> bytes:
    """The file's own pages in one of the three forms, our page behind them; a DomainError says why not."""
    if len(pdf) > MOST_BYTES:
        raise _no("heavy")
    known = f"no-paper:{sha256(pdf).hexdigest()}"
    if cache.get(known):
        raise _no("broken")
    if not AT_ONCE.acquire(timeout=QUEUE):
        raise Conflict(_("Nhiều người đang in cùng lúc. Hãy thử lại sau ít phút."))
    try:
        head, made = _asked(pdf, said, form)
    except (subprocess.SubprocessError, ValueError) as wrong:
        log.warning("a PDF could not be set anew: %s", type(wrong).__name__)
        cache.set(known, 1, REMEMBERED)  # what breaks its reader, or keeps it too long, does not do so again
        raise _no("broken") from wrong
    finally:
        AT_ONCE.release()
    if head["refused"]:
        raise _no(head["refused"])
    return made


def _asked(pdf: bytes, said: Handout, form: str) -> tuple[dict[str, str], bytes]:
    with translation.override("vi"):  # what is printed is Vietnamese whoever prints it
        closing = draw_closing(said, Form.BOOKLET if form == Form.BOOKLET else Form.LARGE)
        told = {"form": form, "closing": len(closing), "most": MOST_PAGES, "labels": _labels()}
    done = subprocess.run(
        [sys.executable, "-m", "content.printing.pages_apart"],
        input=json.dumps(told).encode() + b"\n" + closing + pdf,
        cwd=settings.BASE_DIR, capture_output=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    head, _line, made = done.stdout.partition(b"\n")
    return json.loads(head), made


def _labels() -> dict[str, str]:
    return {
        "whole": _("Trang %(n)s"),
        "above": _("Trang %(n)s, nửa trên"),
        "below": _("Trang %(n)s, nửa dưới"),
        "left": _("Trang %(n)s, nửa trái"),
        "right": _("Trang %(n)s, nửa phải"),
    }


def _no(why: str) -> DomainError:
    sentences = {
        "locked": _("Tệp PDF có mật khẩu nên không in được từ đây."),
        "forbidden": _("Tệp PDF này không cho in."),
        "broken": _("Tệp PDF bị hỏng hoặc quá phức tạp nên không in được từ đây."),
        "long": _("Tệp PDF dài hơn %(most)s trang; hãy tải về và in những trang cần.") % {"most": MOST_PAGES},
        "heavy": _("Tệp PDF nặng hơn %(most)s MB; hãy tải về và in từ máy.") % {"most": MOST_BYTES // 2**20},
    }
    return DomainError(sentences[why], status=422)
