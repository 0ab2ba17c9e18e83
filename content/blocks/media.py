"""Pictures and the lesson's film."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from content.blocks.questions import FilmQuestionsBlock
from content.pictures import WIDTH, shrunk


class PictureBlock(blocks.StructBlock):
    """A picture with the words that stand for it."""

    image = ImageChooserBlock(label=_("Hình"))
    alt = blocks.CharBlock(label=_("Hình cho thấy gì"), help_text=_("Đọc cho người không nhìn thấy hình."))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The shrunk copy, with its size, so that the text does not jump."""
        picture = shrunk(value["image"], WIDTH) if value["image"] else None
        return super().get_context(value, parent_context) | {"picture": picture}

    class Meta:
        icon = "image"
        label = _("Hình ảnh")
        template = "content/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """The lesson's film. It is drawn by the player above the text, so here it leaves nothing but its name."""

    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(label=_("Tên video"), required=False)
    questions = FilmQuestionsBlock()

    class Meta:
        icon = "media"
        label = _("Video")
        template = "content/blocks/video.html"
