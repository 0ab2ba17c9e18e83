"""UPDATE and DELETE on receipts of guidance are refused by the database itself."""

from django.db import migrations

from people import triggers


def create(apps, schema_editor):
    for statement in triggers.on_guidance_readings(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_guidance_readings(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0020_guidance_to_units")]
    operations = [migrations.RunPython(create, drop)]
