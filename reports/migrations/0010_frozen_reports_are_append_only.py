"""UPDATE and DELETE on runs, steps and issued files are refused by the database itself."""

from django.db import migrations

from reports import triggers


def create(apps, schema_editor):
    for statement in triggers.cycle_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.cycle_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_report_cycle")]
    operations = [migrations.RunPython(create, drop)]
