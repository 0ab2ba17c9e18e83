"""Gender and birth in the spans, for lists and breakdowns by them; what was kept is counted anew (kept_marks.RULES)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0020_loudspeaker_programme'),
    ]

    operations = [
        migrations.AddField(
            model_name='targetspan',
            name='gender',
            field=models.CharField(blank=True, default='', help_text='As the register says it.', max_length=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='targetspan',
            name='born',
            field=models.DateField(help_text='Of whom only the year is known: its first day.', null=True),
        ),
        migrations.RemoveIndex(
            model_name='targetspan',
            name='span_by_person',
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'person', 'starts_on', 'ends_on', 'kind', 'gender', 'born'], name='span_by_person'),
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'kind', 'gender', 'ends_on', 'starts_on', 'unit', 'person', 'due_on', 'started_on', 'category'], name='span_by_gender'),
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'kind', 'born', 'ends_on', 'starts_on', 'gender', 'unit', 'person'], name='span_by_birth'),
        ),
    ]
