"""Every write to units, parents or changes gives the tree a new stamp; the first is given here."""

import uuid

from django.db import migrations

from people import tree_triggers


def create(apps, schema_editor):
    for statement in tree_triggers.statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)
    apps.get_model("people", "TreeStamp").objects.get_or_create(pk=1, defaults={"value": uuid.uuid4().hex})


def drop(apps, schema_editor):
    for statement in tree_triggers.statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0008_kinds_of_known_changes")]
    operations = [migrations.RunPython(create, drop)]
