"""Where the old text names exactly one unit in force, link it; a phone number in the person's text gets its own place."""

import re

from django.db import migrations

PHONE = re.compile(r"(?:\+?84|0)[\d .\-]{8,13}\d")


def link(apps, schema_editor):
    units = apps.get_model("people", "OrgUnit").objects.filter(valid_to__isnull=True)
    for target in apps.get_model("reports", "Target").objects.all():
        found = list(units.filter(full_name__iexact=target.responsible_unit_text.strip())[:2])
        if target.responsible_unit_text and len(found) == 1:
            target.responsible_unit, target.responsible_unit_text = found[0], ""
        phone = PHONE.search(target.responsible_person_text)
        if phone:
            before, after = target.responsible_person_text[: phone.start()], target.responsible_person_text[phone.end() :]
            target.responsible_phone = phone.group().strip()
            target.responsible_person_text = f"{before.strip(' ,;:–-(')} {after.strip(' ,;:–-)')}".strip()
        target.save()


def back(apps, schema_editor):
    for target in apps.get_model("reports", "Target").objects.select_related("responsible_unit"):
        if target.responsible_unit:
            target.responsible_unit_text = target.responsible_unit.full_name[:200]
        if target.responsible_phone:
            told = f"{target.responsible_person_text}, {target.responsible_phone}"
            target.responsible_person_text = told.strip(", ")[:200]
        target.save()


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_responsibility_and_units")]
    operations = [migrations.RunPython(link, back)]
