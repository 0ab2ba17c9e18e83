"""Three more fixed places below the home: news, case studies, communes; what is on the shelf gets its first day."""

import uuid

from django.db import migrations
from django.db.models import F
from django.utils import timezone

STEP = 4  # characters of a place in the tree
LISTS = [
    ("NewsIndexPage", "tin", "Tin tức", "Việc mới ở tỉnh, ở xã; chuyên đề của báo, đài."),
    ("CaseStudyIndexPage", "mo-hinh-hay", "Mô hình hay", "Cách làm của một nơi, để nơi khác làm theo."),
    ("CommuneIndexPage", "xa", "Xã, phường", "Trang của từng xã, phường: bài nên xem, ai giúp, lớp sắp mở."),
]


def make_places(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    home = apps.get_model("content", "HomePage").objects.get()
    below = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path")
    taken = list(below.values_list("path", flat=True))
    last = int(taken[-1][-STEP:], 36) if taken else 0
    for number, place in enumerate(LISTS, start=last + 1):
        _page(apps, home, number, place)
    Page.objects.filter(pk=home.pk).update(numchild=len(taken) + len(LISTS))


def _page(apps, parent, number, place):
    name, slug, title, lead = place
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="content", model=name.lower()
    )
    now = timezone.now()
    apps.get_model("content", name).objects.create(
        lead=lead, path=parent.path + _base36(number), depth=parent.depth + 1, numchild=0, title=title,
        draft_title=title, slug=slug, url_path=f"{parent.url_path}{slug}/", content_type_id=content_type.pk,
        locale_id=parent.locale_id, translation_key=uuid.uuid4(), live=True, first_published_at=now,
        last_published_at=now,
    )


def _base36(number):
    """As treebeard writes a place."""
    digits, alphabet = "", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    while number:
        number, rest = divmod(number, 36)
        digits = alphabet[rest] + digits
    return digits.rjust(STEP, "0")


def date_the_shelf(apps, schema_editor):
    Item = apps.get_model("content", "ShelfItem")
    Item.objects.filter(first_published_at=None).update(first_published_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("content", "0014_commune_pages_and_articles")]

    operations = [
        migrations.RunPython(make_places, migrations.RunPython.noop),
        migrations.RunPython(date_the_shelf, migrations.RunPython.noop),
    ]
