"""UPDATE and DELETE on the numbers of units are refused by the database itself."""

from django.db import migrations

from reports import triggers


def create(apps, schema_editor):
    for statement in triggers.of_numbers(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.of_numbers(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_who_and_what_counts")]
    operations = [migrations.RunPython(create, drop)]
