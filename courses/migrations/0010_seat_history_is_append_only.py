"""UPDATE and DELETE on the history of seats in classes are refused by the database itself."""

from django.db import migrations

from courses import triggers


def create(apps, schema_editor):
    for statement in triggers.seat_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.seat_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("courses", "0009_training_sessions")]
    operations = [migrations.RunPython(create, drop)]
