"""UPDATE and DELETE on closed rounds, nominations and commendations are refused by the database itself."""

from django.db import migrations

from reports import triggers


def create(apps, schema_editor):
    for statement in triggers.campaign_statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.campaign_statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0012_campaigns")]
    operations = [migrations.RunPython(create, drop)]
