"""What the public lists show of a live page: one small row each, derived at publication, rebuilt at will."""

from django.db import models
from wagtail.models import Page

from courses.models import ActivityVersion


class ShelfItem(models.Model):
    """Lists, counts, search and the tutorial page read this table and never the page tree's own rows.

    Gone when the page is unpublished. The order is the tree's, so dragging a page in the studio shows at once.
    """

    class Kind(models.TextChoices):
        TUTORIAL = "tutorial"
        MATERIAL = "material"
        COURSE = "course"

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="shelf_item")  # derived
    kind = models.CharField(max_length=10, choices=Kind.choices)
    topic = models.CharField(max_length=20, blank=True)
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    seconds = models.FloatField(default=0)
    bytes = models.BigIntegerField(null=True, help_text="Of the lightest way to see it.")
    facts = models.JSONField(
        default=dict, help_text="hours and code of a course; type and address of a document"
    )
    search_text = models.TextField(help_text="Folded: no accents, lower case.")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="an_address_leads_to_one_item")]
        indexes = [models.Index(fields=["kind", "topic"], name="shelf_by_topic")]  # the home's tiles
