"""The site's fixed places: root, home, three lists, and the Site record; Wagtail's welcome page goes."""

import uuid

from django.db import migrations
from django.utils import timezone

HOME = ("HomePage", "trang-chu", "Lớp Số", "")
LISTS = [
    ("TutorialIndexPage", "huong-dan", "Hướng dẫn", "Mỗi bài 2–3 phút. Không cần tài khoản."),
    ("CatalogueIndexPage", "khoa-hoc", "Khóa học", "Các khóa bồi dưỡng cho cán bộ, học lúc nào cũng được."),
    ("MaterialIndexPage", "tai-lieu", "Tài liệu", "Tờ hướng dẫn, biểu mẫu, bài trình bày để tải về."),
]


def make_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1, url_path="/home/").delete()
    home = _page(apps, root, 1, HOME)
    for number, place in enumerate(LISTS, start=1):
        _page(apps, home, number, place)
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    Page.objects.filter(pk=home.pk).update(numchild=len(LISTS))
    Site.objects.create(hostname="localhost", port=80, site_name="Lớp Số", root_page_id=home.pk, is_default_site=True)


def _page(apps, parent, number, place):
    """One page at the next place below `parent`, as treebeard would put it."""
    name, slug, title, lead = place
    model = apps.get_model("content", name)
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="content", model=name.lower()
    )
    now = timezone.now()
    return model.objects.create(
        **({"lead": lead} if lead else {}),
        path=f"{parent.path}{number:04d}",
        depth=parent.depth + 1,
        numchild=0,
        title=title,
        draft_title=title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        content_type_id=content_type.pk,
        locale_id=apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first().pk,
        translation_key=uuid.uuid4(),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def name_in_vietnamese(apps, schema_editor):
    """What Wagtail's own migrations put in the database in English and the studio shows."""
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1).update(title="Gốc", draft_title="Gốc")
    for name in ("Workflow", "Task"):
        made = apps.get_model("wagtailcore", name).objects.filter(name="Moderators approval")
        made.update(name="Duyệt trước khi xuất bản")


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(make_tree, migrations.RunPython.noop),
        migrations.RunPython(name_in_vietnamese, migrations.RunPython.noop),
    ]
