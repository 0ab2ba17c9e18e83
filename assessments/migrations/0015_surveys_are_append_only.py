"""UPDATE and DELETE on forms, answers, voids and tickets of surveys are refused by the database itself."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.on_surveys(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_surveys(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0014_surveys")]
    operations = [migrations.RunPython(create, drop)]
