"""What every written body may hold: words, steps, callouts, pictures, tables."""

from wagtail import blocks

from content.blocks.media import PictureBlock
from content.blocks.text import (
    CalloutBlock,
    HeadingBlock,
    LinesBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
    TableBlock,
)


class WrittenBody(blocks.StreamBlock):
    """Any number of blocks, in any order."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = LinesBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    table = TableBlock()
