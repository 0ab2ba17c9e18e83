"""Wagtail's news, one line each; what they mean is in publishing.py."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content import publishing
from content.film_gate import keep_gate
from content.models import Video
from content.moments import moment
from content.public_cache import forget_public_pages


@receiver(page_published)
def on_page_published(instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """Also sent for scheduled publications, copies and aliases."""
    publishing.published(instance, at=moment(), by=revision.user if revision else None)


@receiver(page_unpublished)
def on_page_unpublished(instance: Any, **kwargs: Any) -> None:
    """Also sent before a live page is deleted."""
    publishing.unpublished(instance, at=moment())


@receiver([post_page_move, page_slug_changed])
def on_page_moved(**kwargs: Any) -> None:
    """The order of the tree is the order of the lists."""
    forget_public_pages()


@receiver(post_save, sender=Video)
def on_video_saved(instance: Video, raw: bool = False, **kwargs: Any) -> None:
    """Whoever stores a video: form, command, import."""
    if not raw:
        keep_gate(instance)
