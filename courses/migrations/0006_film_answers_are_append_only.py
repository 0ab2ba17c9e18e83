"""UPDATE and DELETE on the answers in films are refused by the database itself."""

from django.db import migrations

from courses import triggers


def create(apps, schema_editor):
    for statement in triggers.answer_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.answer_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_film_answers_and_viewing_counts")]
    operations = [migrations.RunPython(create, drop)]
