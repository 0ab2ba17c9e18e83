"""The body of an article: words, pictures, tables; no film that is measured, no questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.written import WrittenBody
from content.pictures import WIDTH, shrunk

MOST_PHOTOS = 6


class ArticleBody(WrittenBody):
    """Nothing but what is written."""


class PhotoBlock(blocks.StructBlock):
    """A photo of the place; Nghị định 13/2023 wants the consent of whoever can be recognised."""

    image = ImageChooserBlock(label=_("Ảnh"))
    alt = blocks.CharBlock(
        label=_("Ảnh cho thấy gì"), help_text=_("Người nhận ra được trong ảnh phải đã đồng ý.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Drawn as the pictures of lessons are."""
        picture = shrunk(value["image"], WIDTH) if value["image"] else None
        return super().get_context(value, parent_context) | {"picture": picture}

    class Meta:
        icon = "image"
        label = _("Ảnh")
        template = "content/blocks/picture.html"


class Photos(blocks.StreamBlock):
    """A few: a village line carries them."""

    photo = PhotoBlock()

    class Meta:
        max_num = MOST_PHOTOS


class StepLines(blocks.StreamBlock):
    """What was done, one after another."""

    step = blocks.TextBlock(label=_("Bước"), rows=2)

    class Meta:
        max_num = 10
