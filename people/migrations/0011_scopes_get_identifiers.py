"""Every scope of before gets its identifier."""

import uuid

from django.db import migrations


def fill(apps, schema_editor):
    scopes = apps.get_model("people", "Scope").objects.filter(uuid__isnull=True)
    for scope in scopes.iterator():
        scope.uuid = uuid.uuid4()
        scope.save(update_fields=["uuid"])


class Migration(migrations.Migration):
    dependencies = [("people", "0010_scopes_have_dates")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
