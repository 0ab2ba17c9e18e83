"""UPDATE and DELETE on past results are refused by the database itself."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.on_past_results(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_past_results(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_past_results")]
    operations = [migrations.RunPython(create, drop)]
