"""Wagtail's news, one line each; what they mean is in publishing.py."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from common import clock
from content import publishing
from content.film_gate import keep_gate
from content.models import Video, WifiPoint
from content.moments import moment
from content.public_cache import forget_public_pages
from content.services.page_editors import bring_editors_up_to_date
from people.models import Scope


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


@receiver(post_save, sender=get_document_model())
def on_document_saved(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Replaced in the library itself, without a publication."""
    if not (raw or created):
        publishing.file_changed(instance, at=moment())


@receiver(post_save, sender=Scope)
def on_scope_saved(instance: Scope, raw: bool = False, **kwargs: Any) -> None:
    """Whoever gives or ends it; what begins or ends by its date is met by the timetable."""
    if not raw and instance.role == Scope.Role.EDITOR:
        bring_editors_up_to_date(on=clock.today(), account=instance.account)


@receiver([post_save, post_delete], sender=WifiPoint)
def on_wifi_point_changed(**kwargs: Any) -> None:
    """The public list is kept as finished bytes."""
    forget_public_pages()
