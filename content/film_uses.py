"""Where a film is shown to everybody."""

from content.models import TutorialPage, Video


def public_uses(video: Video) -> list[str]:
    """Titles of villagers' tutorials with the film, and of a public upload of the same bytes."""
    uses: list[str] = []
    if video.pk:
        uses += TutorialPage.objects.live().filter(video=video).values_list("title", flat=True)
    if video.sha256:
        twins = Video.objects.filter(sha256=video.sha256, members_only=False).exclude(pk=video.pk)
        uses += twins.values_list("title", flat=True)
    return uses
