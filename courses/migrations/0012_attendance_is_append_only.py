"""UPDATE and DELETE on attendance and its sheets are refused by the database itself."""

from django.db import migrations

from courses import triggers


def create(apps, schema_editor):
    for statement in triggers.attendance_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.attendance_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("courses", "0011_attendance")]
    operations = [migrations.RunPython(create, drop)]
