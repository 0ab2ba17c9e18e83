"""All that a document of the library says, in the three forms that paper takes."""

import re
from dataclasses import replace
from html import unescape

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.platypus.doctemplate import LayoutError

from common.errors import DomainError
from content.printing.article import Block
from content.printing.book import blocks_of_book
from content.printing.forms import WHOLE, Form
from content.printing.handout import draw_handout
from content.printing.pages import draw_pages
from content.printing.plain_text import blocks_of_text, words_of
from content.printing.sheet import Handout
from content.printing.slides import blocks_of_slides
from content.printing.word import blocks_of_word

PAGES, WORDS, PLAIN, SLIDES, BOOK = "PDF", "DOCX", "TXT", "PPTX", "XLSX"
TAGS = re.compile(r"<[^>]*>")
READABLE = (PLAIN, WORDS, PAGES, SLIDES, BOOK)  # kinds of files, as the shelf names them


def draw_whole(data: bytes, kind: str, said: Handout, form: str, *, notes: bool = False) -> bytes:
    """The PDF; a DomainError with a sentence for a file that cannot be read."""
    if kind == PAGES:
        return draw_pages(data, said, form)
    blocks = _blocks(data, kind, notes)
    try:
        with translation.override("vi"):
            said = replace(said, blocks=_without_title(blocks, said.title))
            return draw_handout(said, Form.A4 if form == WHOLE else form)
    except LayoutError as wrong:
        raise DomainError(
            _("Tệp có phần không xếp vừa trang giấy nên không in được từ đây."), status=422
        ) from wrong


def _blocks(data: bytes, kind: str, notes: bool) -> list[Block]:
    if kind == SLIDES:
        return blocks_of_slides(data, notes=notes)
    return {WORDS: blocks_of_word, BOOK: blocks_of_book}.get(kind, _plain)(data)


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Our page begins with the title, so a file that does too, on its first slide perhaps, would say it twice."""
    place = next((at for at, one in enumerate(blocks) if one.kind != "part"), 0)
    first = TAGS.sub("", blocks[place].text) if blocks and blocks[place].kind == "head" else ""
    same = " ".join(unescape(first).split()).casefold() == title.casefold()
    return blocks[:place] + blocks[place + 1 :] if same else blocks


def _plain(data: bytes) -> list[Block]:
    words = words_of(data)
    if not words.strip():
        raise DomainError(_("Tệp không có chữ đọc được, hoặc quá dài, nên không in được từ đây."), status=422)
    return blocks_of_text(words)
