"""Surveys: forms in versions, answers without a person, tickets without an answer, piles of paper."""

import assessments.models.survey
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0013_kept_statistics'),
        ('courses', '0008_watch_reports_with_fewer_indexes'),
        ("people", "0018_role_of_the_front"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(default=assessments.models.survey.new_code, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('intro', models.CharField(blank=True, max_length=600)),
                ('kind', models.CharField(choices=[('open', 'Lấy ý kiến chung'), ('course', 'Sự hài lòng sau khóa học'), ('session', 'Sau buổi tập huấn'), ('commune', 'Dịch vụ của xã, phường')], default='open', max_length=8)),
                ('anonymous', models.BooleanField(default=True, help_text='Otherwise the page offers to leave a name and number.')),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('closed_at', models.DateTimeField(blank=True, help_text='By hand, before its last day.', null=True)),
                ('threshold', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(100)])),
                ('satisfied_from', models.PositiveSmallIntegerField(default=4, help_text='Of a scale of 1 to 5.', validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(5)])),
                ('goal_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                ('results_public', models.BooleanField(default=False)),
                ('draft', models.JSONField(default=list, help_text='Bodies of items, see assessments.surveys.items')),
                ('published', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField()),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='courses.course')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'phiếu lấy ý kiến',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('label', models.CharField(max_length=60)),
                ('expected', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2000)])),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='assessments.survey')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.orgunit')),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyResponse',
            fields=[
                ('id', models.BigAutoField(default=assessments.models.survey.unordered, primary_key=True, serialize=False)),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('channel', models.CharField(choices=[('web', 'Trang web'), ('qr', 'Mã QR'), ('kiosk', 'Máy đặt tại chỗ'), ('paper', 'Từ phiếu giấy'), ('learner', 'Người học')], max_length=8)),
                ('answered_on', models.DateField()),
                ('answers', models.JSONField(help_text='{id of the item: the answer in the shape of its kind}')),
                ('place', models.PositiveIntegerField(help_text='Of a paper form in its batch.', null=True)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='assessments.surveybatch')),
                ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.course')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.orgunit')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contact', to='assessments.surveyresponse')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyTicket',
            fields=[
                ('id', models.BigAutoField(default=assessments.models.survey.unordered, primary_key=True, serialize=False)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.enrolment')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='assessments.survey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('items', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='assessments.survey')),
            ],
        ),
        migrations.AddField(
            model_name='surveyresponse',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='assessments.surveyversion'),
        ),
        migrations.AddField(
            model_name='surveybatch',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.surveyversion'),
        ),
        migrations.CreateModel(
            name='SurveyVoid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200)),
                ('voided_at', models.DateTimeField()),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='void', to='assessments.surveyresponse')),
                ('voided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__gte', 10)), name='no_group_of_a_survey_below_ten'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__isnull', True), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='a_survey_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('course__isnull', True), ('kind', 'course'), _connector='OR'), name='only_a_course_survey_names_a_course'),
        ),
        migrations.AddConstraint(
            model_name='surveyticket',
            constraint=models.UniqueConstraint(fields=('survey', 'enrolment'), name='one_answer_a_learner'),
        ),
        migrations.AddConstraint(
            model_name='surveyversion',
            constraint=models.UniqueConstraint(fields=('survey', 'number'), name='versions_of_a_survey_are_numbered'),
        ),
        migrations.AddIndex(
            model_name='surveyresponse',
            index=models.Index(fields=['answered_on'], name='survey_answers_by_day'),
        ),
        migrations.AddConstraint(
            model_name='surveyresponse',
            constraint=models.UniqueConstraint(fields=('batch', 'place'), name='a_place_in_a_pile_is_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyresponse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('batch__isnull', False), ('channel', 'paper'), ('place__isnull', False)), models.Q(models.Q(('channel', 'paper'), _negated=True), ('batch__isnull', True), ('place__isnull', True)), _connector='OR'), name='only_paper_lies_in_a_pile'),
        ),
        migrations.AddConstraint(
            model_name='surveybatch',
            constraint=models.UniqueConstraint(fields=('survey', 'unit', 'label'), name='a_pile_of_paper_is_typed_once'),
        ),
    ]
