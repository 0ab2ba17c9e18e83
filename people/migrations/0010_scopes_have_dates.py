"""A scope has dates, a giver and an identifier of its own; the identifier of old rows is filled in next."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_tree_stamp_triggers")]

    operations = [
        migrations.RemoveConstraint("scope", "a_scope_is_said_once"),
        migrations.AddField("scope", "uuid", models.UUIDField(null=True, editable=False)),
        migrations.AddField("scope", "valid_from", models.DateField(blank=True, null=True)),
        migrations.AddField("scope", "valid_to", models.DateField(blank=True, null=True)),
        migrations.AddField("scope", "granted_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "scope",
            "granted_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "scope",
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="scopes", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            "scope",
            "role",
            models.CharField(
                choices=[("nhan_su", "Nhân sự"), ("lanh_dao", "Lãnh đạo"), ("ho_tro", "Tổ công nghệ số cộng đồng")],
                default="nhan_su", max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "scope",
            models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("account", "unit", "role"),
                name="an_open_scope_is_said_once",
            ),
        ),
        migrations.AddConstraint(
            "scope",
            models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")), _connector="OR",
                ),
                name="a_scope_ends_after_it_begins",
            ),
        ),
    ]
