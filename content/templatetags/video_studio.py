"""Lets the media screens of the studio show how far a conversion is."""

from collections.abc import Iterable

from django import template

from common import clock
from common.members_films import signed
from content.models import Video
from content.video.progress import Progress, progress_of, progress_of_all

register = template.Library()


@register.simple_tag
def video_progress(video: Video) -> Progress:
    """State, stage and outputs of one video."""
    return progress_of(video)


@register.simple_tag
def video_rows(videos: Iterable[Video]) -> list[Progress]:
    """The same for a whole list, without a query a row."""
    return progress_of_all(videos)


@register.filter
def opened(address: str, video: Video) -> str:
    """The address as the studio may open it: signed for a film that is for members only."""
    return signed(address, at=clock.now()) if address and video.members_only else address
