"""A foreign PDF read in a process of its own, with limits on memory and time: `python -m certificates.reading_pdf`.

In comes one line of JSON (trusted roots, the moment) and the file; out comes what the file says: its signature's verdict
and its words. Nothing is stored, and nothing a file can do to its reader reaches the server.
"""

import json
import resource
import sys
import unicodedata
from base64 import b64decode
from datetime import datetime
from io import BytesIO
from typing import Any

MEMORY = 700 * 1024**2  # address space; a certificate takes 200 MB of it
SECONDS = 8  # of the processor
PAGES = 3
LETTERS = 20_000


def main() -> None:
    """Read standard input, write one line of JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told = json.loads(sys.stdin.buffer.readline())
    pdf = sys.stdin.buffer.read()
    json.dump(_signature(pdf, told) | {"text": _text(pdf)}, sys.stdout)


def _signature(pdf: bytes, told: dict[str, Any]) -> dict[str, Any]:
    from asn1crypto import x509
    from django.conf import settings

    settings.configure(USE_I18N=False)  # enough for the verdict's sentences
    from certificates.services.verification import judge_signature

    trust = [x509.Certificate.load(b64decode(root)) for root in told["trust"]]
    return judge_signature(pdf, trust=trust, at=datetime.fromisoformat(told["at"])).as_dict()


def _text(pdf: bytes) -> str:
    """The words of the first pages and of the description; empty when they cannot be read."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(pdf), strict=False)
        about: Any = reader.metadata or {}
        parts = [page.extract_text() for page in list(reader.pages[:PAGES])]
        parts += [str(about.get(name, "")) for name in ("/Keywords", "/Subject")]
        return unicodedata.normalize("NFC", "\n".join(parts))[:LETTERS]
    except Exception:
        return ""


if __name__ == "__main__":
    main()
