"""UPDATE and DELETE on hand-given marks are refused by the database itself; papers that already wait join the queue."""

from django.db import migrations

from assessments import triggers


def create(apps, schema_editor):
    for statement in triggers.on_hand_marks(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in triggers.on_hand_marks(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


def queue(apps, schema_editor):
    """One reading for each answer of a waiting paper that no key can judge."""
    Attempt, MarkingTask = (apps.get_model("assessments", name) for name in ("Attempt", "MarkingTask"))
    for attempt in Attempt.objects.filter(waiting=True).iterator():
        waiting = [name for name, mark in attempt.marks.items() if mark.get("fraction", 0) is None]
        MarkingTask.objects.bulk_create(
            MarkingTask(attempt=attempt, quiz_id=attempt.quiz_id, question=name, since=attempt.submitted_at)
            for name in waiting
        )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0018_marking_desk_and_appeals")]
    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(queue, migrations.RunPython.noop),
    ]
