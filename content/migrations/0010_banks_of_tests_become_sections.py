"""A test page that drew from one bank becomes one of a single section, and so do its drafts."""

from json import dumps
from uuid import uuid4

from django.db import migrations
from django.db.models import JSONField, Value

NOTHING = {"title": "", "instruction": "", "category": None, "below": True, "topics": "", "points": None}
NOTHING |= {"difficulty": "", "level": "", "kind": ""}


def _blocks(bank, draw):
    return [{"type": "draw", "id": str(uuid4()), "value": NOTHING | {"bank": bank, "number": max(1, draw or 1)}}]


def make_sections(apps, schema_editor):
    QuizPage = apps.get_model("content", "QuizPage")
    for pk, bank, draw in QuizPage.objects.values_list("pk", "bank", "draw"):
        # As plain JSON: the field has no blocks here and would drop them.
        QuizPage.objects.filter(pk=pk).update(sections=Value(_blocks(bank, draw), JSONField()))


def make_sections_of_drafts(apps, schema_editor):
    Revision = apps.get_model("wagtailcore", "Revision")
    drafts = Revision.objects.filter(content_type__app_label="content", content_type__model="quizpage")
    for draft in drafts.iterator(chunk_size=200):
        if "sections" in draft.content or not draft.content.get("bank"):
            continue
        draft.content["sections"] = dumps(_blocks(draft.content.pop("bank"), draft.content.pop("draw", 1)))
        draft.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("content", "0009_sections_of_tests"), ("wagtailcore", "0094_alter_page_locale")]
    operations = [
        migrations.RunPython(make_sections, migrations.RunPython.noop),
        migrations.RunPython(make_sections_of_drafts, migrations.RunPython.noop),
    ]
