"""What a signature carries, drafts to be signed in person, batches, and legal bases."""

import certificates.storage
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0004_badges'),
        ('courses', '0003_assignment_lead_and_partners'),
        ('people', '0016_find_people_by_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='level',
            field=models.CharField(blank=True, db_default='', help_text='B-B, B-T or B-LT: what the signature carries with it.', max_length=4),
        ),
        migrations.CreateModel(
            name='CertificateBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('class', 'Cấp theo lớp'), ('signed', 'Nhận bản đã ký')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Chờ đến lượt'), ('running', 'Đang làm'), ('done', 'Đã xong'), ('failed', 'Không làm được'), ('cancelled', 'Đã dừng')], db_index=True, default='waiting', max_length=10)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('upload', models.FileField(blank=True, max_length=200, storage=certificates.storage.private_storage, upload_to='')),
                ('reason', models.CharField(blank=True, help_text='Why it failed.', max_length=400)),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('print_file', models.FileField(blank=True, max_length=200, storage=certificates.storage.private_storage, upload_to='')),
                ('zip_file', models.FileField(blank=True, max_length=200, storage=certificates.storage.private_storage, upload_to='')),
                ('lease', models.UUIDField(blank=True, null=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='Since the last progress.')),
                ('stage', models.CharField(blank=True, max_length=12)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='courses.courserelease')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.orgunit')),
            ],
            options={
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, storage=certificates.storage.private_storage, upload_to='')),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, help_text='Last time it went out to be signed.', null=True)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='certificates.certificate')),
            ],
            options={
                'verbose_name': 'giấy chứng nhận chờ ký',
            },
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='Ví dụ: Quyết định số 1689/QĐ-UBND ngày 05/6/2026', max_length=400, verbose_name='căn cứ')),
                ('starts_on', models.DateField(verbose_name='dùng từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('course', models.ForeignKey(blank=True, help_text='Để trống: dùng cho mọi khóa học của đơn vị.', null=True, on_delete=django.db.models.deletion.PROTECT, to='courses.course', verbose_name='khóa học')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.orgunit', verbose_name='đơn vị cấp')),
            ],
            options={
                'verbose_name': 'căn cứ cấp giấy chứng nhận',
                'verbose_name_plural': 'căn cứ cấp giấy chứng nhận',
                'ordering': ['office', 'course', '-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='BatchLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, help_text='Why nothing came of it.', max_length=300)),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.enrolment')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='certificates.certificatebatch')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='a_place_in_a_batch_is_taken_once')],
            },
        ),
    ]
