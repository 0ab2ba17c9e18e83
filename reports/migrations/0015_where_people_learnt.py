"""Where people stood when they learnt, and steps of whole years; what was kept is counted anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0014_figures_kept_ready'),
    ]

    operations = [
        migrations.RunSQL('DELETE FROM reports_targetstep', migrations.RunSQL.noop),
        migrations.AddField(
            model_name='targetspan',
            name='learnt_at',
            field=models.BigIntegerField(help_text='Of who has completed: the unit where they stood then, as it was called then.', null=True),
        ),
        migrations.RemoveIndex(
            model_name='targetspan',
            name='span_by_person',
        ),
        migrations.AddIndex(
            model_name='targetspan',
            index=models.Index(fields=['roll_up', 'person', 'starts_on', 'ends_on', 'kind'], name='span_by_person'),
        ),
        migrations.RemoveConstraint(
            model_name='targetstep',
            name='a_step_is_kept_once',
        ),
        migrations.RemoveField(
            model_name='targetstep',
            name='whole_month',
        ),
        migrations.AddField(
            model_name='targetstep',
            name='length',
            field=models.PositiveSmallIntegerField(default=0, choices=[(0, 'Day'), (1, 'Month'), (2, 'Year')]),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='targetstep',
            constraint=models.UniqueConstraint(fields=('roll_up', 'length', 'day', 'unit', 'kind'), name='a_step_is_kept_once'),
        ),
    ]
