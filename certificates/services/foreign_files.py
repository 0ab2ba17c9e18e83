"""Asking the guarded process about a PDF that somebody handed in."""

import json
import logging
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from asn1crypto import x509
from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import Conflict

log = logging.getLogger(__name__)
PATIENCE = 20  # seconds for one file
AT_ONCE = BoundedSemaphore(2)  # a process takes a core; a hall of people waits in turn
QUEUE = 15  # seconds


@dataclass(frozen=True)
class PdfSays:
    """The signature's verdict, who signed, and the words of the file."""

    verdict: str
    signer: str
    text: str


UNREADABLE = PdfSays("unknown", "", "")


def read_pdf(pdf: bytes, *, trust: Sequence[x509.Certificate], at: datetime) -> PdfSays:
    """Never raises for a bad file: one that breaks its reader, or keeps it too long, is unreadable."""
    told = {"trust": [b64encode(root.dump()).decode() for root in trust], "at": at.isoformat()}
    if not AT_ONCE.acquire(timeout=QUEUE):
        raise Conflict(_("Nhiều người đang kiểm tra cùng lúc. Hãy thử lại sau ít phút."))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "certificates.reading_pdf"],
            input=json.dumps(told).encode() + b"\n" + pdf,
            cwd=settings.BASE_DIR, capture_output=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        log.warning("a PDF could not be read: %s", type(error).__name__)
        return UNREADABLE
    finally:
        AT_ONCE.release()
    return PdfSays(said["verdict"], said["signer"], said["text"])
