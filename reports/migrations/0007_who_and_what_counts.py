"""Rules of who and what counts, plans, programmes, and the dated numbers of units."""
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0014_help_is_append_only'),
        ('people', '0019_question_authors'),
        ('reports', '0006_first_holidays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='learning',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='target',
            name='counts',
            field=models.CharField(choices=[('nguoi', 'Người'), ('don_vi', 'Đơn vị'), ('dan_cu', 'Dân cư (ước tính)')], default='nguoi', max_length=8),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('number', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=400)),
                ('issued_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
            ],
            options={
                'verbose_name': 'kế hoạch',
                'ordering': ['issued_on', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='a_plan_ends_after_it_begins')],
            },
        ),
        migrations.AddField(
            model_name='target',
            name='plans',
            field=models.ManyToManyField(blank=True, related_name='targets', to='reports.plan'),
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=255)),
                ('courses', models.ManyToManyField(related_name='programmes', to='courses.course')),
            ],
            options={
                'verbose_name': 'chương trình học',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='target',
            name='programmes',
            field=models.ManyToManyField(blank=True, related_name='targets', to='reports.programme'),
        ),
        migrations.CreateModel(
            name='TargetUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('chi', 'chỉ tính ở đây'), ('tru', 'không tính ở đây'), ('muc', 'mức riêng')], max_length=3)),
                ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listed', to='reports.target')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'đơn vị nêu trong chỉ tiêu',
                'ordering': ['part', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('target', 'unit', 'part'), name='a_target_names_a_unit_once_a_part'), models.CheckConstraint(condition=models.Q(models.Q(('part', 'muc'), ('percent__isnull', False)), models.Q(models.Q(('part', 'muc'), _negated=True), ('percent__isnull', True)), _connector='OR'), name='a_goal_of_its_own_says_how_much')],
            },
        ),
        migrations.CreateModel(
            name='UnitNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('measure', models.CharField(choices=[('lao_dong', 'Dân số trong độ tuổi lao động'), ('tu_18', 'Dân số từ 18 tuổi'), ('dan_so', 'Dân số'), ('ho', 'Hộ gia đình'), ('thuc_te', 'Kết quả thực tế của đơn vị (%)')], max_length=10)),
                ('on', models.DateField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('source', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(blank=True, help_text='Of `actual` only.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='reports.target')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.orgunit')),
                ('withdraws', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_by', to='reports.unitnumber')),
            ],
            options={
                'verbose_name': 'số liệu của đơn vị',
                'ordering': ['-on', '-pk'],
                'indexes': [models.Index(fields=['measure', 'unit', 'on'], name='unit_number_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='a_unit_number_is_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('measure', 'thuc_te'), ('target__isnull', False), ('value__lte', 100)), models.Q(models.Q(('measure', 'thuc_te'), _negated=True), ('target__isnull', True)), _connector='OR'), name='an_actual_result_is_of_a_target')],
            },
        ),
    ]
