"""The Front and the unions get a role of their own: they ask the people, and see no list of cadres."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0017_notices")]

    operations = [
        migrations.AlterField(
            "scope",
            "role",
            models.CharField(
                choices=[
                    ("nhan_su", "Nhân sự"),
                    ("lanh_dao", "Lãnh đạo"),
                    ("ho_tro", "Tổ công nghệ số cộng đồng"),
                    ("mat_tran", "Mặt trận, hội, đoàn thể"),
                ],
                default="nhan_su",
                max_length=12,
            ),
        )
    ]
