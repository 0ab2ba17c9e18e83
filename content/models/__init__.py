"""What trainers write: pages and media. Pages write; courses remembers."""

from content.models.media import Rendition, Video, VideoJob

__all__ = ["Rendition", "Video", "VideoJob"]
