"""UPDATE and DELETE on results typed from paper are refused by the database itself."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.on_class_scores(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_class_scores(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0020_satisfaction_and_tests_of_classes")]
    operations = [migrations.RunPython(create, drop)]
