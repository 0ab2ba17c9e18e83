"""The form with which a trainer uploads a video."""

from wagtailmedia.forms import BaseMediaForm


class VideoForm(BaseMediaForm):
    """wagtailmedia's own form; the video engineer widens it."""
