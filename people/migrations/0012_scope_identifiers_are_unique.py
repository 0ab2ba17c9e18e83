"""The identifier of a scope is its address."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0011_scopes_get_identifiers")]
    operations = [
        migrations.AlterField(
            "scope", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        )
    ]
