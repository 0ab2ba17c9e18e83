"""Say of each change known so far what kind it was, and of each office which branch it belongs to."""

from collections import Counter

from django.db import migrations


def fill(apps, schema_editor):
    change_model, unit_model = apps.get_model("people", "UnitChange"), apps.get_model("people", "OrgUnit")
    changes = list(change_model.objects.select_related("from_unit", "to_unit"))
    sources = Counter((change.to_unit_id, change.effective_on) for change in changes)
    for change in changes:
        change.kind = kind_of(change, sources[change.to_unit_id, change.effective_on])
    change_model.objects.bulk_update(changes, ["kind"], batch_size=500)
    unit_model.objects.filter(is_office=True, branch="").update(branch="chinh_quyen")


def kind_of(change, sources):
    """As people.services.change_kinds says it today."""
    old, new = change.from_unit, change.to_unit
    if change.extent == "part":
        return "split"
    if sources > 1:
        return "merge"
    if old.name != new.name:
        return "rename"
    return "retype" if old.kind != new.kind else "reparent"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_typed_changes_and_reorganisations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
