"""Keeps the marks of the media store in step with what each video says about who may see it."""

from common.members_films import mark_for_members
from content.models import Video


def keep_gate(video: Video) -> None:
    """Mark, or clear, the film's folder and its subtitle files; one film's outputs are shared by its bytes."""
    files = [file.name for file in (video.captions, video.other_captions) if file and file.name]
    folder = [f"v/{video.sha256}/"] if video.sha256 else []
    for path in (*folder, *files):
        mark_for_members(path, members_only=video.members_only)
