"""A target names unit, person and phone, has coordinating units, and may count units instead of people."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_unit_designations"),
        ("reports", "0001_targets"),
    ]

    operations = [
        migrations.RenameField("target", "responsible_unit", "responsible_unit_text"),
        migrations.RenameField("target", "responsible_person", "responsible_person_text"),
        migrations.AddField(
            "target",
            "counts",
            models.CharField(choices=[("nguoi", "Người"), ("don_vi", "Đơn vị")], default="nguoi", max_length=8),
        ),
        migrations.AddField(
            "target",
            "responsible_unit",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="led_targets",
                to="people.orgunit",
            ),
        ),
        migrations.AddField(
            "target",
            "responsible_person",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField("target", "responsible_phone", models.CharField(blank=True, max_length=30)),
        migrations.AlterField("target", "courses", models.ManyToManyField(blank=True, to="courses.course")),
        migrations.CreateModel(
            name="TargetPartner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField()),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partners", to="reports.target"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.orgunit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("target", "unit"), name="a_target_partner_is_said_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="UnitAchievement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("achieved_on", models.DateField()),
                ("evidence", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="achievements",
                        to="reports.target",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.orgunit"
                    ),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by", to="reports.unitachievement",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả của đơn vị",
                "ordering": ["recorded_at", "pk"],
                "indexes": [models.Index(fields=["target", "unit"], name="achievement_by_unit")],
            },
        ),
    ]
