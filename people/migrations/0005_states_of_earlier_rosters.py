"""Rosters from before they had states: applied, waiting with their file, or given up when the file was deleted."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    Roster = apps.get_model("people", "Roster")
    unit_keys = {str(uuid): key for key, uuid in apps.get_model("people", "OrgUnit").objects.values_list("pk", "uuid")}
    Roster.objects.exclude(applied_at=None).update(
        state="applied", asked_at=F("applied_at"), asked_by=F("applied_by"), finished_at=F("applied_at")
    )
    Roster.objects.filter(applied_at=None, file="").update(
        state="cancelled", reason="Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại."
    )
    for roster in Roster.objects.iterator():
        taken = roster.rows.exclude(status="rejected").values_list("data", flat=True)
        roster.covered = sorted({unit_keys[data["unit_uuid"]] for data in taken if data.get("unit_uuid") in unit_keys})
        roster.total = roster.done = roster.totals.get("data_rows", 0)
        roster.save(update_fields=["covered", "total", "done"])


class Migration(migrations.Migration):
    dependencies = [("people", "0004_roster_jobs")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
