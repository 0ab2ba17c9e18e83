"""What content adds to the studio; Wagtail loads this file by its name."""

from content import video_hooks  # noqa: F401 - registers the studio's video screens
