"""Checks a WebVTT file as far as a player does: header, encoding, at least one line of time."""

import hashlib
import re

from django.utils.translation import gettext as _

from content.video.errors import Refused

MAX_BYTES = 2_000_000
CUE = re.compile(r"^(\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(\d{2,}:)?\d{2}:\d{2}\.\d{3}", re.MULTILINE)


def check_captions(content: bytes) -> str:
    """Return the content's SHA-256, or refuse with a sentence."""
    if len(content) > MAX_BYTES:
        raise Refused(_("Tệp phụ đề quá lớn (tối đa 2 MB)."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("Phụ đề phải mã hóa UTF-8. Hãy lưu lại tệp với mã hóa UTF-8.")) from error
    if not re.match(r"WEBVTT([ \t\r\n]|$)", text):
        raise Refused(
            _("Đây không phải là phụ đề WebVTT: dòng đầu phải là WEBVTT. Tệp .srt cần đổi sang .vtt.")
        )
    if not CUE.search(text.replace("\r\n", "\n").replace("\r", "\n")):
        raise Refused(_("Phụ đề chưa có dòng thời gian nào (ví dụ 00:01.000 --> 00:04.000)."))
    return hashlib.sha256(content).hexdigest()
