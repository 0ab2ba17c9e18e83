"""The body of a lesson."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.media import PictureBlock, VideoBlock
from content.blocks.text import (
    CalloutBlock,
    HeadingBlock,
    LinesBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
    TableBlock,
)


class LessonBody(blocks.StreamBlock):
    """Any number of blocks, one film: what is measured must be unmistakable."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = LinesBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    video = VideoBlock()
    table = TableBlock()

    class Meta:
        block_counts = {"video": {"max_num": 1}}


def video_of(body: Any) -> tuple[Any, str]:
    """The film of a body and its title, or nothing."""
    for block in body:
        if block.block_type == "video" and block.value["video"]:
            return block.value["video"], block.value["title"] or block.value["video"].title
    return None, ""


LESSON_BODY_LABEL = _("Nội dung bài học")
