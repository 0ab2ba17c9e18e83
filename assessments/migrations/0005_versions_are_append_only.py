"""UPDATE and DELETE on versions of questions are refused by the database itself."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_options_live_in_versions")]
    operations = [migrations.RunPython(create, drop)]
