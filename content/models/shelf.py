"""What the public lists show of a live page: one small row each, derived at publication, rebuilt at will."""

from django.db import models
from django.urls import reverse
from wagtail.models import Page

from courses.models import ActivityVersion
from people.models import OrgUnit


class ShelfItem(models.Model):
    """Lists, counts, search and the tutorial page read this table and never the page tree's own rows.

    Gone when the page is unpublished. The order is the tree's, so dragging a page in the studio shows at once.
    """

    class Kind(models.TextChoices):
        TUTORIAL = "tutorial"
        MATERIAL = "material"
        COURSE = "course"
        ARTICLE = "article"
        CASE = "case"
        COMMUNE = "commune"

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="shelf_item")  # derived
    kind = models.CharField(max_length=10, choices=Kind.choices)
    topic = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", help_text="The commune it is from."
    )
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    seconds = models.FloatField(default=0)
    bytes = models.BigIntegerField(null=True, help_text="Of the lightest way to see it.")
    facts = models.JSONField(
        default=dict,
        help_text="hours and code of a course; type, address, licence of a document; kind of an article",
    )
    search_text = models.TextField(help_text="Folded: no accents, lower case.")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, null=True, related_name="+")
    first_published_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="an_address_leads_to_one_item")]
        indexes = [
            models.Index(fields=["kind", "topic"], name="shelf_by_topic"),  # the home's tiles
            models.Index(fields=["unit", "kind"], name="shelf_by_commune"),  # a commune's page
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where the public reads it."""
        return reverse(ADDRESSES[self.kind], args=[self.slug])


Kind = ShelfItem.Kind
ADDRESSES: dict[str, str] = {
    Kind.TUTORIAL: "tutorial",
    Kind.MATERIAL: "material",
    Kind.COURSE: "course",
    Kind.ARTICLE: "article",
    Kind.CASE: "case_study",
    Kind.COMMUNE: "commune",
}
