"""The public holidays of the years that are known."""

from django.db import migrations

from reports.holidays import LUNAR, holidays_of


def fill(apps, schema_editor):
    holiday = apps.get_model("reports", "Holiday")
    rows = [holiday(day=day, name=name) for year in LUNAR for day, name in holidays_of(year).items()]
    holiday.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_chasing")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
