"""The busiest write of the product keeps two indexes instead of four."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0007_watch_reports_noted_and_anomalies")]

    operations = [
        migrations.AlterField(
            model_name="spanreport",
            name="enrolment",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="courses.enrolment"
            ),
        ),
        migrations.AlterField(
            model_name="spanreport", name="received_at", field=models.DateTimeField()
        ),
    ]
