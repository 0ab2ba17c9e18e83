"""UPDATE and DELETE on the audit log are refused by the database itself."""

from django.db import migrations

from people import triggers


def create(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_audit_log")]
    operations = [migrations.RunPython(create, drop)]
