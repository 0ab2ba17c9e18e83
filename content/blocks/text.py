"""Blocks of words: headings, paragraphs, lists, callouts, quotes, tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

INLINE = ["bold", "italic", "link"]
PARAGRAPH = [*INLINE, "document-link"]


class HeadingBlock(blocks.CharBlock):
    """Second level: the lesson's title is the first."""

    class Meta:
        icon = "title"
        label = _("Đề mục")
        template = "content/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text; lists and headings have blocks of their own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PARAGRAPH} | kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        template = "content/blocks/paragraph.html"


class LinesBlock(blocks.ListBlock):
    """Items in no order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.RichTextBlock(features=INLINE, label=_("Ý")), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Danh sách")
        template = "content/blocks/list.html"


class StepsBlock(LinesBlock):
    """Items to be done one after another."""

    class Meta:
        icon = "list-ol"
        label = _("Các bước")
        template = "content/blocks/steps.html"


class CalloutBlock(blocks.StructBlock):
    """A remark that must not be missed."""

    tone = blocks.ChoiceBlock(
        choices=[("tip", _("Mẹo, việc làm ngay")), ("info", _("Nói thêm")), ("warn", _("Cẩn thận"))],
        default="info",
        label=_("Loại"),
    )
    title = blocks.CharBlock(label=_("Tiêu đề"), required=False)
    text = blocks.RichTextBlock(features=INLINE, label=_("Nội dung"))

    class Meta:
        icon = "info-circle"
        label = _("Lưu ý")
        template = "content/blocks/callout.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody else's words, with their source."""

    text = blocks.TextBlock(label=_("Lời trích"))
    source = blocks.CharBlock(label=_("Nguồn"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")
        template = "content/blocks/quote.html"


class TableBlock(blocks.StructBlock):
    """Rows as pasted from a spreadsheet: one a line, cells apart by tabs or bars."""

    caption = blocks.CharBlock(label=_("Tên bảng"), required=False)
    rows = blocks.TextBlock(
        label=_("Các hàng"),
        help_text=_(
            "Dán từ Excel, hoặc gõ mỗi hàng một dòng, các ô cách nhau bằng dấu |. Dòng đầu là tên cột."
        ),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The first line is the head."""
        head, *rows = cells(value["rows"]) or [[]]
        return super().get_context(value, parent_context) | {"head": head, "rows": rows}

    class Meta:
        icon = "table"
        label = _("Bảng")
        template = "content/blocks/table.html"


def cells(text: str) -> list[list[str]]:
    """Lines of text as rows of equal length; a row that is too short gets empty cells."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("\t" if "\t" in line else "|")]
        for line in text.splitlines()
        if line.strip()
    ]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
