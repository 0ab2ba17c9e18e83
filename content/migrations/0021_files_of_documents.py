import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0020_print_runs_of_documents'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        migrations.CreateModel(
            name='MaterialVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='content.materialpage')),
                ('number', models.PositiveIntegerField()),
                ('file', models.CharField(help_text='Where the library kept it.', max_length=255)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 of the file; unknown of files of before numbers.', max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='a_number_names_one_file')],
            },
        ),
        migrations.AddField(
            model_name='materialpage',
            name='print_notes',
            field=models.BooleanField(default=False, help_text='Chỉ với tệp PowerPoint: ghi chú dưới mỗi trang chiếu được in vào khung riêng. Để trống thì không in.', verbose_name='in cả lời người trình bày'),
        ),
        migrations.AddField(
            model_name='printrun',
            name='material_number',
            field=models.PositiveIntegerField(blank=True, help_text='Which of its files.', null=True),
        ),
        migrations.AlterField(
            model_name='materialpage',
            name='document',
            field=models.ForeignKey(help_text='Xuất bản với tệp mới thì tài liệu có số bản mới; số ấy đứng trên trang, trên giấy và trong sổ in.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document', verbose_name='tệp'),
        ),
    ]
