"""The loudspeaker pack of a tutorial: its MP3, a script to be read aloud, and the sheet on which slots are written."""

import io
import logging
import zipfile
from datetime import date
from html import unescape
from typing import Any

from django.core.files.storage import default_storage
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.pdf_book import Book, draw_book
from common.pdf_fonts import ONE_AT_A_TIME
from common.vietnamese import fold, format_clock
from content.captions.transcript import transcript
from content.printing.reading import steps_of
from courses.films import tracks

log = logging.getLogger(__name__)
A_MINUTE = 190  # syllables that a calm announcer reads
LONGEST = 3 * A_MINUTE
LINES = 14
COLUMNS = (
    ("Ngày phát", 28.0),
    ("Giờ phát", 22.0),
    ("Cụm loa ấp, khu phố", 53.0),
    ("Người phát", 40.0),
    ("Ghi chú", 40.0),
)


def pack(version: Any, address: str, today: date) -> bytes:
    """The zip; without a sound track it holds the script and the sheet, and the script says so."""
    sound, name = _sound(version), slugify(fold(version.title))[:60] or "bai"
    script = script_of(version, address)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        if sound:
            folder.writestr(f"{name}.mp3", sound, zipfile.ZIP_STORED)
        folder.writestr(f"{name}-loi-doc.txt", "\ufeff" + script)  # Notepad takes the mark for UTF-8
        folder.writestr(f"{name}-so-phat.pdf", slot_sheet(version, script, today))
    return out.getvalue()


def script_of(version: Any, address: str) -> str:
    """At most three minutes when read calmly, cut at the end of a sentence."""
    opening = _("Kính thưa bà con. Sau đây là bài hướng dẫn: %(title)s.") % {
        "title": version.title.rstrip(".")
    }
    ending = _(
        "Bà con muốn xem lại, mời vào địa chỉ %(address)s, hoặc hỏi tổ công nghệ số cộng đồng của ấp."
    ) % {"address": address}
    room = LONGEST - len(opening.split()) - len(ending.split())
    return "\r\n\r\n".join([opening, *_cut(_said(version), room), ending]) + "\r\n"


def slot_sheet(version: Any, script: str, today: date) -> bytes:
    """Lines to be filled in by the commune's radio station."""
    facts = [
        _("Bài phát: %(title)s (bản %(number)s)") % {"title": version.title, "number": version.number},
        _("Tệp âm thanh dài %(clock)s; lời đọc %(words)s tiếng.") % {
            "clock": format_clock(version.media.get("duration", 0)), "words": len(script.split())
        },
    ]  # fmt: skip
    book = Book(
        above="ỦY BAN NHÂN DÂN XÃ ……………", office="ĐÀI TRUYỀN THANH", title="SỔ PHÁT THANH BÀI HƯỚNG DẪN", place="……………",
        printed_on=today, columns=COLUMNS, facts=facts, maker="NGƯỜI PHÁT THANH", upright=True,
    )  # fmt: skip
    out = io.BytesIO()
    with ONE_AT_A_TIME:
        draw_book(out, book, [("\u00a0",) * len(COLUMNS)] * LINES)
    return out.getvalue()


def _said(version: Any) -> list[str]:
    """The film's own words, else the words of the page."""
    languages = tracks(version.media)
    spoken = [one.text for one in transcript(languages[0]["url"])] if languages else []
    if spoken:
        return spoken
    steps = [unescape(strip_tags(step.text)) for step in steps_of(version.body_html, pictures=False)]
    numbered = [_("Bước %(n)s: %(text)s") % {"n": n, "text": text} for n, text in enumerate(steps, 1)]
    return [version.summary, *numbered]


def _cut(paragraphs: list[str], room: int) -> list[str]:
    """Whole sentences while there is room."""
    kept: list[str] = []
    for paragraph in paragraphs:
        sentences: list[str] = []
        for sentence in paragraph.replace("! ", "!\n").replace("? ", "?\n").replace(". ", ".\n").split("\n"):
            room -= len(sentence.split())
            if room < 0:
                return [*kept, " ".join(sentences)] if sentences else kept
            sentences.append(sentence)
        kept.append(" ".join(sentences))
    return kept


def _sound(version: Any) -> bytes:
    told = version.media.get("loudspeaker") or {}
    base = default_storage.url("")
    if not told.get("url", "").startswith(base):
        return b""
    try:
        with default_storage.open(told["url"].removeprefix(base)) as file:
            return bytes(file.read())
    except OSError:
        log.warning("the loudspeaker's sound is gone: %s", told["url"])
        return b""
