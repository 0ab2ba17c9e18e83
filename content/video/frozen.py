"""What frozen lesson versions hold of a film: its addresses, which follow the content's hash."""

from content.models import Video
from content.public_cache import forget_public_pages
from content.video.manifest import LATER, manifest
from courses.models import ActivityVersion
from courses.services.versions import add_outputs


def shown_in_versions(sha256: str) -> bool:
    """Whether a version that was published once, and may be learnt from still, shows these bytes' outputs."""
    return ActivityVersion.objects.filter(media__poster__icontains=f"/{sha256}/").exists()


def grow_versions(video: Video) -> None:
    """Lessons published while only the phone's outputs existed gain the others."""
    made = manifest(video)
    later = {key: made[key] for key in LATER}
    if add_outputs(film=made["video"], poster=made["poster"], outputs=later):
        forget_public_pages()
