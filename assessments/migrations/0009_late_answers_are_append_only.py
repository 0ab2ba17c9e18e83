"""UPDATE and DELETE on late answers are refused by the database itself."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.on_late_answers(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_late_answers(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_rules_of_a_sitting")]
    operations = [migrations.RunPython(create, drop)]
