"""UPDATE and DELETE on the history of training plans are refused by the database itself."""

from django.db import migrations

from reports import triggers


def create(apps, schema_editor):
    for statement in triggers.training_plan_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.training_plan_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_programmes_criteria_and_training_plans")]
    operations = [migrations.RunPython(create, drop)]
