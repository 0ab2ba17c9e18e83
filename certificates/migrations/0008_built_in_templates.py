"""The templates that come with the system; a later edition of one brings a migration that appends its version."""

from datetime import UTC, datetime

from django.db import migrations

from certificates.rules.built_in import BUILT_IN

MADE_AT = datetime(2026, 11, 26, tzinfo=UTC)


def add(apps, schema_editor):
    template_model = apps.get_model("certificates", "CertificateTemplate")
    version_model = apps.get_model("certificates", "TemplateVersion")
    for code, (name, design) in BUILT_IN.items():
        template = template_model.objects.create(code=code, name=name, kind=design.kind, created_at=MADE_AT)
        template.active = version_model.objects.create(
            template=template, number=1, design=design.as_json(), digest=design.digest, made_at=MADE_AT
        )
        template.save()


class Migration(migrations.Migration):
    dependencies = [("certificates", "0007_versions_are_append_only")]
    # Backwards nothing: the tables go with 0002, and until then a version may be in use.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
