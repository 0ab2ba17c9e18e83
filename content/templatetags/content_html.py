"""Filters for block templates."""

from django import template
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from content import rendering
from content.pictures import Picture, shrunk

register = template.Library()


@register.filter
def prose(text: RichText | str) -> SafeString:
    """Rich text as paragraphs."""
    return rendering.prose(text)


@register.filter
def phrase(text: RichText | str) -> SafeString:
    """Rich text of one paragraph without its tag."""
    return rendering.phrase(text)


@register.filter
def at_width(image: object, width: int) -> Picture:
    """The shrunk copy of a picture."""
    return shrunk(image, width)
