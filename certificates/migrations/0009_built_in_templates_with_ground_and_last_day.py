"""The built-in templates print the legal basis and the last day; a version where the database holds an older one."""

from datetime import UTC, datetime

from django.db import migrations

from certificates.rules.built_in import BUILT_IN

MADE_AT = datetime(2026, 11, 26, 8, tzinfo=UTC)


def append(apps, schema_editor):
    template_model = apps.get_model("certificates", "CertificateTemplate")
    version_model = apps.get_model("certificates", "TemplateVersion")
    for template in template_model.objects.filter(code__in=BUILT_IN).select_related("active"):
        _name, design = BUILT_IN[template.code]
        if template.active.digest == design.digest:  # a fresh database was given it by 0008
            continue
        newest = version_model.objects.filter(template=template).order_by("-number").first()
        template.active = version_model.objects.create(
            template=template, number=newest.number + 1, design=design.as_json(), digest=design.digest, made_at=MADE_AT
        )
        template.save()


class Migration(migrations.Migration):
    dependencies = [("certificates", "0008_built_in_templates")]
    # Backwards nothing: certificates may have been drawn with the new versions, which are never deleted.
    operations = [migrations.RunPython(append, migrations.RunPython.noop)]
