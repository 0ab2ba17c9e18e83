"""The body of a lesson."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.media import VideoBlock
from content.blocks.written import WrittenBody


class LessonBody(WrittenBody):
    """Written, and one film: what is measured must be unmistakable."""

    video = VideoBlock()

    class Meta:
        block_counts = {"video": {"max_num": 1}}


def video_of(body: Any) -> tuple[Any, str]:
    """The film of a body and its title, or nothing."""
    film = film_block(body)
    return (film["video"], film["title"] or film["video"].title) if film else (None, "")


def film_block(body: Any) -> Any:
    """What was written about the film of a body: the film, its title, its questions; None without a film."""
    films = (block.value for block in body if block.block_type == "video" and block.value["video"])
    return next(films, None)


LESSON_BODY_LABEL = _("Nội dung bài học")
