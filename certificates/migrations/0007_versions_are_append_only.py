"""UPDATE and DELETE on versions of templates are refused by the database itself."""

from django.db import migrations

from certificates import triggers


def create(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_templates_and_their_versions")]
    operations = [migrations.RunPython(create, drop)]
