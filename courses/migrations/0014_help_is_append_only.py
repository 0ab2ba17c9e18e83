"""UPDATE and DELETE on what helpers recorded are refused by the database itself."""

from django.db import migrations

from courses import triggers


def create(apps, schema_editor):
    for statement in triggers.help_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.help_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("courses", "0013_past_classes_evidence_and_help")]
    operations = [migrations.RunPython(create, drop)]
