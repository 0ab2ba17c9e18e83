"""What a commune's editor picks from the catalogue."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST_PICKS = 8


class Picks(blocks.StreamBlock):
    """Tutorials, materials and courses, in the order in which villagers should meet them."""

    item = blocks.PageChooserBlock(
        page_type=["content.TutorialPage", "content.MaterialPage", "content.CoursePage"], label=_("Bài")
    )

    class Meta:
        max_num = MOST_PICKS
