"""The drop zone for films, on the page that adds videos and in choosers."""

from typing import Any

from django import template
from django.conf import settings

from common import clock
from common.vietnamese import format_size
from content.models import Upload
from content.upload.mine import mine
from content.upload.promise import allowed_collections
from content.video.probe import too_large

register = template.Library()


@register.inclusion_tag("content/upload/box.html", takes_context=True)
def upload_box(context: template.Context, *, choosing: bool = False) -> dict[str, Any]:
    """With `choosing`, one film at a time, chosen as soon as it is here."""
    user, at = context["request"].user, clock.now()
    rows = list(mine(user))
    return {
        "choosing": choosing,
        "collections": allowed_collections(user),
        "unfinished": [row for row in rows if row.state == Upload.State.RECEIVING and row.expires_at > at],
        "ended": [] if choosing else [row for row in rows if row.state != Upload.State.RECEIVING],
        "most": format_size(settings.VIDEO_MAX_BYTES),
        "most_bytes": settings.VIDEO_MAX_BYTES,
        "too_large": too_large(),
    }
