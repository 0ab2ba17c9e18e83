"""UPDATE and DELETE on template versions are refused by the database: a certificate keeps the look it was issued with."""

from django.db import migrations

from common import append_only

TRIGGERS = {
    "table": "certificates_templateversion",
    "prefix": "certificates_templateversion",
    "what": "a template version",
}


def create(apps, schema_editor):
    for statement in append_only.statements(schema_editor.connection.vendor, **TRIGGERS, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in append_only.statements(schema_editor.connection.vendor, **TRIGGERS, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_templates_and_their_versions")]
    operations = [migrations.RunPython(create, drop)]
