"""Documents that were published get the numbers of their files, and their print runs the one of their day.

A page's log of publications says which file went live when. A file replaced in the library under the same name left no
trace, so nothing is counted for it.
"""

from django.db import migrations
from django.utils.timezone import localtime


def number_files(apps, schema_editor):
    MaterialPage = apps.get_model("content", "MaterialPage")
    printed = set(apps.get_model("content", "PrintRun").objects.values_list("material_id", flat=True))
    for page in MaterialPage.objects.select_related("document").iterator(chunk_size=200):
        if page.first_published_at or page.pk in printed:
            _number(apps, page)


def _number(apps, page):
    MaterialVersion = apps.get_model("content", "MaterialVersion")
    Document = type(page.document)
    found = _published(apps, page)
    names = dict(Document.objects.filter(pk__in=[pk for pk, _at in found]).values_list("pk", "file"))
    versions = [
        MaterialVersion(page=page, number=number, file=names.get(pk, ""), published_at=at)
        for number, (pk, at) in enumerate(found, 1)
    ]
    MaterialVersion.objects.bulk_create(versions)
    for run in apps.get_model("content", "PrintRun").objects.filter(material=page):
        before = [one.number for one in versions if localtime(one.published_at).date() <= run.material_day]
        run.material_number = max(before, default=1)
        run.save(update_fields=["material_number"])


def _published(apps, page):
    """(document, since when), a change of file each; the last is the file of now."""
    PageLogEntry = apps.get_model("wagtailcore", "PageLogEntry")
    entries = PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.publish").select_related("revision")
    found = []
    for entry in entries.order_by("timestamp", "pk"):
        held = (entry.revision.content if entry.revision else {}).get("document")
        if held and (not found or found[-1][0] != held):
            found.append((held, entry.timestamp))
    if not found or found[-1][0] != page.document_id:
        at = page.last_published_at if found else page.first_published_at
        found.append((page.document_id, at or page.latest_revision_created_at or page.last_published_at))
    return found


class Migration(migrations.Migration):
    dependencies = [("content", "0021_files_of_documents"), ("wagtailcore", "0094_alter_page_locale")]
    operations = [migrations.RunPython(number_files, migrations.RunPython.noop)]
