"""A test that drew from one bank becomes a test of one section; every paper says what it is worth."""

from django.db import migrations

BATCH = 500


def make_sections(apps, schema_editor):
    Quiz, QuizSection = apps.get_model("assessments", "Quiz"), apps.get_model("assessments", "QuizSection")
    QuizSection.objects.bulk_create(
        QuizSection(quiz_id=pk, position=1, bank_id=bank, draw=max(1, draw))
        for pk, bank, draw in Quiz.objects.values_list("pk", "bank", "draw")
    )


def weigh_papers(apps, schema_editor):
    """An early paper's questions were worth one point each."""
    Attempt = apps.get_model("assessments", "Attempt")
    papers = Attempt.objects.filter(worth__isnull=True).only("pk", "paper").order_by("pk")
    last = 0
    while batch := list(papers.filter(pk__gt=last)[:BATCH]):
        for attempt in batch:
            attempt.worth = round(sum(entry.get("points", 1) for entry in attempt.paper), 2)
        Attempt.objects.bulk_update(batch, ["worth"])
        last = batch[-1].pk


def forget_sections(apps, schema_editor):
    apps.get_model("assessments", "QuizSection").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_quiz_sections")]
    operations = [
        migrations.RunPython(make_sections, forget_sections),
        migrations.RunPython(weigh_papers, migrations.RunPython.noop),
    ]
