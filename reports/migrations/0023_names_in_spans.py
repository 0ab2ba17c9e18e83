"""What sorts a name in the spans, for pages of long lists; what was kept is counted anew (kept_marks.RULES)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0022_courses_given_by_rules'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='targetspan',
            name='span_by_person',
        ),
        migrations.AddField(
            model_name='targetspan',
            name='name',
            field=models.CharField(default='', help_text='The sort key of the Person, by which lists are read.', max_length=800),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'person', 'ends_on', 'starts_on', 'kind'], name='span_by_person'),
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'name', 'person', 'ends_on', 'starts_on', 'kind', 'gender', 'born', 'unit', 'due_on', 'started_on', 'category'], name='span_by_name'),
        ),
    ]
